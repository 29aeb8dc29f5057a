/**
 * The child process of run-notebook.ts: `node execute-cells.ts NOTEBOOK`, with a channel to its parent. It runs the code
 * cells as one module that stands where the notebook stands, so that imports read as they would in a file beside it, and
 * sends what each cell gives. The module is never a file: Node is handed its text.
 */
import { registerHooks } from 'node:module';
import { Socket } from 'node:net';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { CellSyntaxError, cellsModule, type CellPlace, type CellsModule } from './cells-module.ts';
import { codeCells, readNotebook } from './notebook-file.ts';

/** What goes to the parent. */
export type CellMessage =
  | { readonly kind: 'started'; readonly cell: number }
  | { readonly kind: 'printed'; readonly cell: number; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly kind: 'value'; readonly cell: number; readonly data: Readonly<Record<string, string>> }
  | { readonly kind: 'failed'; readonly place: CellPlace; readonly message: string }
  | { readonly kind: 'done' };

/** How Deno's and other TypeScript kernels let a value say what it looks like: media type → text. */
const displaySymbol = Symbol.for('Jupyter.display');

let current = 1;
const notebookPath = resolve(process.argv[2]);
const address = `${pathToFileURL(notebookPath).href}.cells.mjs`;
const values: Promise<void>[] = [];

const send = (message: CellMessage): void => void process.send!(message);

function capture(stream: 'stdout' | 'stderr'): void {
  process[stream].write = (text: string | Uint8Array, ...rest: unknown[]): boolean => {
    send({
      kind: 'printed',
      cell: current,
      stream,
      text: typeof text === 'string' ? text : Buffer.from(text).toString(),
    });
    const after = rest.find((one) => typeof one === 'function');
    if (after) (after as () => void)();
    return true;
  };
}

async function show(cell: number, value: unknown): Promise<void> {
  const given: unknown = await value;
  if (given === undefined) return;
  const display: unknown = Reflect.get(Object(given) as object, displaySymbol);
  const data =
    typeof display === 'function'
      ? ((await Reflect.apply(display, given, [])) as Record<string, string>)
      : { 'text/plain': typeof given === 'string' ? given : inspect(given, { depth: 4 }) };
  send({ kind: 'value', cell, data });
}

/** The innermost place of an error that lies in a cell; else the cell that was running. */
function placeOf(error: unknown, module: CellsModule): CellPlace {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const found of stack.split(address).slice(1)) {
    const line = /^:(\d+)/.exec(found);
    const place = line && module.locate(Number(line[1]));
    if (place) return place;
  }
  return { cell: current, line: null };
}

function fail(place: CellPlace, error: unknown): void {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : `thrown: ${inspect(error)}`;
  process.send!({ kind: 'failed', place, message } satisfies CellMessage, () => process.exit(1));
}

async function execute(): Promise<void> {
  const module = cellsModule(codeCells(await readNotebook(notebookPath)));
  registerHooks({
    resolve: (name, context, next) => (name === address ? { url: name, shortCircuit: true } : next(name, context)),
    load: (url, context, next) =>
      url === address ? { format: 'module', source: module.source, shortCircuit: true } : next(url, context),
  });
  Object.assign(globalThis, {
    $startCell: (cell: number) => {
      current = cell;
      send({ kind: 'started', cell });
    },
    $showCell: (value: unknown) => void values.push(show(current, value)),
  });
  // a promise that fails beside the cells fails the notebook too
  const late = (error: unknown): void => fail(placeOf(error, module), error);
  process.on('uncaughtException', late).on('unhandledRejection', late);
  // a guard against slips, not a prison: a notebook works on what is on the machine
  Socket.prototype.connect = () => {
    throw new Error('A notebook may not use the network.');
  };
  capture('stdout');
  capture('stderr');
  try {
    await import(address);
    await Promise.all(values);
    process.send!({ kind: 'done' } satisfies CellMessage, () => process.exit(0));
  } catch (error) {
    fail(placeOf(error, module), error);
  }
}

try {
  await execute();
} catch (error) {
  fail(error instanceof CellSyntaxError ? error.place : { cell: 0, line: null }, error);
}
