import { parentPort } from 'node:worker_threads';
import { type GrowthJob, runGrowthJob } from './growth-job.ts';

/** Thread of `same-start growth`: takes jobs one at a time and answers each, or tells what went wrong. */
parentPort?.on('message', (job: GrowthJob) => {
  try {
    const result = runGrowthJob(job);
    const buffers = Object.values(result.columns).map((column) => column.buffer as ArrayBuffer);
    parentPort?.postMessage({ result }, buffers);
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) }, []);
  }
});
