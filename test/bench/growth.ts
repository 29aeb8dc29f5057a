import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  conditionalGrowthPercentiles,
  growthTaus,
} from '../../engine/growth/percentiles/conditional-growth-percentiles.ts';
import { bsplineBasis } from '../../engine/stats/splines/bspline-basis.ts';
import { quantileRegression } from '../../engine/stats/quantile-regression/quantile-regression.ts';
import { quantileType7 } from '../../engine/stats/distributions/quantile-type-7.ts';
import { randomStream } from '../../engine/stats/distributions/random-stream.ts';
import { printGrowthTargets, type MeasuredCase } from './growth-targets.ts';
import { runStateYear, stateYearInR, type StateYearTiming } from './growth-state-year.ts';

/*
 * npm run bench:growth [-- --rows 1e3,1e4 --columns 8,29 --scores continuous,whole --runs 5 --no-r --no-state-year]
 *
 * `--rows none` prints the state year alone; `--no-r` leaves R out where it is. Without R up to a million rows take some
 * minutes; ten million rows and R take hours between them. At the end every target with its figure.
 *
 * One child process a line of the table, so that peak memory is that line's own. `fit`: 100 τ on a design that is ready
 * (quantileRegression). `percentiles`: from raw scores to percentiles, one earlier score (conditionalGrowthPercentiles).
 * Where R with quantreg is on the machine it solves the same data beside it.
 */

type Scores = 'continuous' | 'whole';
interface Case {
  rows: number;
  columns: number;
  scores: Scores;
}
interface Timing extends Case {
  fitSeconds: number;
  percentileSeconds: number;
  peakMegabytes: number;
  certified: boolean;
}

/** Published figures for 100 τ × 8 columns of continuous data, quantreg 5.94, one core of this kind of machine. */
const published: Record<string, string> = {
  '1000': '0.07 / 0.13 / 0.19 / 0.03',
  '10000': '2.3 / 1.4 / 0.77 / 0.165',
  '100000': '173 / 19 / 5.7 / 1.13',
  '1000000': '(hours) / 297 / 37 / 49',
};

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1e3,4e3,1e4,1e5,1e6,1e7' },
    columns: { type: 'string', default: '8,29' },
    scores: { type: 'string', default: 'continuous,whole' },
    runs: { type: 'string', default: '5' },
    'no-r': { type: 'boolean', default: false },
    'no-state-year': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    case: { type: 'string' },
    threads: { type: 'string' },
  },
});

/** Scores of one ability each, more spread towards the ends; 60 different values where whole. */
function generate({ rows, columns, scores }: Case): { priors: Float64Array[]; outcome: Float64Array } {
  const stream = randomStream(`growth benchmark ${columns} ${scores}`);
  const ability = Float64Array.from({ length: rows }, () => stream.normal());
  const column = (shift: number) =>
    ability.map((level) => {
      const value = 0.85 * level + 0.5 * (1 + 0.15 * Math.abs(level)) * stream.normal() + shift;
      return scores === 'whole' ? Math.min(59, Math.max(0, Math.round(30 + 11 * value))) : 600 + 50 * value;
    });
  const outcome = column(0.3);
  return { outcome, priors: Array.from({ length: (columns - 1) / 7 }, (_, k) => column(-0.1 * k)) };
}

function designOf(priors: Float64Array[]): Float64Array[] {
  const columns = priors.flatMap((prior) => {
    const [low, high] = prior.reduce(
      ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
      [Infinity, -Infinity],
    );
    const knots = quantileType7(prior, [0.2, 0.4, 0.6, 0.8]);
    const pad = 0.1 * (high - low);
    return bsplineBasis(prior, { knots, boundary: [low - pad, high + pad] });
  });
  return [new Float64Array(priors[0].length).fill(1), ...columns];
}

