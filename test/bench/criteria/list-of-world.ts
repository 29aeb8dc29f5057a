import type { AgendaInput } from '../../../engine/agenda/agenda-input.ts';
import { buildAgenda } from '../../../engine/agenda/build-agenda.ts';
import { drawByLuck, listedByLuck } from '../../../engine/agenda/listed-by-luck.ts';
import { measureLists } from '../../../engine/agenda/measure-lists.ts';
import { criteriaJudge } from '../../../engine/criteria/judge-criteria.ts';
import { defaultCriteriaSettings } from '../../../engine/criteria/index.ts';
import { type Circumstances, type JudgedCriteria } from '../../../engine/criteria/judged-criteria.ts';
import type { TrajectoryFit } from '../../../engine/growth/trajectory/model/trajectory-fit.ts';
import {
  smoothTrajectories,
  type SmoothedTrajectories,
} from '../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import type { TrajectoryScores } from '../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { defaultPolicy } from '../../../engine/policy.ts';
import { sectionNames } from '../../../engine/tables/run-schema.ts';
import type { World } from '../../../engine/worlds/model/world.ts';
import { calmScores } from './calm-scores.ts';
import type { Truth } from './true-statements.ts';

/** The list of one world, and its two doubts beside the truth. Counts of pupils. */
export interface ListOfWorld {
  /** Listed in each class, and measured there. */
  readonly listedByClass: readonly number[];
  readonly measured: number;
  readonly listed: number;
  /** Of those listed: probably making ordinary progress (told), and with none of their criteria true. */
  readonly ordinaryTold: number;
  readonly ordinaryTrue: number;
  /** Listed by test luck were every pupil making ordinary progress: told, and in that very world; NaN where there is none. */
  readonly luckTold: number;
  readonly luckTrue: number;
}

const listedSections = new Set([sectionNames.indexOf('discuss-first'), sectionNames.indexOf('discuss-if-time')]);

/** Everything of an analysis that the list of a world is made from. */
export interface FoundInWorld {
  readonly fit: TrajectoryFit;
  readonly scores: TrajectoryScores;
  readonly circumstances: Circumstances;
  readonly judged: JudgedCriteria;
  readonly smoothed: SmoothedTrajectories;
  readonly input: Omit<AgendaInput, 'byLuck' | 'judged' | 'concern'>;
}

/** Makes the list as `analyse` does and counts. */
export function listOfWorld(world: World, truth: Truth, found: FoundInWorld): ListOfWorld {
  const { fit, scores, circumstances, judged, smoothed } = found;
  const { data, comparisons } = found.input;
  const rule = { comparisons, circumstances, criteria: defaultCriteriaSettings, pupils: data.pupils.count };
  const luck = listedByLuck(fit, scores, smoothed, rule);
  const byLuck = luck.gather(luck.tasks.map((task) => drawByLuck(task)));
  const listOf = (of: JudgedCriteria, concern: Float64Array) => {
    const input = { ...found.input, judged: of, concern, byLuck };
    const agenda = buildAgenda(input, defaultPolicy.list);
    return { agenda, lists: measureLists(data, agenda, byLuck) };
  };
  const { agenda, lists } = listOf(judged, smoothed.concern);
  const run = lists.find(({ grouping }) => grouping === 'run');
  const listed = new Set([...agenda.pupil].filter((_, row) => listedSections.has(agenda.section[row])));
  const anyTrue = new Set<number>();
  for (let at = 0; at < judged.verdict.length; at++) {
    if (judged.verdict[at] === 0 && truth.statement[at] === 1) anyTrue.add(comparisons.pupil[at >> 2]);
  }
  return {
    listedByClass: lists
      .filter(({ grouping, measured }) => grouping === 'class' && measured > 0)
      .map((one) => one.listed),
    measured: run?.measured ?? 0,
    listed: listed.size,
    ordinaryTold: run?.probablyOrdinary ?? NaN,
    ordinaryTrue: [...listed].filter((pupil) => !anyTrue.has(pupil)).length,
    luckTold: run?.byLuck ?? NaN,
    luckTrue: luckInTruth(),
  };

  function luckInTruth(): number {
    const numbers = scores.observed.every((value, row) => scores.observedLow[row] === value);
    if (world.parameters.family !== 'gaussian' || !numbers) return NaN;
    const judge = criteriaJudge(circumstances, defaultCriteriaSettings);
    const calm = smoothTrajectories(fit, calmScores(world, comparisons, scores), judge.visit, judge.visitPupil);
    const { agenda: calmAgenda } = listOf(judge.finish(), calm.concern);
    return [...calmAgenda.section].filter((section) => listedSections.has(section)).length;
  }
}
