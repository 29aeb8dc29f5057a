import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  codeCells,
  notebookText,
  readNotebook,
  type CellOutput,
  type Notebook,
} from '../../notebooks/notebook-file.ts';
import { runNotebook } from '../../notebooks/run-notebook.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'notebooks');
const files = (await readdir(folder)).filter((file) => file.endsWith('.ipynb'));

/** Runs of samples, made once for all notebooks. */
let runs: string;
beforeAll(async () => void (runs = await mkdtemp(join(tmpdir(), 'notebook-runs-'))));
afterAll(() => rm(runs, { recursive: true, force: true }));

test('there is a first look', () => {
  expect(files).toContain('first-look.ipynb');
});

describe.each(files)('%s', (file) => {
  const path = join(folder, file);
  let written: string;
  let ran: Notebook;
  beforeAll(async () => {
    written = await readFile(path, 'utf8');
    ran = await runNotebook(path, { runs });
  }, 120_000);

  test('every cell runs, and the outputs in the file are the ones it gives (else: npm run notebooks)', () => {
    expect(written).toBe(notebookText(ran));
  });

  test('imports of ours are the engine’s public surface', () => {
    const source = codeCells(ran).join('\n');
    const imported = [...source.matchAll(/(?:from|import)\s*\(?\s*['"]([./][^'"]*)['"]/g)].map((match) => match[1]);
    expect(new Set(imported)).toEqual(new Set(['../engine/index.ts']));
  });

  test('no output names a place on the machine that made it, or a pupil', async () => {
    const outputs = JSON.stringify(ran.cells.map((cell) => cell.outputs ?? []));
    expect(outputs).not.toContain(root);
    expect(outputs).not.toMatch(/\/tmp\/|\/home\/|[A-Z]:\\\\/);
    const pupils = await pupilsOfSamples();
    expect(outputs.match(/(?<![\w.])[A-Z]?\d{7,12}(?![\w.])/g)?.filter((text) => pupils.ids.has(text)) ?? []).toEqual(
      [],
    );
    expect(outputs.match(/\p{Lu}\p{L}+ \p{Lu}\p{L}+/gu)?.filter((text) => pupils.names.has(text)) ?? []).toEqual([]);
  });
});

async function pupilsOfSamples() {
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const sample of ['sustaining-effects', 'oakfield-trust', 'one-primary', 'one-secondary']) {
    const text = await readFile(join(root, 'data-samples', sample, 'pupils.csv'), 'utf8');
    const [header, ...rows] = text.trimEnd().split('\n');
    const [surname, forename] = ['surname', 'forename'].map((name) => header.split(',').indexOf(name));
    for (const row of rows.map((line) => line.split(','))) {
      ids.add(row[0]);
      if (forename >= 0) names.add(`${row[forename]} ${row[surname]}`);
    }
  }
  return { ids, names };
}

test('the cells of each notebook together obey the types', async () => {
  const place = join(root, '.cache', `notebooks-${process.pid}`);
  await mkdir(place, { recursive: true });
  try {
    const names = files.map((file) => file.replace(/\.ipynb$/, '.ts'));
    for (const [at, file] of files.entries()) {
      const source = codeCells(await readNotebook(join(folder, file)))
        .join('\n')
        .replaceAll("'../engine/", `'${root.replaceAll('\\', '/')}/engine/`);
      await writeFile(join(place, names[at]), `${source}\nexport {};\n`);
    }
    const project = { extends: join(root, 'tsconfig.json'), include: [], files: names };
    await writeFile(join(place, 'tsconfig.json'), JSON.stringify(project));
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const errors = await promisify(execFile)(process.execPath, [compiler, '-p', place], { cwd: root }).then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
    expect(errors).toBe('');
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}, 120_000);

describe('first-look.ipynb', () => {
  let outputs: Map<string, readonly CellOutput[]>;
  beforeAll(async () => {
    const { cells } = await readNotebook(join(folder, 'first-look.ipynb'));
    outputs = new Map(cells.map((cell) => [cell.id ?? '', cell.outputs ?? []]));
  });

  // the file's outputs are the runner's: the test above says so
  const media = (cell: string, type: string): string => {
    const result = outputs.get(cell)?.find((output) => output.output_type === 'execute_result');
    return (result?.data[type] ?? []).join('');
  };
  const rows = (cell: string): string[][] =>
    media(cell, 'text/plain')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));

  test('the sample is there whole', () => {
    const printed = outputs.get('run')?.map((output) => ('text' in output ? output.text.join('') : ''));
    expect(printed?.join('')).toContain('Pupils: 1721. Results: 7230.');
  });

  test('growth by school has a middle inside its interval, the same as worked out from the pupils', () => {
    const [heading, ...schools] = rows('by-school');
    expect(heading).toEqual(['school', 'pupils', 'middle', 'from', 'to', 'counted', 'middle_again']);
    expect(schools).toHaveLength(10);
    for (const [, pupils, middle, from, to, counted, again] of schools) {
      expect(counted).toBe(pupils);
      expect(again).toBe(middle);
      expect(Number(from)).toBeLessThanOrEqual(Number(middle));
      expect(Number(to)).toBeGreaterThanOrEqual(Number(middle));
    }
    expect(media('by-school', 'text/html')).toContain('<table>');
  });

  test('verdicts of a criterion add up to the pupils of the sample', () => {
    const [heading, ...criteria] = rows('by-criterion');
    expect(heading).toEqual(['criterion', 'met', 'not-met', 'cannot-say']);
    expect(criteria).toHaveLength(4);
    for (const [, ...counts] of criteria) expect(counts.map(Number).reduce((a, b) => a + b)).toBe(1721);
  });

  test('the chart is an SVG with a diamond and a bar for each of the ten schools', () => {
    const svg = media('chart', 'image/svg+xml');
    expect(svg).toMatch(/^<svg [^>]*role="img"/);
    const groups = [...svg.matchAll(/<g class="mark-(rule|symbol) role-mark [^"]*"[^>]*>(.*?)<\/g>/gs)];
    const marks = groups.map(([, kind, inside]) => `${inside.match(/<(line|path)\b/g)?.length ?? 0} × ${kind}`);
    // the line at 50 and the key come beside them
    expect(marks).toContain('10 × rule');
    expect(marks).toContain('10 × symbol');
    for (const [school] of rows('by-school').slice(1)) expect(svg).toContain(`>${school}<`);
  });

  test('danfojs is shown beside the right answers, with what it is not good for', () => {
    expect(rows('danfo-examples').slice(1)).toEqual([
      ['0.1 + 0.2', '0.30000001192092896', '0.30000000000000004'],
      ['16777217 - 0', '16777216', '16777217'],
      ['pupil_id 0012345', '12345', '0012345'],
    ]);
    const [, ...means] = rows('danfo-table');
    for (const [, ours, without, pupils, danfo] of means)
      expect(Number(danfo)).toBeCloseTo(Number(ours) * (1 - Number(without) / Number(pupils)), 2);
  });
});
