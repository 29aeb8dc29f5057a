import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type GrowthJob, type GrowthJobResult, runGrowthJob } from './growth-job.ts';

/** Fewer rows than this are done sooner than a thread starts. */
const rowsWorthThreads = 20_000;

type Answer = { readonly result: GrowthJobResult } | { readonly failure: string };

/**
 * Runs the groups of a table, over worker threads where there are several groups and enough rows. The answers come in the
 * order of the jobs and do not depend on the number of threads.
 *
 * @param jobAt makes a job when a thread is free for it, so that no more than one a thread is held in memory
 * @param take gets each answer as it comes
 */
export async function runGrowthJobs(
  count: number,
  rows: number,
  jobAt: (index: number) => GrowthJob,
  take: (index: number, result: GrowthJobResult) => void,
): Promise<void> {
  const threads = rows < rowsWorthThreads ? 1 : Math.min(availableParallelism(), count);
  if (threads <= 1) {
    for (let index = 0; index < count; index++) take(index, runGrowthJob(jobAt(index)));
    return;
  }
  let next = 0;
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(new URL('./growth-worker.ts', import.meta.url));
      try {
        while (next < count) {
          const index = next++;
          take(index, await askWorker(worker, jobAt(index)));
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
}

function askWorker(worker: Worker, job: GrowthJob): Promise<GrowthJobResult> {
  return new Promise((resolve, reject) => {
    const answered = (answer: Answer) => {
      worker.off('error', failed);
      if ('result' in answer) resolve(answer.result);
      else reject(new Error(answer.failure));
    };
    const failed = (error: unknown) => {
      worker.off('message', answered);
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    worker.once('message', answered);
    worker.once('error', failed);
    const buffers = [job.outcome, ...job.priors, ...job.sems].map((column) => column.buffer as ArrayBuffer);
    worker.postMessage(job, buffers);
  });
}
