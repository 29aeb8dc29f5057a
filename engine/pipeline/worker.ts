import { parentPort } from 'node:worker_threads';
import { runPipelineTask, type PipelineTask } from './tasks.ts';

/** Thread of an analysis: takes tasks one at a time and answers each, or tells what went wrong. */
parentPort?.on('message', (task: PipelineTask) => {
  try {
    parentPort?.postMessage({ result: runPipelineTask(task) }, []);
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }, []);
  }
});
