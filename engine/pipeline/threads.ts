import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { runPipelineTask, type PipelineResults, type PipelineTask } from './tasks.ts';

/** Fewer pupils than this are done sooner than threads start. */
const pupilsWorthThreads = 500;
const mostThreads = 8;

type Answer = { readonly result: unknown } | { readonly failure: string };
type TaskOf<Stage> = Extract<PipelineTask, { stage: Stage }>;

/** Works out tasks that do not depend on one another. */
export interface PipelineThreads {
  /**
   * May be called again before it is done: the tasks of either call take turns.
   *
   * @param taskAt makes a task when a thread is free for it, so that few are held in memory
   * @returns results in order of the tasks: the same to the bit however many threads there are
   */
  readonly run: <Stage extends PipelineTask['stage']>(
    count: number,
    taskAt: (index: number) => TaskOf<Stage>,
  ) => Promise<PipelineResults[Stage][]>;
  readonly close: () => Promise<void>;
}

/**
 * Starts the threads of an analysis: as many as the machine runs at once, none for few pupils. Where a thread cannot be
 * started or stops, its tasks are worked out on this one.
 *
 * @param threads how many, for tests; 1 = this thread only
 */
export function startThreads(pupils: number, threads: number = availableParallelism()): PipelineThreads {
  const wanted = pupils < pupilsWorthThreads || threads <= 1 ? 0 : Math.min(mostThreads, threads);
  const workers: (Worker | null)[] = Array.from({ length: wanted }, startWorker);

  const state = { closed: false };
  const turns = turnsAt(Math.max(1, workers.length));

  async function work(place: number, task: PipelineTask): Promise<unknown> {
    const worker = workers[place];
    const answer = worker ? await askWorker(worker, task) : null;
    if (answer === null && state.closed) return undefined;
    if (answer === null) {
      workers[place] = null;
      return runPipelineTask(task);
    }
    if ('failure' in answer) throw new Error(answer.failure);
    return answer.result;
  }

  return {
    run: async <Stage extends PipelineTask['stage']>(count: number, taskAt: (index: number) => TaskOf<Stage>) => {
      const results: unknown[] = Array.from({ length: count });
      let next = 0;
      await Promise.all(
        Array.from({ length: Math.min(count, Math.max(1, workers.length)) }, async () => {
          while (next < count && !state.closed) {
            const place = await turns.take();
            try {
              if (next >= count) return;
              const index = next++;
              results[index] = await work(place, taskAt(index));
            } finally {
              turns.give(place);
            }
          }
        }),
      );
      return results as PipelineResults[Stage][];
    },
    close: async () => {
      state.closed = true;
      await Promise.all(workers.flatMap((worker) => (worker ? [worker.terminate()] : [])));
    },
  };
}

/** Places that one task at a time is worked on; who wants one while none is free waits, first come first served. */
function turnsAt(places: number): { readonly take: () => Promise<number>; readonly give: (place: number) => void } {
  const free = Array.from({ length: places }, (_, place) => place);
  const waiting: ((place: number) => void)[] = [];
  return {
    take: () => {
      const place = free.shift();
      return place === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(place);
    },
    give: (place) => {
      const next = waiting.shift();
      if (next) next(place);
      else free.push(place);
    },
  };
}

function startWorker(): Worker | null {
  try {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    // An idle thread keeps nobody waiting; what goes wrong in one shows when it is asked.
    worker.unref();
    worker.on('error', () => {});
    return worker;
  } catch {
    return null;
  }
}

/** @returns null where the thread is gone */
function askWorker(worker: Worker, task: PipelineTask): Promise<Answer | null> {
  return new Promise((resolve) => {
    const settle = (answer: Answer | null) => {
      worker.off('message', settle).off('error', gone).off('exit', gone);
      worker.unref();
      resolve(answer);
    };
    const gone = () => settle(null);
    if (worker.threadId < 0) return resolve(null);
    worker.on('message', settle).on('error', gone).on('exit', gone);
    worker.ref();
    worker.postMessage(task, []);
  });
}
