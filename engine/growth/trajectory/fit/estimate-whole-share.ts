import { blockInverter } from '../model/block-precision.ts';
import { bySubjects } from '../model/by-subjects.ts';
import { scorePatterns } from '../model/score-patterns.ts';
import { scoresOfPupils } from '../model/scores-of-pupils.ts';
import { cutByPupils, scoresOfRows } from '../model/scores-of-rows.ts';
import { slowDownHypotheses } from '../model/slow-down-hypotheses.ts';
import type { TrajectoryFit } from '../model/trajectory-fit.ts';
import { subjectProcess } from '../model/trajectory-process.ts';
import type { TrajectoryScores } from '../model/trajectory-scores.ts';
import { patternFactsByDates } from '../weighing/pattern-facts.ts';
import { prepareNode } from '../weighing/prepare-node.ts';
import { emptyPreparedNode } from '../weighing/prepared-node.ts';
import { readyPattern, type ReadyPattern } from '../weighing/ready-pattern.ts';
import { weighScores } from '../weighing/weigh-block.ts';
import type { HypothesisWeights } from '../weighing/weigh-hypotheses.ts';
import { emptyWeighingRoom } from '../weighing/weighing-room.ts';
import { gatherObserved } from './block-likelihood.ts';
import { settledScores } from './settled-scores.ts';
import { withoutShared } from './without-shared.ts';

/** Pupils it rests on at most, evenly spread. */
const mostPupils = 2000;
const rounds = 100;

/** Some of these pupils to be weighed: plain data, so that it can be handed to another thread. */
export interface WholeShareTask {
  /** Components at its first node, the centre. */
  readonly fit: TrajectoryFit;
  readonly scores: TrajectoryScores;
}

/**
 * Share of slow-downs that are the pupil's, in every subject: by expectation and maximisation over pupils with several subjects,
 * under a Beta prior of mean `wholeShare` that counts as `wholeShareWorth` pupils known to have slowed. How many have slowed is
 * given and not estimated. Worlds whose pupils slow down in one subject only are estimated at .25 to .45, and those with heavy-tailed
 * errors whose pupils slow down in every subject at .09; hence a least share.
 *
 *   fit, scores ─► wholeShareTasks ─► weighWholeShare of each, anywhere ─► estimateWholeShare
 *
 * @param fit all but this
 * @param evidence of each task, in their order
 * @returns the fit with it: 0–1; the prior's mean where no pupil has several subjects
 * Source: Dempster, Laird & Rubin 1977.
 */
export function estimateWholeShare(fit: TrajectoryFit, evidence: readonly Float64Array[]): TrajectoryFit {
  const { share, wholeShare, wholeShareWorth, leastWholeShare } = fit.settings.slowDown;
  let now = wholeShare;
  for (let round = 0; round < rounds; round++) {
    let whole = wholeShareWorth * wholeShare;
    let all = wholeShareWorth;
    for (const part of evidence) {
      for (let at = 0; at < part.length; at += 2) {
        const own = share * now * part[at];
        const slowed = own + share * (1 - now) * part[at + 1];
        whole += own / (1 - share + slowed);
        all += slowed / (1 - share + slowed);
      }
    }
    now = Math.max(leastWholeShare, whole / all);
  }
  return { ...fit, settings: { ...fit.settings, slowDown: { ...fit.settings.slowDown, wholeShare: now } } };
}

/** Pupils with several subjects, evenly spread, in parts. */
export function wholeShareTasks(fit: TrajectoryFit, scores: TrajectoryScores): WholeShareTask[] {
  const some = someOf(scores);
  if (some.count === 0) return [];
  return cutByPupils(some).map(({ from, to, comparison }) => ({
    fit,
    scores: scoresOfRows(some, from, to, comparison).scores,
  }));
}

/** The scores of some pupils with several subjects. */
function someOf(scores: TrajectoryScores): TrajectoryScores {
  const several: number[] = [];
  let most = 0;
  for (let row = 0, start = 0; row < scores.count; row++) {
    most = Math.max(most, scores.pupil[row]);
    if (scores.pupil[row] === scores.pupil[row + 1]) continue;
    if (scores.subject[row] !== scores.subject[start]) several.push(scores.pupil[row]);
    start = row + 1;
  }
  const keep = new Uint8Array(most + 1);
  const step = Math.max(1, several.length / mostPupils);
  for (let at = 0; Math.floor(at) < several.length; at += step) keep[several[Math.floor(at)]] = 1;
  return scoresOfPupils(scores, keep);
}

/**
 * Evidence of each pupil's scores against ordinary progress, two numbers a pupil in order of the rows: of a slow-down in every
 * subject, of one subject by subject.
 */
export function weighWholeShare({ fit, scores: given }: WholeShareTask): Float64Array {
  const { frame, settings } = fit;
  const [{ components, links }] = fit.nodes;
  const ofClass = given.scaleClass.map((name) => components[name] ?? Object.values(components)[0]);
  const processes = ofClass.map(subjectProcess);
  const badDayChance = Float64Array.from(ofClass, (each) => each.badDayChance);
  const scores = settledScores(withoutShared(given, fit.shared, processes, frame), processes, frame);
  const patterns = scorePatterns(scores, 'pupil', () => true);
  const observed = gatherObserved(patterns, scores.observed);
  const invert = blockInverter();
  const node = emptyPreparedNode();
  const room = emptyWeighingRoom(settings.badDay.most);
  const factsOf = patternFactsByDates(
    bySubjects((subjects) => slowDownHypotheses(settings.slowDown, frame, subjects)),
    settings.slowDown,
  );
  let ready: ReadyPattern | undefined;
  const placeOf = placesOfPupils(scores);
  const evidence = new Float64Array(2 * placeOf.size);
  patterns.forEach((pattern, at) => {
    const facts = factsOf(pattern);
    prepareNode(facts, invert, { processes, links, frame }, node);
    const own = (ready = readyPattern(facts, node, badDayChance, settings, ready));
    pattern.starts.forEach((start, block) => {
      const { used } = weighScores(own, observed[at], block * pattern.size, 0, room);
      readEvidence(own, room.weights, used, evidence, 2 * (placeOf.get(start) ?? 0));
    });
  });
  return evidence;
}

/** From the weights of hypotheses back to their evidence: each divided by the chance it had before the scores. */
function readEvidence(
  { facts, slowDown }: ReadyPattern,
  { count, weight }: HypothesisWeights,
  used: number,
  into: Float64Array,
  place: number,
): void {
  const { chance, wholly, partly } = facts.hypotheses;
  let [whole, part, ordinary] = [0, 0, 0];
  for (let b = 0; b < used; b++) {
    const at = b * (count + 1);
    for (let h = 0; h < count; h++) {
      whole += (weight[at + h] / chance[h]) * wholly[h];
      part += (weight[at + h] / chance[h]) * partly[h];
    }
    ordinary += weight[at + count];
  }
  const against = (1 - slowDown.share) / slowDown.share / Math.max(ordinary, 1e-12);
  into[place] = against * whole;
  into[place + 1] = against * part;
}

/** By first row of a pupil: which pupil it is. */
function placesOfPupils({ count, pupil }: TrajectoryScores): Map<number, number> {
  const places = new Map<number, number>();
  for (let row = 0; row < count; row++) if (pupil[row] !== pupil[row - 1]) places.set(row, places.size);
  return places;
}
