import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellsModule } from '../../notebooks/cells-module.ts';
import { runNotebook, type RunLimits } from '../../notebooks/run-notebook.ts';

let folder: string;
let made = 0;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'notebook-test-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a made-up notebook of these code cells, a text cell before each. */
async function run(cells: readonly string[], limits?: RunLimits) {
  const path = join(folder, `made-up-${(made += 1)}.ipynb`);
  const notebook = {
    cells: cells.flatMap((source) => [
      { cell_type: 'markdown', metadata: {}, source: 'words' },
      { cell_type: 'code', metadata: {}, source, outputs: [], execution_count: null },
    ]),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  await writeFile(path, JSON.stringify(notebook));
  const ran = await runNotebook(path, limits);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(notebook);
  return ran.cells.filter((cell) => cell.cell_type === 'code').map((cell) => cell.outputs);
}

describe('runNotebook(path)', () => {
  test('gives what cells print and the value each ends with; names reach the next cell', async () => {
    const outputs = await run([
      "const marks: number[] = [3, 4];\nconsole.log('one');\nconsole.log('two');",
      'const sum = marks[0] + marks[1];\nawait Promise.resolve(sum)',
      "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>7</b>' }) });",
      'undefined',
    ]);
    expect(outputs).toEqual([
      [{ output_type: 'stream', name: 'stdout', text: ['one\n', 'two\n'] }],
      [{ output_type: 'execute_result', execution_count: 2, metadata: {}, data: { 'text/plain': ['7'] } }],
      [{ output_type: 'execute_result', execution_count: 3, metadata: {}, data: { 'text/html': ['<b>7</b>'] } }],
      [],
    ]);
  });

  test('names the cell and the line that throw, seen from the cell even where a function of an earlier one fails', async () => {
    await expect(run(['const a = 1;', "\n\nthrow new RangeError('too far');"])).rejects.toThrow(
      /^made-up-\d+\.ipynb, cell 2, line 3: RangeError: too far$/,
    );
    await expect(run(['function f() {\n  return JSON.parse("{");\n}', 'f()'])).rejects.toThrow(
      /cell 1, line 2: SyntaxError/,
    );
    await expect(run(['const a = 1;', 'const b = 2;\nconst c = = 3;'])).rejects.toThrow(
      /cell 2, line 2: SyntaxError: not TypeScript/,
    );
    await expect(run(['1', 'Promise.reject(new Error("late"));'])).rejects.toThrow(/cell 2, line 1: Error: late/);
  });

  test('ends what takes too long, what prints without end and what leaves by itself', async () => {
    await expect(run(['1', 'for (;;);'], { seconds: 3 })).rejects.toThrow('cell 2: not finished after 3 s');
    await expect(
      run(["for (let i = 0; i < 20; i++) console.log('x'.repeat(100));"], { outputCharacters: 1000 }),
    ).rejects.toThrow('cell 1: more than 1000 characters of output');
    await expect(run(['process.exit(0)'])).rejects.toThrow('the process ended early (0)');
  });

  test('reaches no network', async () => {
    await expect(
      run(["await fetch('http://127.0.0.1:8099/').catch((error) => { throw error.cause; })"]),
    ).rejects.toThrow('A notebook may not use the network.');
  });

  test('refuses what is not a notebook', async () => {
    const path = join(folder, 'not.ipynb');
    await writeFile(path, '{"nbformat": 3}');
    await expect(runNotebook(path)).rejects.toThrow('not a notebook of format 4');
    await writeFile(path, 'words');
    await expect(runNotebook(path)).rejects.toThrow('it is not JSON');
  });
});

describe('cellsModule(cells)', () => {
  const shown = (cell: string): string | null =>
    /\$showCell\(\(\n([\s\S]*)\n\)\);/.exec(cellsModule([cell]).source)?.[1] ?? null;

  test('shows the expression a cell ends with, however many lines it has', () => {
    expect(shown('const a = 1;\na + 1;')).toBe('a + 1');
    expect(shown('const a = [\n  1,\n];\na\n  .map((x) => x)\n  .join();')).toBe('a\n  .map((x) => x)\n  .join()');
    expect(shown('await f(\n  2,\n)')).toBe('await f(\n  2,\n)');
    expect(shown('const t = `\nnot code\n`;\nt')).toBe('t');
  });

  test('shows nothing where a cell ends with a statement', () => {
    for (const cell of [
      'const a = 1;',
      'function f() {}',
      'class C {}',
      'if (x) {\n  y;\n}',
      '// a\n',
      '',
      'const t = `\na\n`;',
    ])
      expect(shown(cell), cell).toBeNull();
  });

  test('every line of a cell is found again, types or not', () => {
    const cells = ['const a: number = 1;\na', 'interface B {\n  c: 1;\n}\n\nconst d = a as unknown;'];
    const { source, locate } = cellsModule(cells);
    const lines = source.split('\n');
    const found = lines.flatMap((text, index) => {
      const place = locate(index + 1);
      return place ? [`${place.cell}.${place.line} ${text.trim()}`] : [];
    });
    expect(found).toEqual(
      ['1.1 const a         = 1;', '1.2 a', '2.1', '2.2', '2.3', '2.4', '2.5 const d = a           ;'].map((line) =>
        expect.stringMatching(new RegExp(`^${line.replace(/[.*+?]/g, '\\$&')} ?$`)),
      ),
    );
  });
});
