import { reliabilityOf } from '../trajectory/model/block-model.ts';
import { scoresAt } from '../trajectory/model/scores-at.ts';
import { scoresOfPupils } from '../trajectory/model/scores-of-pupils.ts';
import type { TrajectoryFit } from '../trajectory/model/trajectory-fit.ts';
import { subjectProcess } from '../trajectory/model/trajectory-process.ts';
import type { TrajectoryScores } from '../trajectory/model/trajectory-scores.ts';
import { visitPosteriors } from '../trajectory/posterior/visit-posteriors.ts';
import { forecastPositions } from './forecast-positions.ts';

/** How far scores fell from what would have been forecast of them, one entry a forecast. */
export interface ForecastAgain {
  readonly count: number;
  /** Observed position less its forecast, in SDs of the forecast. */
  readonly residual: Float64Array;
  /** Scores of the pupil in the subject that the forecast rested on. */
  readonly scoresBefore: Int32Array;
}

/** The forecasts of a run to be made again: plain data, so that it can be handed to another thread. */
export interface ForecastAgainTask {
  readonly fit: TrajectoryFit;
  /** Of the pupils looked back at. */
  readonly scores: TrajectoryScores;
  /** By pupil: year of the newest baseline; what came later is not to be known. */
  readonly until: Float64Array;
}

/** Pupils looked back at, spread evenly over all: a thousand forecasts know a chance of 5 % to within 1 %. */
const mostPupils = 500;
/** The baseline of a forecast lies nearest to a year before it, and not nearer than this (10 weeks), years. */
const leastYears = 0.19;

/**
 * The same forecasts made a year ago: of each pupil’s current position, from the scores up to the baseline alone. What came
 * of them says how wide and how heavy-tailed the errors of a forecast are, which the model itself may misjudge.
 *
 *   scores up to the baseline ─► true position now (mean, SD) ─► observed position now, less its forecast
 *
 * Comparisons without a baseline, and current results that are bands or stand at an end of the test, are left out.
 */
export function forecastAgain(fit: TrajectoryFit, scores: TrajectoryScores): ForecastAgain {
  return runForecastAgain(forecastAgainTask(fit, scores));
}

/** The pupils to look back at, evenly spread. */
export function forecastAgainTask(fit: TrajectoryFit, scores: TrajectoryScores): ForecastAgainTask {
  const { lookedAt, until } = pupilsToLookAt(scores);
  return { fit, scores: scoresOfPupils(scores, lookedAt), until };
}

/** Works the task out. */
export function runForecastAgain({ fit, scores: kept, until }: ForecastAgainTask): ForecastAgain {
  const before = scoresBefore(kept, until);
  const year = Float64Array.from(kept.currentScore, (row) => (row < 0 ? Number.NaN : kept.year[row]));
  const { visit, mean, sd } = forecastPositions(fit, before, year);
  visitPosteriors(fit, before, visit);
  const reliability = reliabilities(fit, kept);
  const residual: number[] = [];
  const rested: number[] = [];
  for (let i = 0; i < kept.comparisons; i++) {
    const row = kept.currentScore[i];
    if (Number.isNaN(mean[i]) || row < 0 || kept.observedLow[row] < kept.observedHigh[row]) continue;
    const share = reliability(row);
    const spread = Math.sqrt(share * sd[i] ** 2 + 1 - share);
    residual.push((kept.observed[row] - Math.sqrt(share) * mean[i]) / spread);
    rested.push(subjectRows(before, before.currentScore[i]));
  }
  return { count: residual.length, residual: Float64Array.from(residual), scoresBefore: Int32Array.from(rested) };
}

/** Pupils with a baseline, and by pupil the year of the newest one: what came later is not to be known. */
function pupilsToLookAt(scores: TrajectoryScores): { lookedAt: Uint8Array; until: Float64Array } {
  const pupils = scores.pupil.reduce((most, pupil) => Math.max(most, pupil + 1), 0);
  const until = new Float64Array(pupils).fill(-Infinity);
  for (let i = 0; i < scores.comparisons; i++) {
    const row = scores.baselineScore[i];
    if (row >= 0) until[scores.pupil[row]] = Math.max(until[scores.pupil[row]], scores.year[row]);
  }
  const eligible = [...until.keys()].filter((pupil) => until[pupil] > -Infinity);
  const step = Math.max(1, eligible.length / mostPupils);
  const lookedAt = new Uint8Array(pupils);
  for (let at = 0; at < eligible.length; at += step) lookedAt[eligible[Math.floor(at)]] = 1;
  return { lookedAt, until };
}

/** The scores as they were at the baseline, which is the current one of then. */
function scoresBefore(kept: TrajectoryScores, until: Float64Array): TrajectoryScores {
  const rows = Int32Array.from({ length: kept.count }, (_, row) => row).filter(
    (row) => kept.year[row] <= until[kept.pupil[row]],
  );
  const before = scoresAt({ ...kept, currentScore: kept.baselineScore }, rows);
  const baselineScore = before.currentScore.map((current) => nearestYearBefore(before, current));
  return { ...before, baselineScore, firstScore: baselineScore.map((row) => firstBefore(before, row)) };
}

type Rows = Pick<TrajectoryScores, 'pupil' | 'subject' | 'year'>;

function ofOne({ pupil, subject }: Omit<Rows, 'year'>, row: number, other: number): boolean {
  return other >= 0 && pupil[other] === pupil[row] && subject[other] === subject[row];
}

function nearestYearBefore(rows: Rows, current: number): number {
  let best = -1;
  const off = (row: number) => Math.abs(rows.year[current] - rows.year[row] - 1);
  for (let row = current - 1; ofOne(rows, current, row); row--) {
    if (rows.year[current] - rows.year[row] < leastYears) continue;
    if (best < 0 || off(row) < off(best)) best = row;
  }
  return best;
}

function firstBefore(rows: Rows, baseline: number): number {
  if (baseline < 0) return -1;
  let first = baseline;
  while (ofOne(rows, baseline, first - 1)) first--;
  return rows.year[first] >= rows.year[baseline] ? -1 : first;
}

function subjectRows(rows: Rows, last: number): number {
  let count = 1;
  while (ofOne(rows, last, last - count)) count++;
  return count;
}

/** Mean over the fit’s points of a score’s reliability. */
function reliabilities(fit: TrajectoryFit, scores: TrajectoryScores): (row: number) => number {
  const processes = fit.nodes.map(({ weight, components }) => ({
    weight,
    ofSubject: scores.scaleClass.map((scaleClass) =>
      subjectProcess(components[scaleClass] ?? Object.values(components)[0]),
    ),
  }));
  return (row) =>
    processes.reduce(
      (sum, { weight, ofSubject }) =>
        sum +
        weight * reliabilityOf(ofSubject[scores.subject[row]], scores.errorShare[row], fit.frame, scores.year[row]),
      0,
    );
}
