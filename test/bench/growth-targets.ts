/** What `npm run bench:growth` is asked for: seconds on one core for 100 τ, of the fit where there is one of its own. */
const targets = [
  { rows: 1e4, columns: 8, scores: 'continuous', seconds: 0.1 },
  { rows: 1e5, columns: 8, scores: 'continuous', seconds: 0.8 },
  { rows: 1e6, columns: 8, scores: 'continuous', seconds: 6 },
  { rows: 4e3, columns: 29, scores: 'continuous', seconds: 0.1 },
  { rows: 4e3, columns: 29, scores: 'whole', seconds: 0.1 },
  { rows: 1e6, columns: 8, scores: 'whole', seconds: 0.5 },
  { rows: 1e7, columns: 8, scores: 'whole', seconds: 3 },
];
/** log time on log rows, over all sizes from 10,000 rows on: below them a call is mostly its beginning. */
const steepest = 1.1;
const slopeFrom = 1e4;

export interface MeasuredCase {
  readonly rows: number;
  readonly columns: number;
  readonly scores: string;
  readonly seconds: number;
}

/** Prints every target beside what was measured, missed ones too; what was not measured is left out. */
export function printGrowthTargets(measured: readonly MeasuredCase[]): void {
  console.log('\n| target | at most | measured | |\n|---|---|---|---|');
  const line = (what: string, most: number, value: number) =>
    console.log(`| ${what} | ${most} | ${value.toPrecision(3)} | ${value <= most ? 'met' : 'MISSED'} |`);
  for (const { seconds, ...target } of targets) {
    const found = measured.find((one) => Object.entries(target).every(([key, value]) => one[key as 'rows'] === value));
    if (found)
      line(`seconds, ${target.rows} rows × ${target.columns} columns, ${target.scores}`, seconds, found.seconds);
  }
  for (const [kind, cases] of Map.groupBy(measured, ({ columns, scores }) => `${columns} columns, ${scores}`)) {
    const sizes = cases.filter(({ rows }) => rows >= slopeFrom);
    if (sizes.length > 1) line(`slope, ${kind}`, steepest, slope(sizes));
  }
}

/** Least squares of log seconds on log rows. */
function slope(cases: readonly MeasuredCase[]): number {
  const points = cases.map(({ rows, seconds }) => [Math.log(rows), Math.log(seconds)]);
  const mean = [0, 1].map((k) => points.reduce((sum, point) => sum + point[k], 0) / points.length);
  const about = points.map(([x, y]) => [x - mean[0], y - mean[1]]);
  return about.reduce((sum, [x, y]) => sum + x * y, 0) / about.reduce((sum, [x]) => sum + x * x, 0);
}
