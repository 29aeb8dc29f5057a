/**
 * Executes notebooks of TypeScript cells: `node notebooks/run-notebook.ts [NOTEBOOK …] [--write]`, all of this folder where
 * none is named. With `--write` the outputs go into the file. Ends with 1 and names the cell and line where a cell fails.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CellMessage } from './execute-cells.ts';
import { linesOf, notebookText, readNotebook, type CellOutput, type Notebook } from './notebook-file.ts';

export interface RunLimits {
  /** Seconds for the whole notebook, programs it starts included. */
  readonly seconds?: number;
  /** MiB of the heap of the process that runs the cells. */
  readonly memory?: number;
  /** Characters of all outputs together. */
  readonly outputCharacters?: number;
  /** Folder in which notebooks look for, and leave, the runs of samples: each is then made once for all of them. */
  readonly runs?: string;
}

/**
 * Runs the code cells of a notebook in their order, in one scope, in a process of its own without network and with a
 * temporary folder that is removed afterwards. The file is not changed.
 *
 * @returns the notebook with the outputs of this run
 * @throws Error `NOTEBOOK, cell 3, line 2: …` where a cell fails; also when a limit is passed
 */
export async function runNotebook(path: string, limits: RunLimits = {}): Promise<Notebook> {
  const notebook = await readNotebook(path);
  const scratch = await mkdtemp(join(tmpdir(), 'notebook-'));
  try {
    const outputs = await outputsOf(path, scratch, limits);
    let count = 0;
    const cells = notebook.cells.map((cell) => {
      if (cell.cell_type !== 'code') return cell;
      count += 1;
      return { ...cell, execution_count: count, outputs: outputs.get(count) ?? [] };
    });
    return { ...notebook, cells };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function outputsOf(path: string, scratch: string, limits: RunLimits): Promise<Map<number, CellOutput[]>> {
  const { seconds = 120, memory = 1024, outputCharacters = 1_000_000, runs = join(scratch, 'runs') } = limits;
  const flags = [`--max-old-space-size=${memory}`, '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, 'execute-cells.ts'), path], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...placesIn(scratch), SAME_START_RUNS: runs, TZ: 'UTC', NODE_OPTIONS: '', NO_COLOR: '1' },
    // a group of its own, so that programs started by a cell end with it
    detached: process.platform !== 'win32',
  });
  const outputs = new Map<number, CellOutput[]>();
  let cell = 1;
  let characters = 0;
  let last = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (last = (last + text).slice(-2000)));
  return new Promise((fulfil, reject) => {
    const refuse = (at: number, line: number | null, why: string): void => {
      end(child);
      const place = at === 0 ? '' : `, cell ${at}${line === null ? '' : `, line ${line}`}`;
      reject(new Error(`${basename(path)}${place}: ${why}`));
    };
    const timer = setTimeout(() => refuse(cell, null, `not finished after ${seconds} s`), 1000 * seconds);
    child.on('error', reject);
    child.on('message', (message: CellMessage) => {
      if (message.kind === 'done') fulfil(outputs);
      else if (message.kind === 'failed') refuse(message.place.cell, message.place.line, message.message);
      else if (message.kind === 'started') cell = message.cell;
      else {
        const texts = message.kind === 'printed' ? [message.text] : Object.values(message.data);
        characters += texts.reduce((sum, text) => sum + text.length, 0);
        if (characters > outputCharacters)
          refuse(message.cell, null, `more than ${outputCharacters} characters of output`);
        else outputs.set(message.cell, withMessage(outputs.get(message.cell) ?? [], message));
      }
    });
    // settles nothing where the cells have ended well or ill before
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      refuse(cell, null, `the process ended early (${signal ?? code}) ${last.trim()}`.trim());
    });
  });
}

function placesIn(scratch: string) {
  return { TMPDIR: scratch, TEMP: scratch, TMP: scratch };
}

function withMessage(
  outputs: CellOutput[],
  message: Extract<CellMessage, { kind: 'printed' | 'value' }>,
): CellOutput[] {
  if (message.kind === 'value') {
    const data = Object.fromEntries(Object.entries(message.data).map(([type, text]) => [type, linesOf(text)]));
    return [...outputs, { output_type: 'execute_result', execution_count: message.cell, metadata: {}, data }];
  }
  const before = outputs.at(-1);
  if (before?.output_type !== 'stream' || before.name !== message.stream)
    return [...outputs, { output_type: 'stream', name: message.stream, text: linesOf(message.text) }];
  return [...outputs.slice(0, -1), { ...before, text: linesOf(before.text.join('') + message.text) }];
}

function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}

async function main(args: readonly string[]): Promise<void> {
  const named = args.filter((arg) => !arg.startsWith('--'));
  const here = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.ipynb')).sort();
  const runs = await mkdtemp(join(tmpdir(), 'notebook-runs-'));
  try {
    for (const path of named.length > 0 ? named : here.map((file) => join(import.meta.dirname, file)))
      await runAndTell(path, runs, args.includes('--write'));
  } finally {
    await rm(runs, { recursive: true, force: true });
  }
}

async function runAndTell(path: string, runs: string, write: boolean): Promise<void> {
  const started = performance.now();
  const notebook = await runNotebook(path, { runs });
  if (write) await writeFile(path, notebookText(notebook));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${basename(path)}: every cell ran, ${seconds} s${write ? ', written' : ''}\n`);
}

if (import.meta.main) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
