import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Stages of the engine from left to right: each may import the ones before it. */
const stages = ['scales', 'growth', 'criteria', 'agenda', 'reports'];
const everyEngineFolder = ['stats', 'tables', 'worlds', 'ingest', ...stages, 'charts', 'runs', 'cli'];

/** Which places each place may import, besides its own files and `errors`, `warnings`. A trailing `:types` allows types only. */
const mayImport: Record<string, readonly string[]> = {
  stats: [],
  tables: [],
  worlds: ['stats', 'tables'],
  ingest: ['tables', 'scales/registry', 'scales/known-scales'],
  ...Object.fromEntries(stages.map((stage, place) => [stage, ['stats', 'tables', ...stages.slice(0, place)]])),
  charts: ['reports:types'],
  runs: ['tables', 'reports:types'],
  policy: [...stages, 'tables'],
  // What an analysis does side by side: tasks of plain data, the thread that works one out, the threads, and their sums.
  'pipeline-tasks': stages,
  'pipeline-worker': ['pipeline-tasks'],
  'pipeline-threads': ['pipeline-tasks'],
  'pipeline-parts': [...stages, 'pipeline-tasks', 'pipeline-threads'],
  pipeline: [
    ...everyEngineFolder.filter((folder) => folder !== 'cli'),
    'pipeline-threads',
    'pipeline-parts',
    'policy',
    'package.json',
  ],
  'run-policy': ['policy', 'policy.schema.json'],
  // A data folder to a run: what the command and the data page both do.
  'analyse-folder': ['ingest', 'growth', 'runs', 'tables', 'pipeline', 'policy', 'run-policy'],
  index: [...everyEngineFolder.filter((folder) => folder !== 'cli'), 'policy', 'pipeline', 'analyse-folder'],
  cli: [...everyEngineFolder, 'policy', 'run-policy', 'pipeline', 'analyse-folder', 'index', 'package.json'],
  server: ['index'],
  notebooks: ['index'],
};

/** The one place where the command line and the server meet: neither imports the other. */
const entryPoint = { from: 'engine/cli/same-start.js', to: 'server/main.ts' };

interface Import {
  from: string;
  to: string;
  typesOnly: boolean;
}

/** `engine/growth/fan.ts` → `growth`; `engine/index.ts` → `index`; `server/app.ts` → `server`. */
function placeOf(file: string): string {
  const [top, second] = file.split('/');
  return top === 'engine' ? second.replace(/\.(ts|js)$/, '') : top;
}

/**
 * What a file names: import and export statements, and anything else that is written like a file beside it (`import(…)`,
 * `require(…)`, a worker’s address). The package’s own name is its public surface.
 */
