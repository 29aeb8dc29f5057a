import { expect, test } from 'vitest';
import { type GrowthJob, type GrowthJobResult, runGrowthJob } from '../../../engine/cli/growth/growth-job.ts';
import { runGrowthJobs } from '../../../engine/cli/growth/run-growth-jobs.ts';

/** Twenty pupils whose scores differ from group to group. */
function job(index: number): GrowthJob {
  const prior = Float64Array.from({ length: 20 }, (_, i) => 40 + ((i * 7 + index) % 20));
  const outcome = prior.map((score, i) => score + ((i * 11 + index) % 9));
  return { priors: [prior], outcome, rule: 'midpoint', sems: [] };
}

test('runGrowthJobs answers every one of more groups than threads, as one thread alone does', async () => {
  const results: GrowthJobResult[] = [];
  // So many rows that threads are used.
  await runGrowthJobs(7, 20_000, job, (index, result) => (results[index] = result));
  expect(results).toEqual(Array.from({ length: 7 }, (_, index) => runGrowthJob(job(index))));
}, 60_000);
