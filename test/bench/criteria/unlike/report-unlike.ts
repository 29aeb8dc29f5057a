import { criterionNames } from '../../../../engine/index.ts';
import type { TargetLine } from '../report-world.ts';
import { tenths, type UnlikeTally } from './unlike-tally.ts';

/** A tenth with fewer pupils × subjects is not judged: at chance a half, the error of its share is .02. */
const enoughToJudge = 500;

/** Prints a table of rankings: AUC and average precision, with what the knowing reader and value added come to. */
export function printRankings({ auc, precision }: UnlikeTally): void {
  const names = Object.keys(auc);
  const share = (all: Record<string, number[]>, name: string, floor: number) =>
    (mean(all[name]) - floor) / (mean(all['knows the model']) - floor);
  for (const name of names) {
    const beside = name === 'knows the model' ? '' : `  ${share(precision, name, 0).toFixed(2)} of the knowing reader`;
    console.log(
      `  ${name.padEnd(30)} AUC ${told(auc[name])}  average precision ${told(precision[name])}${beside}` +
        (name === 'concern' ? `, AUC over a half ${share(auc, name, 0.5).toFixed(2)} of its` : ''),
    );
  }
}

export function printCalibration(tally: UnlikeTally): void {
  criterionNames.forEach((criterion, c) => {
    const { worst, mean: usual, judged, all } = calibration(tally, c);
    console.log(
      all === 0
        ? `  ${criterion.padEnd(18)} asked of nobody`
        : `  ${criterion.padEnd(18)} ${all} asked; off by ${worst.toFixed(3)} at worst (${judged} tenths judged), ${usual.toFixed(3)} on average; top: ${topTenths(tally, c)}`,
    );
  });
  const slowed = [...tally.countSlowed.keys()]
    .filter((bin) => tally.countSlowed[bin] >= 50)
    .map(
      (bin) =>
        `${(tally.statedSlowed[bin] / tally.countSlowed[bin]).toFixed(2)}→${(tally.happenedSlowed[bin] / tally.countSlowed[bin]).toFixed(2)}`,
    );
  console.log(`  probability of a slow-down, stated→true by tenth: ${slowed.join(' ')}`);
}

function topTenths(tally: UnlikeTally, c: number): string {
  return [5, 7, 8, 9]
    .map((tenth) => c * tenths + tenth)
    .filter((bin) => tally.count[bin] >= 50)
    .map(
      (bin) =>
        `${(tally.stated[bin] / tally.count[bin]).toFixed(2)}→${(tally.happened[bin] / tally.count[bin]).toFixed(2)}`,
    )
    .join(' ');
}

/** How far stated probabilities lie from what was true, of one criterion: in the worst tenth judged, and on average. */
export function calibration({ stated, happened, count }: UnlikeTally, c: number) {
  let [worst, judged, sum, all] = [0, 0, 0, 0];
  for (let bin = c * tenths; bin < (c + 1) * tenths; bin++) {
    if (count[bin] === 0) continue;
    const off = Math.abs(stated[bin] - happened[bin]);
    sum += off;
    all += count[bin];
    if (count[bin] < enoughToJudge) continue;
    judged++;
    worst = Math.max(worst, off / count[bin]);
  }
  return { worst: judged === 0 ? NaN : worst, judged, mean: sum / all, all };
}

/** Prints every figure that some seed gave, mean ± its standard error. */
export function printFigures({ figures, limits, warnings }: UnlikeTally): void {
  for (const [name, values] of Object.entries(figures)) console.log(`  ${name.padEnd(44)} ${told(values)}`);
  if (limits.length > 0) console.log(`  at a limit: ${[...new Set(limits)].slice(0, 4).join(' | ')}`);
  const codes = Object.entries(warnings).map(([code, count]) => `${code} ${count}`);
  if (codes.length > 0) console.log(`  warnings in all: ${codes.join(', ')}`);
}

/** A target met when the mean lies in the range; null where nothing was measured. */
export function rangeLine(
  world: string,
  what: string,
  values: readonly number[] | undefined,
  low: number,
  high: number,
): TargetLine {
  const target =
    low === -Infinity
      ? `at most ${high}`
      : high === Infinity
        ? `at least ${low}`
        : `${low.toFixed(3)} to ${high.toFixed(3)}`;
  if (!values || values.length === 0) return { world, what, target, figure: 'not measured', met: null };
  const value = mean(values);
  return { world, what, target, figure: told(values), met: value >= low && value <= high };
}

export function told(values: readonly number[]): string {
  const digits = Math.abs(mean(values)) >= 10 ? 1 : 3;
  const error = errorOfMean(values);
  return `${mean(values).toFixed(digits)}${values.length > 1 ? ` ± ${error.toFixed(digits)}` : ''}`;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function errorOfMean(values: readonly number[]): number {
  const average = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}
