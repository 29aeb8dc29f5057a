import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromProcess } from './import-process.ts';
import type { ImportTask, TaskResult } from './import-tasks.ts';

export type TaskEnd =
  | { readonly result: TaskResult }
  | { readonly refused: string }
  | { readonly fault: string }
  /** The process ended without a word: killed, or out of memory. */
  | { readonly died: true };

export interface RunningTask {
  readonly end: Promise<TaskEnd>;
  stop(): void;
}

export interface TaskListener {
  readonly onStep: (step: string) => void;
  /** A run is about to appear; it does once this is done, and not at all where it throws. */
  readonly onWriting: (runId: string) => Promise<void>;
}

/** The process reads files from elsewhere and needs neither the record nor the school's sign-in. */
function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('SAME_START_')));
}

const program = fileURLToPath(new URL('import-process.ts', import.meta.url));

/**
 * Starts a task in a process of its own.
 *
 * @param compiled private folder for compiled code, so that the next process starts in half the time
 */
export function startTask(task: ImportTask, compiled: string, listener: TaskListener): RunningTask {
  const child = fork(program, [], {
    execArgv: [],
    env: { ...withoutSecrets(process.env), NODE_COMPILE_CACHE: compiled },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
  });
  let told: TaskEnd | undefined;
  child.on('message', (message) => {
    const said = message as FromProcess;
    if ('step' in said) listener.onStep(said.step);
    else if ('writing' in said) allow(said.writing);
    else told = said;
  });
  const allow = (runId: string) => {
    listener.onWriting(runId).then(
      () => child.send({ write: runId }, () => undefined),
      () => child.kill('SIGKILL'),
    );
  };
  const end = new Promise<TaskEnd>((resolve) => {
    let open = 2;
    // What it said last may be read after it has ended: both the process and its channel must be at an end.
    const oneEnded = () => {
      open -= 1;
      if (open === 0) resolve(told ?? { died: true });
    };
    child.once('error', () => resolve({ died: true }));
    child.once('exit', oneEnded);
    child.once('disconnect', oneEnded);
  });
  child.send(task, () => undefined);
  return { end, stop: () => void child.kill('SIGKILL') };
}
