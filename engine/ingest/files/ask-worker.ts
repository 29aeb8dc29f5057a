import { Worker } from 'node:worker_threads';

/** What a reader in a worker answers: what it read, or why not. */
export type WorkerAnswer<T> = { readonly read: T } | { readonly why: string };

const leastMegabytes = 128;
const mostMegabytes = 3072;
/** Text of a packed file takes this many times its size in memory, amply. */
const growth = 60;
const leastSeconds = 6;
const mostSeconds = 120;

/**
 * Has a reader of foreign files run in a worker of its own: a hostile or damaged file can cost no more than the worker's
 * memory and time, both set by the size of the file, and never the process. Never rejects.
 */
export async function askWorker<T>(module: URL, request: unknown, fileBytes: number): Promise<WorkerAnswer<T>> {
  const megabytes = Math.min(mostMegabytes, leastMegabytes + Math.ceil((growth * fileBytes) / (1 << 20)));
  const seconds = Math.min(mostSeconds, leastSeconds + fileBytes / (1 << 20));
  const worker = new Worker(module, { workerData: request, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<WorkerAnswer<T>>((resolve) => {
      timer = setTimeout(() => resolve({ why: `reading it took over ${Math.round(seconds)} seconds` }), seconds * 1000);
      worker.once('message', resolve);
      worker.once('error', (error: Error & { code?: string }) =>
        resolve({ why: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'it needs too much memory' : error.message }),
      );
      worker.once('exit', () => resolve({ why: 'it could not be read' }));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
