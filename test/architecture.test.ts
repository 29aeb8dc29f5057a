import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { circleOf, importsOf, offences, roomOf, sources, type Import } from './architecture/imports.ts';
import { entryPoint, forAllOfTheEngine, rooms } from './architecture/rooms.ts';

const always = (from: string): readonly string[] => (from.startsWith('engine/') ? forAllOfTheEngine : []);
const engineOffences = (imports: readonly Import[]): string[] =>
  offences(
    imports.filter(({ from, to }) => !(from === entryPoint.from && to === entryPoint.to)),
    rooms,
    always,
  );
const everyImport = (): Import[] =>
  sources(['engine', 'notebooks']).flatMap(({ file, source }) => importsOf(file, source));

test('every file of the engine imports only what the table of rooms allows, types included', () => {
  const imports = everyImport();
  expect(imports.length).toBeGreaterThan(500);
  expect(engineOffences(imports)).toEqual([]);
});

test('a planted offence is found in every room: what lies to its right, the server, a file behind the public surface', () => {
  for (const room of Object.keys(rooms)) {
    const file = room.endsWith('.ts') ? room : `${room}/planted.ts`;
    const up = '../'.repeat(file.split('/').length - 1);
    const reached = room === 'notebooks' ? 'engine/policy.ts' : 'server/app.ts';
    for (const statement of [`import { x } from '${up}${reached}';`, `import type { X } from '${up}${reached}';`])
      expect(engineOffences(importsOf(file, statement)), `${file}: ${statement}`).toHaveLength(1);
    if (['engine/index.ts', 'engine/cli', 'notebooks', 'engine/pipeline'].includes(room)) continue;
    const forward = importsOf(file, `import type { AnalyseSettings } from '${up}engine/pipeline/analyse.ts';`);
    expect(engineOffences(forward), file).toHaveLength(1);
  }
});

test('a room that the table does not name is an offence, whatever it imports', () => {
  const imports = importsOf('engine/elsewhere/planted.ts', "import { x } from '../errors.ts';");
  expect(engineOffences(imports)).toHaveLength(1);
});

test('an import is found however it is written', () => {
  const to = '../../growth/percentiles/growth-fit.ts';
  for (const written of [
    `import {\n  fit,\n} from '${to}';`,
    `const m = await import(\`${to}\`);`,
    `const m = await import('${to}', { with: {} });`,
    `const m = createRequire(import.meta.url)('${to}');`,
    `new Worker(new URL('${to}', import.meta.url));`,
    `type Fit = import('${to}').GrowthFit;`,
    `export * from '${to}';`,
    `import '${to}';`,
    "import { analyse } from 'same-start';",
  ])
    expect(engineOffences(importsOf('engine/stats/splines/planted.ts', written)), written).toHaveLength(1);
  const types = importsOf('engine/charts/planted.ts', "import type { FanRow } from '../words/rows/report-rows.ts';");
  expect(engineOffences(types)).toEqual([]);
  const values = importsOf('engine/charts/planted.ts', "import { fanPoints } from '../words/rows/fan-points.ts';");
  expect(engineOffences(values)).toHaveLength(1);
});

test('no file imports itself by way of others, types included', () => {
  expect(circleOf(everyImport())).toEqual([]);
  const planted = [
    ...importsOf('engine/stats/a.ts', "import { b } from './b.ts';"),
    ...importsOf('engine/stats/b.ts', "export { c } from './c.ts';"),
    ...importsOf('engine/stats/c.ts', "import type { a } from './a.ts';"),
  ];
  expect(circleOf(planted)).toEqual(['engine/stats/a.ts', 'engine/stats/b.ts', 'engine/stats/c.ts']);
  expect(circleOf(planted.slice(0, 2))).toEqual([]);
});

test('no two rooms of the engine import each other', () => {
  const targets = new Map<string, Set<string>>();
  for (const { from, to } of everyImport()) {
    const [here, there] = [roomOf(from, rooms), roomOf(to, rooms)];
    if (here === null || there === null || here === there) continue;
    targets.set(here, (targets.get(here) ?? new Set()).add(there));
  }
  const mutual = [...targets].flatMap(([from, all]) =>
    [...all].filter((to) => targets.get(to)?.has(from)).map((to) => `${from} ↔ ${to}`),
  );
  expect(mutual).toEqual([]);
});

test('no folder holds more than 25 source files, and none is for leftovers', () => {
  const all = sources().map(({ file }) => file);
  const crowded = [...Map.groupBy(all, dirname)].filter(([, files]) => files.length > 25).map(([folder]) => folder);
  expect(crowded).toEqual([]);
  expect(all.filter((file) => /\/(util|utils|helpers|common|shared|misc)\//.test(file))).toEqual([]);
});

test('people’s output is written by the command line only', () => {
  const offenders = sources(['engine']).filter(
    ({ file, source }) =>
      !file.startsWith('engine/cli/') && /\bconsole\.|Math\.random|process\.std(out|err)/.test(source),
  );
  expect(offenders.map(({ file }) => file)).toEqual([]);
});

test('every file that reads schools’ files can be read in one sitting; tables of aliases are data', () => {
  const long = sources(['engine']).filter(
    ({ file, source }) =>
      file.startsWith('engine/ingest/schools/') && !file.endsWith('/aliases.ts') && source.split('\n').length > 240,
  );
  expect(long.map(({ file }) => file)).toEqual([]);
});
