import { criteriaJudge } from '../criteria/judge-criteria.ts';
import type { Circumstances, CriteriaSettings } from '../criteria/judged-criteria.ts';
import type { Comparisons } from '../growth/comparisons.ts';
import type { TrajectoryFit } from '../growth/fit-trajectories.ts';
import { ordinaryScores } from '../growth/ordinary-scores.ts';
import { smoothTrajectories, type SmoothedTrajectories } from '../growth/smooth-trajectories.ts';
import type { TrajectoryScores } from '../growth/trajectory-scores.ts';
import { randomStream } from '../stats/random-stream.ts';

/** Pupils drawn in all: enough that the run's share is known to about half a per cent. */
const wantedDraws = 8000;
const fewestReplicates = 1;
const mostReplicates = 12;

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

  const replicates = Math.min(mostReplicates, Math.max(fewestReplicates, Math.ceil(wantedDraws / measured)));
  const strata = Math.max(...compared) + 1;
  const listed = new Float64Array(strata);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const drawn = ordinaryScores(fit, scores, smoothed, randomStream('by-luck').sub('replicate', replicate));
    const judge = criteriaJudge(circumstances, criteria);
    smoothTrajectories(fit, drawn, judge.visit);
    const { verdict } = judge.finish();
    const flagged = new Uint8Array(pupils);
    for (let at = 0; at < verdict.length; at++) if (verdict[at] === 0) flagged[comparisons.pupil[at >> 2]] = 1;
    for (let pupil = 0; pupil < pupils; pupil++) listed[compared[pupil]] += flagged[pupil];
  }
  const sizes = new Float64Array(strata);
  for (const subjects of compared) sizes[subjects]++;
  for (let pupil = 0; pupil < pupils; pupil++) {
    const stratum = compared[pupil];
    if (stratum > 0) probability[pupil] = listed[stratum] / (replicates * sizes[stratum]);
  }
  return probability;
}