/** Median seconds of `runs` calls after a second of calls, at least one, to warm up. */
function medianSeconds(runs: number, call: () => void): number {
  const begun = performance.now();
  do call();
  while (performance.now() - begun < 1000);
  const seconds = Array.from({ length: runs }, () => {
    const started = performance.now();
    call();
    return (performance.now() - started) / 1000;
  });
  return seconds.sort((a, b) => a - b)[runs >> 1];
}

function runCase(one: Case, runs: number): Timing {
  const { priors, outcome } = generate(one);
  let certified = true;
  let fitSeconds = NaN;
  // Whole numbers of one earlier score are joined before there is a design; see `percentiles`.
  if (one.scores === 'continuous' || one.columns > 8) {
    const design = designOf(priors);
    fitSeconds = medianSeconds(runs, () => {
      const fitted = quantileRegression(design, outcome, growthTaus);
      certified &&= fitted.dualityGap.every((gap, t) => gap <= 1e-9 * fitted.checkLoss[t]);
    });
  }
  const percentileSeconds =
    one.columns > 8 ? NaN : medianSeconds(runs, () => void conditionalGrowthPercentiles(priors, outcome));
  return { ...one, fitSeconds, percentileSeconds, peakMegabytes: process.resourceUsage().maxRSS / 1024, certified };
}

function inOwnProcess(...task: string[]): unknown {
  const args = ['--max-old-space-size=8192', import.meta.filename, ...task, '--runs', options.runs];
  const child = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (child.status !== 0) throw new Error(`${task.join(' ')}: ${child.stderr || child.signal}`);
  return JSON.parse(child.stdout);
}

const rScript = `
suppressPackageStartupMessages({library(quantreg); library(splines)})
d <- read.csv(commandArgs(TRUE)[1]); n <- nrow(d); taus <- ((1:100) - .5) / 100
X <- matrix(1, n, 1)
for (k in 2:ncol(d)) { x <- d[[k]]
  X <- cbind(X, bs(x, knots = quantile(x, c(.2, .4, .6, .8), type = 7), Boundary.knots = range(x) + c(-1, 1) * .1 * diff(range(x)))) }
y <- d[[1]]; p <- ncol(X)
each <- function(f) system.time(for (t in taus) suppressWarnings(f(X, y, tau = t)))[["elapsed"]]
s <- c(if (n <= 1e4) each(rq.fit.br) else NA, if (n <= 1e5) each(rq.fit.fnb) else NA, if (n <= 1e6) each(rq.fit.pfn) else NA,
       if (n <= 1e6) tryCatch(system.time(rq.fit.pfnb(X, y, tau = taus))[["elapsed"]], error = function(e) NA) else NA)
cat(s)
`;

