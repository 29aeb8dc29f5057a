import type { RandomStream } from '../../stats/distributions/random-stream.ts';
import { reliabilityOf } from '../trajectory/model/block-model.ts';
import type { TrajectoryFit } from '../trajectory/model/trajectory-fit.ts';
import type { SmoothedTrajectories } from '../trajectory/posterior/smooth-trajectories.ts';
import { positionCovariance, subjectProcess, type SubjectProcess } from '../trajectory/model/trajectory-process.ts';
import type { TrajectoryScores } from '../trajectory/model/trajectory-scores.ts';
import { normalQuantile95 } from '../../stats/distributions/normal-quantile-95.ts';

const sdOf90Percent = 2 * normalQuantile95;

/**
 * The same pupils, dates and tests, in a world where every pupil makes ordinary progress: a year after the baseline each true
 * position is what pupils who had the same true baseline position have on average, the pupil moved at that same rate before
 * it and since, and all that differs is a fresh draw of test error. None of the four statements is true of anybody there. The
 * baseline position itself is drawn from what is known of it, so that high and low pupils are as many as they are.
 *
 * @param scores with `baselineScore`; comparisons without a baseline keep their scores, and no criterion asks about them
 * @returns scores whose `observed` (and interval) are drawn anew; everything else is shared with `scores`
 */
export function ordinaryScores(
  fit: TrajectoryFit,
  scores: TrajectoryScores,
  smoothed: Pick<SmoothedTrajectories, 'position' | 'positionLow' | 'positionHigh'>,
  stream: RandomStream,
): TrajectoryScores {
  const observed = scores.observed.slice();
  const observedLow = scores.observedLow.slice();
  const observedHigh = scores.observedHigh.slice();
  const bandOf = bandsOfCells(scores);
  const node = fit.nodes.reduce((heaviest, each) => (each.weight > heaviest.weight ? each : heaviest));
  const processes = scores.scaleClass.map((scaleClass) =>
    subjectProcess(node.components[scaleClass] ?? Object.values(node.components)[0]),
  );
  for (let i = 0; i < scores.comparisons; i++) {
    const baseline = scores.baselineScore[i];
    if (baseline < 0) continue;
    const spread = (smoothed.positionHigh[baseline] - smoothed.positionLow[baseline]) / sdOf90Percent;
    const start = smoothed.position[baseline] + spread * stream.normal();
    const process = processes[scores.subject[baseline]];
    const yearly = yearCorrelation(process, fit, scores.year[baseline]) - 1;
    for (const row of rowsOfSubject(scores, baseline)) {
      const reliability = reliabilityOf(process, scores.errorShare[row], fit.frame, scores.year[row]);
      const position = start * (1 + yearly * (scores.year[row] - scores.year[baseline]));
      const drawn = Math.sqrt(reliability) * position + Math.sqrt(1 - reliability) * stream.normal();
      const band = bandOf(scores.cell[row], drawn);
      observed[row] = band?.middle ?? drawn;
      observedLow[row] = band?.low ?? drawn;
      observedHigh[row] = band?.high ?? drawn;
    }
  }
  return { ...scores, observed, observedLow, observedHigh };
}

interface Band {
  readonly low: number;
  readonly high: number;
  readonly middle: number;
}

/** Where a cell's results are bands (grades, floor, ceiling), the band a drawn value falls in; else undefined. */
function bandsOfCells(scores: TrajectoryScores): (cell: number, value: number) => Band | undefined {
  const bands = new Map<number, Map<number, Band>>();
  for (let row = 0; row < scores.count; row++) {
    const [low, high] = [scores.observedLow[row], scores.observedHigh[row]];
    if (!(low < high)) continue;
    const ofCell = bands.get(scores.cell[row]) ?? new Map<number, Band>();
    bands.set(scores.cell[row], ofCell.set(low, { low, high, middle: scores.observed[row] }));
  }
  const lists = new Map([...bands].map(([cell, ofCell]) => [cell, [...ofCell.values()]]));
  return (cell, value) => lists.get(cell)?.find(({ low, high }) => value >= low && value < high);
}

function rowsOfSubject(scores: TrajectoryScores, row: number): number[] {
  const mine = (at: number) =>
    at >= 0 &&
    at < scores.count &&
    scores.pupil[at] === scores.pupil[row] &&
    scores.subject[at] === scores.subject[row];
  let from = row;
  while (mine(from - 1)) from--;
  const rows = [from];
  while (mine(rows[rows.length - 1] + 1)) rows.push(rows[rows.length - 1] + 1);
  return rows;
}

/** Correlation of true positions in the baseline's year and the next. */
function yearCorrelation(process: SubjectProcess, { frame, nodes }: TrajectoryFit, year: number): number {
  const covariance = (a: number, b: number) => positionCovariance(process, a, process, b, frame, nodes[0].links, true);
  return covariance(year, year + 1) / Math.sqrt(covariance(year, year) * covariance(year + 1, year + 1));
}