function importsOf(file: string, source: string): Import[] {
  const statement =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?from\s+)?['"](\.[^'"]+|same-start)['"]|['"`](\.\.?\/[^'"`\n]+\.(?:[jt]s|json)|same-start)['"`]/g;
  return [...source.matchAll(statement)].map((match) => {
    const named = match[2] ?? match[3];
    return {
      from: file,
      to: named === 'same-start' ? 'engine/index.ts' : relative(root, resolve(root, dirname(file), named)),
      typesOnly: match[1] !== undefined,
    };
  });
}

function offences(imports: readonly Import[]): string[] {
  return imports.filter((one) => !allowed(one)).map((one) => `${one.from} may not import ${one.to}`);
}

function allowed({ from, to, typesOnly }: Import): boolean {
  const here = placeOf(from);
  const there = placeOf(to);
  if (here === there || (from === entryPoint.from && to === entryPoint.to)) return true;
  if (to.startsWith('engine/') && (there === 'errors' || there === 'warnings'))
    return here !== 'server' && here !== 'notebooks';
  return (mayImport[here] ?? []).some((permit) => {
    const [place, types] = permit.split(':');
    const reaches = place.includes('/')
      ? to === `engine/${place}.ts` || to === `engine/${place}.json`
      : place === there;
    return reaches && (types === undefined || typesOnly) && !(to.startsWith('server/') && here !== 'server');
  });
}

function sources(): { file: string; source: string }[] {
  return (
    ['engine', 'server', 'notebooks']
      .flatMap((top) =>
        readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map((path) => join(top, path)),
      )
      // What a browser is sent is no part of the program.
      .filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.startsWith(join('server', 'assets')))
      .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }))
  );
}

test('every file imports only what the table of stages allows', () => {
  const imports = sources().flatMap(({ file, source }) => importsOf(file, source));
  expect(imports.length).toBeGreaterThan(50);
  expect(offences(imports)).toEqual([]);
});

test('a planted offence is found', () => {
  const planted = importsOf(
    'engine/stats/planted.ts',
    "import { toMeasurements } from '../scales/to-measurements.ts';\n",
  );
  expect(offences(planted)).toEqual(['engine/stats/planted.ts may not import engine/scales/to-measurements.ts']);
  const backwards = importsOf(
    'engine/growth/planted.ts',
    "import {\n  judge,\n} from '../criteria/judge-criteria.ts';",
  );
  expect(offences(backwards)).toHaveLength(1);
  const values = importsOf('engine/charts/planted.ts', "import { sentence } from '../reports/sentence.ts';");
  expect(offences(values)).toHaveLength(1);
  const behindTheSurface = importsOf('server/planted.ts', "const m = await import('../engine/runs/open-run.ts');");
  expect(offences(behindTheSurface)).toHaveLength(1);
  for (const otherwise of [
    'const m = await import(`../growth/growth-fit.ts`);',
    "const m = await import('../growth/growth-fit.ts', { with: {} });",
    "const m = createRequire(import.meta.url)('../growth/growth-fit.ts');",
    "new Worker(new URL('../growth/growth-fit.ts', import.meta.url));",
    "type Fit = import('../growth/growth-fit.ts').GrowthFit;",
    "export * from '../growth/growth-fit.ts';",
    "import { analyse } from 'same-start';",
  ])
    expect(offences(importsOf('engine/stats/planted.ts', otherwise)), otherwise).toHaveLength(1);
  const besideTheSurface = importsOf('notebooks/planted.ts', "import { SameStartError } from '../engine/errors.ts';");
  expect(offences(besideTheSurface)).toHaveLength(1);
  const forItsEffect = importsOf('notebooks/planted.ts', "import '../engine/pipeline.ts';");
  expect(offences(forItsEffect)).toHaveLength(1);
});

test('no file imports itself by way of others, types apart', () => {
  expect(circleOf(sources().flatMap(({ file, source }) => importsOf(file, source)))).toEqual([]);
  const planted = [
    ...importsOf('engine/stats/a.ts', "import { b } from './b.ts';"),
    ...importsOf('engine/stats/b.ts', "export { c } from './c.ts';"),
    ...importsOf('engine/stats/c.ts', "import type { b } from './b.ts';\nimport { a } from './a.ts';"),
  ];
  expect(circleOf(planted)).toEqual(['engine/stats/a.ts', 'engine/stats/b.ts', 'engine/stats/c.ts']);
  expect(circleOf(planted.slice(0, 3))).toEqual([]);
});

/** The files of one circle of imports of values, in order; empty where there is none. */
function circleOf(imports: readonly Import[]): string[] {
  const targets = Map.groupBy(
    imports.filter(({ typesOnly }) => !typesOnly),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const search = (file: string, way: readonly string[]): string[] => {
    if (way.includes(file)) return way.slice(way.indexOf(file));
    if (done.has(file)) return [];
    for (const { to } of targets.get(file) ?? []) {
      const circle = search(to, [...way, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of targets.keys()) {
    const circle = search(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

test('no two folders of the engine import each other', () => {
  const reach = new Map<string, Set<string>>();
  for (const { file, source } of sources())
    for (const one of importsOf(file, source)) {
      if (placeOf(one.to) === placeOf(file)) continue;
      reach.set(placeOf(file), (reach.get(placeOf(file)) ?? new Set()).add(placeOf(one.to)));
    }
  const mutual = [...reach].flatMap(([from, targets]) =>
    [...targets].filter((to) => reach.get(to)?.has(from)).map((to) => `${from} ↔ ${to}`),
  );
  expect(mutual).toEqual([]);
});

test('there is no folder for leftovers, and no engine folder that the table does not name', () => {
  const folders = readdirSync(join(root, 'engine'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map((folder) => folder.name).filter((name) => !everyEngineFolder.includes(name))).toEqual([]);
  const all = sources().map(({ file }) => file);
  expect(all.filter((file) => /\/(util|utils|helpers|common|shared|misc)\//.test(file))).toEqual([]);
});

test('people’s output is written by the command line only', () => {
  const offenders = sources().filter(
    ({ file, source }) =>
      file.startsWith('engine/') &&
      !file.startsWith('engine/cli/') &&
      /\bconsole\.|Math\.random|process\.std(out|err)/.test(source),
  );
  expect(offenders.map(({ file }) => file)).toEqual([]);
});

test('every file that converts schools’ files can be read in one sitting; tables of aliases are data', () => {
  const folder = join(root, 'engine/ingest/convert');
  const long = readdirSync(folder).filter(
    (name) => name !== 'aliases.ts' && readFileSync(join(folder, name), 'utf8').split('\n').length > 240,
  );
  expect(long).toEqual([]);
});
