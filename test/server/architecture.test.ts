import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { circleOf, importsOf, sources, type Import } from '../architecture/imports.ts';

/** Rooms below the pages, from left to right: each may import its own files and the rooms before it, types included. */
const order = ['records', 'people', 'runs', 'imports', 'inbox', 'html', 'http', 'pages'] as const;

/** What every room may import beside: the engine by its public surface, and what can stand in the way of a page. */
const forEveryRoom: readonly string[] = ['engine/index.ts', 'server/page-error.ts'];

/** Files beside the rooms, with what they may import. */
const atTheTop: Readonly<Record<string, (to: string) => boolean>> = {
  'server/page-error.ts': () => false,
  'server/app.ts': (to) => roomOf(to) !== null || forEveryRoom.includes(to),
  'server/look-after-pupils.ts': (to) =>
    (roomOf(to) !== null && !['pages', 'http'].includes(roomOf(to)!)) || forEveryRoom.includes(to),
  'server/main.ts': (to) =>
    (roomOf(to) !== null && roomOf(to) !== 'pages') || ['server/app.ts', 'server/look-after-pupils.ts'].includes(to),
};

/** Files of the pages that are of no page: the list of all, and what is made ready for several. */
const ofAllPages: readonly string[] = ['server/pages/index.ts', 'server/pages/prepare-run.ts'];

function roomOf(file: string): string | null {
  const [top, room, more] = file.split('/');
  return top === 'server' && more !== undefined ? room : null;
}

function mayImport({ from, to }: Import): boolean {
  if (from in atTheTop) return atTheTop[from](to);
  const here = order.findIndex((room) => room === roomOf(from));
  if (here < 0) return false;
  if (forEveryRoom.includes(to)) return true;
  const there = order.findIndex((room) => room === roomOf(to));
  if (there < 0 || there > here) return false;
  if (order[there] !== 'pages' || ofAllPages.includes(from)) return true;
  // A page knows its own folder and those it lies in, never another page.
  const folder = dirname(to);
  return folder !== 'server/pages' && `${dirname(from)}/`.startsWith(`${folder}/`);
}

function offences(imports: readonly Import[]): string[] {
  return imports.filter((one) => !mayImport(one)).map(({ from, to }) => `${from} may not import ${to}`);
}

const everyImport = (): Import[] => sources(['server']).flatMap(({ file, source }) => importsOf(file, source));
const planted = (from: string, to: string): string[] => {
  const up = '../'.repeat(from.split('/').length - 1);
  return [`import { x } from '${up}${to}';`, `import type { X } from '${up}${to}';`].flatMap((statement) =>
    offences(importsOf(from, statement)),
  );
};

test('every file of the server imports only what the order of its rooms allows, types included', () => {
  const imports = everyImport();
  expect(imports.length).toBeGreaterThan(1000);
  expect(offences(imports)).toEqual([]);
});

test('a planted offence is found in every room: what lies to its right, the application, the engine by a back door', () => {
  for (const [place, room] of order.entries()) {
    const file = `server/${room}/planted.ts`;
    for (const later of order.slice(place + 1)) expect(planted(file, `server/${later}/x.ts`), later).toHaveLength(2);
    for (const earlier of order.slice(0, place)) expect(planted(file, `server/${earlier}/x.ts`), earlier).toEqual([]);
    expect(planted(file, 'server/app.ts')).toHaveLength(2);
    expect(planted(file, 'engine/policy.ts')).toHaveLength(2);
    expect(planted(file, 'engine/index.ts')).toEqual([]);
  }
});

test('a planted offence is found between pages: another page, a page below it, the list of all', () => {
  const page = 'server/pages/data/import/view.ts';
  expect(planted(page, 'server/pages/data/import/routes.ts')).toEqual([]);
  expect(planted(page, 'server/pages/data/view.ts')).toEqual([]);
  for (const other of ['agenda/view.ts', 'data/run/view.ts', 'index.ts', 'prepare-run.ts'])
    expect(planted(page, `server/pages/${other}`), other).toHaveLength(2);
  expect(planted('server/pages/data/view.ts', page)).toHaveLength(2);
});

test('a planted offence is found beside the rooms: what pages show is no affair of main, errors know nobody', () => {
  expect(planted('server/main.ts', 'server/pages/index.ts')).toHaveLength(2);
  expect(planted('server/page-error.ts', 'server/html/html.ts')).toHaveLength(2);
  expect(planted('server/elsewhere/planted.ts', 'server/html/html.ts')).toHaveLength(2);
  expect(planted('server/planted.ts', 'server/html/html.ts')).toHaveLength(2);
});

test('no file of the server imports itself by way of others, types included', () => {
  const imports = everyImport();
  expect(circleOf(imports)).toEqual([]);
  const back: Import = { from: 'server/records/open-record.ts', to: 'server/people/people.ts', typesOnly: true };
  expect(circleOf([...imports, back])).toContain('server/people/people.ts');
});

test('no folder of the server holds more than 25 source files, and none is for leftovers', () => {
  const files = sources(['server']).map(({ file }) => file);
  const crowded = [...Map.groupBy(files, dirname)].filter(([, own]) => own.length > 25).map(([folder]) => folder);
  expect(crowded).toEqual([]);
  expect(files.filter((file) => /\/(util|utils|helpers|common|shared|misc)\//.test(file))).toEqual([]);
});

test('every page is a folder with its routes', () => {
  const files = sources(['server/pages']).map(({ file }) => file);
  const folders = new Set(files.map(dirname).filter((folder) => folder !== 'server/pages'));
  expect([...folders].filter((folder) => !files.some((file) => file === `${folder}/routes.ts`))).toEqual([]);
});

/** Where rows of pupils are found: the one condition, and what asks all schools for one identifier on purpose. */
const findsPupils: readonly string[] = [
  'server/records/pupils/school-pupil.ts',
  'server/records/transfers/school-roll.ts',
  'server/records/transfers/transfers.ts',
];

/** A condition on an identifier, in Kysely's words or in SQL. */
const byIdentifier = /where\(\s*['"`](?:\w+\.)?pupil_id['"`]|pupil_id\s*(?:=|in)\s*(?:\(|\$|\?)/;

function findsByIdentifier(file: string, source: string): boolean {
  return !findsPupils.includes(file) && !file.startsWith('server/records/migrations/') && byIdentifier.test(source);
}

test('rows of pupils are found by school and identifier, in one place; a planted condition on the identifier alone is found', () => {
  const found = sources(['server']).filter(({ file, source }) => findsByIdentifier(file, source));
  expect(found.map(({ file }) => file)).toEqual([]);
  for (const planted of [
    ".where('pupil_id', '=', pupilId)",
    ".where('discussion.pupil_id', 'in', ids)",
    'sql`select * from discussion where pupil_id = ${pupilId}`',
    'where pupil_id in (${sql.join(ids)})',
  ])
    expect(findsByIdentifier('server/records/x.ts', planted), planted).toBe(true);
});

test('the tables of the record are asked in its own room and, for people, in theirs', () => {
  const found = sources(['server']).filter(
    ({ file, source }) =>
      !/^server\/(records|people)\//.test(file) &&
      /\.db\s*\.(?:selectFrom|insertInto|updateTable|deleteFrom)\b/.test(source),
  );
  expect(found.map(({ file }) => file)).toEqual([]);
});
