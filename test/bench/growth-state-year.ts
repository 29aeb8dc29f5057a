import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GrowthJob, runGrowthJob } from '../../engine/cli/growth/growth-job.ts';
import { runGrowthJobs } from '../../engine/cli/growth/run-growth-jobs.ts';
import { randomStream } from '../../engine/stats/distributions/random-stream.ts';

/*
 * One state year as the R package SGP does it: mathematics and reading in seven grades, one to four earlier scores, every
 * order fitted on the pupils who have all of its scores. 58,133 growth percentiles, 44 fits of 3,000 to 4,200 pupils with
 * 8, 15, 22 or 29 columns, 100 τ each. From scores in memory to percentiles by SGP's counting rule.
 */

const pupils = 58_133;
/** Earlier scores of each grade, 4 to 10. */
const ordersOfGrade = [1, 2, 3, 4, 4, 4, 4];
const groups = 2 * ordersOfGrade.length;
/** Share of pupils without the first, second … earlier score besides those who lack a later one already. */
const lacking = [0, 0.08, 0.09, 0.1];

export interface StateYearTiming {
  readonly threads: number;
  /** The first call of a process, nothing warmed up. */
  readonly firstSeconds: number;
  readonly seconds: number;
  /** Processor time of all threads. */
  readonly processorSeconds: number;
  readonly percentiles: number;
  readonly fits: number;
  readonly fewest: number;
  readonly most: number;
}

/** Whole-number scores of one ability each; a fixed seed a group. */
function groupJob(index: number): GrowthJob {
  const subject = index < ordersOfGrade.length ? 'mathematics' : 'reading';
  const grade = index % ordersOfGrade.length;
  const stream = randomStream(`state year ${subject} ${grade + 4}`);
  const n = Math.floor(pupils / groups) + (index < pupils % groups ? 1 : 0);
  const ability = Float64Array.from({ length: n }, () => stream.normal());
  const column = (years: number) =>
    ability.map((level) => Math.round(500 - 25 * years + 75 * (0.88 * level + 0.48 * stream.normal())));
  const outcome = column(0);
  const priors = Array.from({ length: ordersOfGrade[grade] }, (_, k) => column(k + 1));
  for (let i = 0; i < n; i++) {
    let gone = false;
    priors.forEach((prior, k) => {
      gone ||= stream.uniform() < lacking[k];
      if (gone) prior[i] = NaN;
    });
  }
  return { priors, outcome, rule: 'sgp', sems: [] };
}

/** Runs the year `runs` + 1 times on one thread or on all. */
export async function runStateYear(threads: number, runs: number): Promise<StateYearTiming> {
  const jobs = Array.from({ length: groups }, (_, index) => groupJob(index));
  const sizes = jobs.flatMap(({ priors }) => priors.map((prior) => prior.filter(Number.isFinite).length));
  let percentiles = 0;
  const once = async () => {
    percentiles = 0;
    const take = (values: Float64Array) => {
      for (const value of values) if (Number.isFinite(value)) percentiles++;
    };
    const copies = jobs.map((job) => structuredClone(job));
    const started = performance.now();
    const cpu = process.cpuUsage();
    if (threads === 1) for (const job of copies) take(runGrowthJob(job).columns['growth_percentile']);
    else
      await runGrowthJobs(
        groups,
        pupils,
        (index) => copies[index],
        (_, { columns }) => take(columns['growth_percentile']),
      );
    const used = process.cpuUsage(cpu);
    return { seconds: (performance.now() - started) / 1000, processorSeconds: (used.user + used.system) / 1e6 };
  };
  const first = await once();
  const timings: Awaited<ReturnType<typeof once>>[] = [];
  for (let run = 0; run < runs; run++) timings.push(await once());
  const median = (key: 'seconds' | 'processorSeconds') =>
    timings.map((one) => one[key]).sort((a, b) => a - b)[runs >> 1];
  return {
    threads,
    firstSeconds: first.seconds,
    seconds: median('seconds'),
    processorSeconds: median('processorSeconds'),
    percentiles,
    fits: sizes.length,
    fewest: Math.min(...sizes),
    most: Math.max(...sizes),
  };
}

const rScript = `
suppressPackageStartupMessages({library(quantreg); library(splines)})
total <- 0; taus <- ((1:100) - .5) / 100
for (file in commandArgs(TRUE)) {
  d <- read.csv(file)
  for (k in 2:ncol(d)) {
    e <- d[complete.cases(d[, 1:k]), 1:k]
    X <- matrix(1, nrow(e), 1)
    for (j in 2:k) { x <- e[[j]]
      X <- cbind(X, bs(x, knots = round(quantile(x, c(.2, .4, .6, .8), type = 7), 3), Boundary.knots = round(range(x) + c(-1, 1) * .1 * diff(range(x)), 3))) }
    total <- total + system.time(for (t in taus) suppressWarnings(rq.fit.br(X, e[[1]], tau = t)))[["elapsed"]]
  }
}
cat(total)
`;

/** Seconds that quantreg's exact method, SGP's default, needs for the 44 fits alone on one core; NaN where it fails. */
export function stateYearInR(): number {
  const folder = mkdtempSync(join(tmpdir(), 'bench-state-year-'));
  try {
    const files = Array.from({ length: groups }, (_, index) => {
      const { priors, outcome } = groupJob(index);
      const cell = (value: number) => (Number.isNaN(value) ? '' : String(value));
      const header = ['y', ...priors.map((_prior, k) => `x${k + 1}`)].join(',');
      const lines = Array.from(outcome, (value, i) => [value, ...priors.map((prior) => prior[i])].map(cell).join(','));
      const file = join(folder, `${index}.csv`);
      writeFileSync(file, `${header}\n${lines.join('\n')}\n`);
      return file;
    });
    writeFileSync(join(folder, 'bench.R'), rScript);
    const child = spawnSync('Rscript', [join(folder, 'bench.R'), ...files], { encoding: 'utf8' });
    return child.status === 0 ? Number(child.stdout) : NaN;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
