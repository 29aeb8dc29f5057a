/**
 * A process of its own for one task: told what to do by its parent, it says how far it is, then the result, and ends. Where the
 * parent ends first, so does it.
 */
import { SameStartError } from '../../engine/index.ts';
import { doImportTask, type ImportTask, type TaskResult } from './import-tasks.ts';

export type FromProcess =
  | { readonly step: string }
  /** A run is about to appear: nothing is written until the parent says so (any message). */
  | { readonly writing: string }
  | { readonly result: TaskResult }
  /** What is wrong with the files or settings, in a sentence. */
  | { readonly refused: string }
  /** A fault of ours: where, without what was in the files. */
  | { readonly fault: string };

process.once('disconnect', () => process.exit(1));
process.once('message', (task) => {
  void work(task as ImportTask);
});

async function work(task: ImportTask): Promise<void> {
  let last = 0;
  const tell = (step: string) => {
    // Twice a second is enough for whoever waits.
    if (performance.now() - last < 400) return;
    last = performance.now();
    send({ step });
  };
  try {
    send({ result: await doImportTask(task, tell, agreedToWrite) });
  } catch (error) {
    if (error instanceof SameStartError && error.exitCode === 2) send({ refused: error.message });
    else send({ fault: placeOf(error) });
  }
}

function agreedToWrite(runId: string): Promise<void> {
  return new Promise((resolve) => {
    process.once('message', () => resolve());
    send({ writing: runId });
  });
}

function send(message: FromProcess): void {
  const ends = !('step' in message || 'writing' in message);
  process.send?.(message, undefined, undefined, () => {
    if (ends) process.disconnect();
  });
}

/** The name of the error and where in our code, never its message: that may hold a cell of a file. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const lines = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return [error.name, ...lines.slice(0, 8)].join('\n');
}
