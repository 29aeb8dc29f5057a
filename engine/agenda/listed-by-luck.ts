import { criteriaJudge } from '../criteria/judge-criteria.ts';
import type { Circumstances, CriteriaSettings } from '../criteria/judged-criteria.ts';
import type { Comparisons } from '../growth/comparisons.ts';
import type { TrajectoryFit } from '../growth/fit-trajectories.ts';
import { ordinaryScores } from '../growth/ordinary-scores.ts';
import { scoresOfPupils } from '../growth/scores-of-pupils.ts';
import { smoothTrajectories, type SmoothedTrajectories } from '../growth/smooth-trajectories.ts';
import type { TrajectoryScores } from '../growth/trajectory-scores.ts';
import { randomStream } from '../stats/random-stream.ts';

/** Pupils drawn at most and at least: enough that the run's share is known to about one per cent. */
const mostDraws = 1200;
const fewestDraws = 600;
const nothingShared = { cellMean: {}, schoolWindow: {} };

/**
 * How likely each pupil would be to meet at least one criterion by test luck alone, if every pupil were making ordinary
 * progress: the same rule applied to scores drawn in such a world (`ordinaryScores`). Pupils judged in as many subjects share
 * one figure, because a class of 30 has too few draws of its own.
 *
 * Deterministic: the draws depend on nothing but the scores’ own order.
 *
 * @returns by pupil, 0–1; 0 for a pupil who cannot be compared
 */
export function listedByLuck(
  fit: TrajectoryFit,
  scores: TrajectoryScores,
  smoothed: SmoothedTrajectories,
  rule: { comparisons: Comparisons; circumstances: Circumstances; criteria: CriteriaSettings; pupils: number },
): Float64Array {
  const { comparisons, circumstances, criteria, pupils } = rule;
  const compared = new Uint8Array(pupils);
  for (let i = 0; i < comparisons.count; i++)
    if (comparisons.currentRow[i] >= 0 && comparisons.baselineRow[i] >= 0) compared[comparisons.pupil[i]]++;
  const measured = compared.reduce((sum, subjects) => sum + Number(subjects > 0), 0);
  const probability = new Float64Array(pupils);
  if (measured === 0) return probability;

  // Every so many pupils, or all of them several times where they are few.
  const spacing = Math.max(1, Math.ceil(measured / mostDraws));
  const replicates = Math.max(1, Math.ceil(fewestDraws / measured));
  const drawnPupils = new Uint8Array(pupils);
  let seen = 0;
  for (let pupil = 0; pupil < pupils; pupil++)
    drawnPupils[pupil] = Number(compared[pupil] > 0 && seen++ % spacing === 0);
  const some = scoresOfPupils(scores, drawnPupils);
  const positions = positionsOf(smoothed, scores, drawnPupils);
  // The drawn scores carry no harsh marking, so none is taken out of them.
  const plain = { ...fit, shared: nothingShared };

  const strata = Math.max(...compared) + 1;
  const listed = new Float64Array(strata);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const drawn = ordinaryScores(plain, some, positions, randomStream('by-luck').sub('replicate', replicate));
    const judge = criteriaJudge(circumstances, criteria);
    smoothTrajectories(plain, drawn, judge.visit);
    const { verdict } = judge.finish();
    const flagged = new Uint8Array(pupils);
    for (let at = 0; at < verdict.length; at++) if (verdict[at] === 0) flagged[comparisons.pupil[at >> 2]] = 1;
    for (let pupil = 0; pupil < pupils; pupil++) listed[compared[pupil]] += flagged[pupil];
  }
  const sizes = new Float64Array(strata);
  compared.forEach((subjects, pupil) => (sizes[subjects] += drawnPupils[pupil]));
  for (let pupil = 0; pupil < pupils; pupil++) {
    const stratum = compared[pupil];
    if (stratum === 0) continue;
    // A stratum too rare to have been drawn takes the share of all.
    probability[pupil] =
      sizes[stratum] > 0
        ? listed[stratum] / (replicates * sizes[stratum])
        : total(listed) / (replicates * total(sizes));
  }
  return probability;
}

/** Positions of the scores of the pupils kept, in their order. */
function positionsOf(
  smoothed: SmoothedTrajectories,
  scores: TrajectoryScores,
  keep: Uint8Array,
): Pick<SmoothedTrajectories, 'position' | 'positionLow' | 'positionHigh'> {
  const pick = (column: Float64Array) => column.filter((_, row) => keep[scores.pupil[row]] === 1);
  return {
    position: pick(smoothed.position),
    positionLow: pick(smoothed.positionLow),
    positionHigh: pick(smoothed.positionHigh),
  };
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
