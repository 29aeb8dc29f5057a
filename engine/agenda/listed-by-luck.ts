import type { CriteriaSettings } from '../criteria/index.ts';
import { circumstancesAt, type Circumstances } from '../criteria/judged-criteria.ts';
import { whoMeets } from '../criteria/who-meets.ts';
import type { Comparisons } from '../growth/comparisons/comparisons.ts';
import type { TrajectoryFit } from '../growth/trajectory/model/trajectory-fit.ts';
import { ordinaryScores } from '../growth/forecasts/ordinary-scores.ts';
import { scoresOfPupils } from '../growth/trajectory/model/scores-of-pupils.ts';
import { cutByPupils, scoresOfRows } from '../growth/trajectory/model/scores-of-rows.ts';
import type { SmoothedTrajectories } from '../growth/trajectory/posterior/smooth-trajectories.ts';
import type { TrajectoryScores } from '../growth/trajectory/model/trajectory-scores.ts';
import { randomStream } from '../stats/distributions/random-stream.ts';

/**
 * Pupils drawn at most and at least. With 1,000 draws a share of 10 % is known to 0.95 points, so that the figure of a class
 * of 30 has a standard error of 0.28 pupils (0.2 where the share is 5 %).
 */
const mostDraws = 1000;
const fewestDraws = 600;
const nothingShared = { cellMean: {}, schoolWindow: {} };

export interface LuckRule {
  readonly comparisons: Comparisons;
  readonly circumstances: Circumstances;
  readonly criteria: CriteriaSettings;
  /** Pupils on roll. */
  readonly pupils: number;
}

/** Draws for some of the pupils: plain data, so that it can be handed to another thread. */
export interface LuckTask {
  readonly fit: TrajectoryFit;
  readonly scores: TrajectoryScores;
  readonly positions: Pick<SmoothedTrajectories, 'position' | 'positionLow' | 'positionHigh'>;
  /** Of the comparisons of `scores`, in their order. */
  readonly circumstances: Circumstances;
  readonly criteria: CriteriaSettings;
  /** Names the part among others, for its random numbers. */
  readonly part: number;
  readonly replicates: number;
}

/** Which draws to make, and what to make of them. */
export interface LuckPlan {
  readonly tasks: readonly LuckTask[];
  /** From `drawByLuck` of every task, in order: see `listedByLuck`. */
  readonly gather: (listed: readonly Int32Array[]) => Float64Array;
}

/**
 * How likely each pupil would be to meet at least one criterion by test luck alone, if every pupil were making ordinary
 * progress: the same rule applied to scores drawn in such a world (`ordinaryScores`). Pupils judged in as many subjects share
 * one figure, because a class of 30 has too few draws of its own.
 *
 * Deterministic: the draws depend on nothing but the scores’ own order.
 *
 * @returns plan whose `gather` gives, by pupil, 0–1; 0 for a pupil who cannot be compared
 */
export function listedByLuck(
  fit: TrajectoryFit,
  scores: TrajectoryScores,
  smoothed: SmoothedTrajectories,
  { comparisons, circumstances, criteria, pupils }: LuckRule,
): LuckPlan {
  const compared = new Uint8Array(pupils);
  for (let i = 0; i < comparisons.count; i++)
    if (comparisons.currentRow[i] >= 0 && comparisons.baselineRow[i] >= 0) compared[comparisons.pupil[i]]++;
  const measured = compared.reduce((sum, subjects) => sum + Number(subjects > 0), 0);
  if (measured === 0) return { tasks: [], gather: () => new Float64Array(pupils) };

  // Every so many pupils, or all of them several times where they are few.
  const spacing = Math.max(1, measured / mostDraws);
  const replicates = Math.max(1, Math.ceil(fewestDraws / measured));
  const drawn = new Uint8Array(pupils);
  let seen = 0;
  for (let pupil = 0; pupil < pupils; pupil++) {
    if (compared[pupil] === 0) continue;
    drawn[pupil] = Number(Math.floor((seen + 1) / spacing) > Math.floor(seen / spacing));
    seen++;
  }
  const some = scoresOfPupils(scores, drawn);
  const pick = (column: Float64Array) => column.filter((_, row) => drawn[scores.pupil[row]] === 1);
  const positions = {
    position: pick(smoothed.position),
    positionLow: pick(smoothed.positionLow),
    positionHigh: pick(smoothed.positionHigh),
  };
  // The drawn scores carry no harsh marking, so none is taken out of them.
  const plain = { ...fit, shared: nothingShared };
  const tasks = cutByPupils(some).map(({ from, to, comparison }, part) => ({
    fit: plain,
    scores: scoresOfRows(some, from, to, comparison).scores,
    positions: {
      position: positions.position.slice(from, to),
      positionLow: positions.positionLow.slice(from, to),
      positionHigh: positions.positionHigh.slice(from, to),
    },
    circumstances: circumstancesAt(circumstances, comparison),
    criteria,
    part,
    replicates,
  }));
  return { tasks, gather: (listed) => sharesOf(listed, compared, drawn, replicates) };
}

/** Draws and judges a task's pupils. Returns the pupils who meet a criterion, once for every replicate in which they do. */
export function drawByLuck({ fit, scores, positions, ...task }: LuckTask): Int32Array {
  const listed: number[] = [];
  const stream = randomStream('by-luck').sub('part', task.part);
  for (let replicate = 0; replicate < task.replicates; replicate++) {
    const drawn = ordinaryScores(fit, scores, positions, stream.sub('replicate', replicate));
    listed.push(...whoMeets(fit, drawn, task.circumstances, task.criteria));
  }
  return Int32Array.from(listed);
}

/** Share listed of the pupils judged in as many subjects. */
function sharesOf(
  listed: readonly Int32Array[],
  compared: Uint8Array,
  drawn: Uint8Array,
  replicates: number,
): Float64Array {
  const strata = compared.reduce((most, subjects) => Math.max(most, subjects), 0) + 1;
  const counts = new Float64Array(strata);
  for (const part of listed) for (const pupil of part) counts[compared[pupil]]++;
  const sizes = new Float64Array(strata);
  compared.forEach((subjects, pupil) => (sizes[subjects] += drawn[pupil]));
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  // A stratum too rare to have been drawn takes the share of all.
  const share = counts.map((count, stratum) =>
    sizes[stratum] > 0 ? count / (replicates * sizes[stratum]) : total(counts) / (replicates * total(sizes)),
  );
  return Float64Array.from(compared, (subjects) => (subjects === 0 ? 0 : share[subjects]));
}