/** Seconds of br / fn / pfn / pfnb on the same data, or null where R or quantreg is missing. */
function rSeconds(one: Case): number[] | null {
  const folder = mkdtempSync(join(tmpdir(), 'bench-growth-'));
  try {
    const { priors, outcome } = generate(one);
    const header = ['y', ...priors.map((_, k) => `x${k + 1}`)].join(',');
    const lines = Array.from(outcome, (value, i) => [value, ...priors.map((prior) => prior[i])].join(','));
    writeFileSync(join(folder, 'data.csv'), `${header}\n${lines.join('\n')}\n`);
    writeFileSync(join(folder, 'bench.R'), rScript);
    const child = spawnSync('Rscript', [join(folder, 'bench.R'), join(folder, 'data.csv')], { encoding: 'utf8' });
    return child.status === 0 ? child.stdout.trim().split(/\s+/).map(Number) : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hasQuantreg(): boolean {
  return !options['no-r'] && spawnSync('Rscript', ['-e', 'library(quantreg)']).status === 0;
}

const shown = (value: number, digits = 3) => (Number.isFinite(value) ? value.toPrecision(digits) : '–');

function main(): void {
  const withR = hasQuantreg();
  console.log(
    `node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}; median of ${options.runs} after warming up; 100 τ`,
  );
  console.log(
    withR
      ? 'R with quantreg is here and runs on the same data.'
      : options['no-r']
        ? 'R was not asked for: no side by side.'
        : 'Rscript with quantreg is not on this machine: no side by side.',
  );
  console.log(
    '| rows | columns | scores | fit, s | percentiles, s | peak, MB | slope | certified | quantreg br / fn / pfn / pfnb, s | best ÷ ours |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|');
  const measured: MeasuredCase[] = [];
  for (const scores of options.scores.split(',') as Scores[]) {
    for (const columns of options.columns.split(',').map(Number)) {
      let before: { rows: number; seconds: number } | null = null;
      for (const rows of options.rows.split(',').map(Number).filter(Number.isFinite)) {
        const timing = inOwnProcess('--case', JSON.stringify({ rows, columns, scores })) as Timing;
        // What was not timed came over as null.
        const seconds = Number.isFinite(timing.fitSeconds) ? timing.fitSeconds : timing.percentileSeconds;
        const slope = before ? Math.log(seconds / before.seconds) / Math.log(rows / before.rows) : NaN;
        before = { rows, seconds };
        measured.push({ rows, columns, scores, seconds });
        const beside = withR && rows <= 1e6 ? rSeconds({ rows, columns, scores }) : null;
        const known = columns === 8 && scores === 'continuous' ? published[String(rows)] : undefined;
        const r = beside ? beside.map((value) => shown(value)).join(' / ') : known ? `${known} (published)` : '–';
        const best = beside ? Math.min(...beside.filter(Number.isFinite)) / seconds : NaN;
        const cells = [rows, columns, scores, shown(timing.fitSeconds), shown(timing.percentileSeconds)];
        console.log(
          `| ${[...cells, Math.round(timing.peakMegabytes), shown(slope), timing.certified ? 'yes' : 'NO', r, shown(best)].join(' | ')} |`,
        );
      }
    }
  }
  if (!withR)
    console.log(
      '(published): measured for the specification of this engine, issue 4, on one core of this kind of machine.',
    );
  if (measured.length > 0) printGrowthTargets(measured);
  if (!options['no-state-year']) stateYear(withR);
}

/** Seconds that SGP 2.2 needs for a state year by issue 4, on its machine, by threads. */
const sgpSeconds: Record<number, number> = { 1: 44, 2: 26 };

function stateYear(withR: boolean): void {
  console.log(
    '\nA state year: several earlier scores, from scores in memory to percentiles by the counting rule of SGP.',
  );
  console.log(
    '| cores | percentiles | fits | pupils a fit | first run, s | median, s | processor time, s | SGP (its figure in issue 4), s | SGP ÷ ours | by processor time |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|');
  let alone = NaN;
  for (const threads of [1, 2]) {
    const one = inOwnProcess('--threads', String(threads)) as StateYearTiming;
    if (threads === 1) alone = one.seconds;
    const cells = [threads, one.percentiles, one.fits, `${one.fewest}–${one.most}`, shown(one.firstSeconds)];
    const sgp = sgpSeconds[threads];
    // On two cores the work is shared: its time is half of what the processors spent.
    const ratios = [sgp, shown(sgp / one.seconds), shown((threads * sgp) / one.processorSeconds)];
    console.log(`| ${[...cells, shown(one.seconds), shown(one.processorSeconds), ...ratios].join(' | ')} |`);
  }
  if (!withR) return;
  const inR = stateYearInR();
  console.log(
    `quantreg’s rq.fit.br, which SGP calls, needs ${shown(inR)} s for the 44 fits alone on one core here: ${shown(inR / alone)} times as long as ours with everything.`,
  );
}

if (options.case !== undefined) {
  process.stdout.write(JSON.stringify(runCase(JSON.parse(options.case) as Case, Number(options.runs))));
} else if (options.threads !== undefined) {
  process.stdout.write(JSON.stringify(await runStateYear(Number(options.threads), Number(options.runs))));
} else {
  main();
}
