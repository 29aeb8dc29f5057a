import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtureRun } from '../fixture-run.ts';
import { runsInMemory, testApp, type TestApp } from '../signed-in.ts';

let server: TestApp;
let cookies: Record<'headteacher' | 'governor' | 'trust-lead' | 'teacher' | 'auditor', string>;
const newest = fixtureRun({ schools: ['Oak Primary', 'Elm Primary'], classes: ['3M', '4J', '4K'], pupils: 30 });
const earlier = {
  ...newest,
  manifest: { ...newest.manifest, window: '2025-12', windowDate: '2025-12-05' },
};
const [december2024, june2025] = [
  ['2024-12', '2024-12-05'],
  ['2025-06', '2025-06-12'],
].map(([window, windowDate]) => ({ ...newest.manifest, window, windowDate }));
const runs = [
  { id: '2026-12-04-0123456789ab', content: newest },
  { id: '2025-12-05-0123456789ab', content: earlier },
  // Its own window has no growth of this school; the one before was made by an earlier version.
  { id: '2025-06-12-0123456789ab', content: { ...newest, manifest: june2025 } },
  {
    id: '2024-12-05-0123456789ab',
    content: {
      ...newest,
      manifest: december2024,
      tables: { ...newest.tables, cells: { ...newest.tables.cells, rows: 0 } },
    },
  },
];
beforeAll(async () => {
  server = await testApp({ runs: runsInMemory(...runs) }, newest);
  cookies = {
    headteacher: await server.signIn('headteacher', { school: 'Oak Primary' }),
    governor: await server.signIn('governor', { school: 'Oak Primary' }),
    'trust-lead': await server.signIn('trust-lead'),
    teacher: await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '4K']] }),
    auditor: await server.signIn('auditor'),
  };
});
afterAll(() => server.app.close());
const get = (url: string, role: keyof typeof cookies) => server.app.inject({ url, headers: { cookie: cookies[role] } });
const words = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('/explore/school', () => {
  test('says first who is told apart from usual, then shows every year group and class by subject', async () => {
    const { body } = await get('/explore/school?subject=reading', 'headteacher');
    const read = words(body);
    expect(read).toContain('4K is below usual in reading; the others cannot be told from usual.');
    expect(read.indexOf('4K is below')).toBeLessThan(read.indexOf('Year groups'));
    expect(read).toMatch(/Year 4 44 36 to 52, 29 pupils/);
    expect(read).toMatch(/4K 44 36 to 47, 29 pupils below usual/);
    // This school's groups beside all schools'.
    expect(read).toMatch(/Girls 44 36 to 52, 29 pupils 51 36 to 56, 29 pupils/);
    expect(read).toMatch(/SEN Support not shown: too few pupils/);
  });

  test('opens to the pupils for those who may see them, and to nobody for others', async () => {
    const own = (await get('/explore/school?subject=reading', 'headteacher')).body;
    expect(own).toMatch(/href="\/agenda\?[^"]*class=4K/);
    for (const role of ['governor', 'trust-lead'] as const) {
      const { body, statusCode } = await get('/explore/school?subject=reading', role);
      expect([role, statusCode]).toEqual([role, 200]);
      expect(body).not.toMatch(/\/agenda|\/pupils\/|Amira/);
    }
    for (const role of ['teacher', 'auditor'] as const)
      expect([role, (await get('/explore/school', role)).statusCode]).toEqual([role, 403]);
    expect((await get('/explore/school?school=Elm+Primary', 'governor')).statusCode).toBe(404);
  });
});

describe('/explore/time', () => {
  test('follows each cohort as it moves up, keeps joiners apart, and shows what was released then', async () => {
    const read = words((await get('/explore/time?subject=reading', 'headteacher')).body);
    expect(read).toMatch(/Now December 2025 December 2026 Year 3 Year 2 44 36 to 52, 29 pupils Year 3 44/);
    expect(read).toMatch(/Joined in between no results not shown: too few pupils/);
  });

  test('shows the same figures of every released run, and says of which an earlier version kept none', async () => {
    const read = words((await get('/explore/time?subject=reading', 'headteacher')).body);
    const released = read.slice(read.indexOf('As it was released'));
    const figure = '44 36 to 52, 29 pupils';
    expect(released).toContain(`Now June 2025 December 2025 December 2026 Whole school no results ${figure} ${figure}`);
    expect(released).toContain(`Year 4 no results Year 3 ${figure} Year 4 ${figure}`);
    expect(released).toContain('The results of December 2024 were worked out by an earlier version of Same Start');
  });

  test('draws each year group as it moved up, with its numbers under it, for readers of totals too', async () => {
    for (const role of ['headteacher', 'governor'] as const) {
      const { body } = await get('/explore/time?subject=reading', role);
      expect(words(body)).toContain('Dec 2025 Year 4 now Year 3 29 44 36 to 52 Dec 2026 Year 4 now Year 4 29 44');
      const picture = /src="(\/explore\/pictures\/cohorts[^"]*)"/.exec(body)![1].replaceAll('&amp;', '&');
      const drawn = (await get(picture, role)).body;
      expect(drawn).toContain('Year 4 now, Dec 2025: then Year 3, middle pupil 44, probably 36 to 52, 29 pupils.');
    }
  });
});

describe('/explore/schools', () => {
  test('lists schools in alphabetical order with growth over years, coverage and release, and no names', async () => {
    const { body } = await get('/explore/schools?subject=reading', 'trust-lead');
    const read = words(body);
    expect(read).toMatch(/School December 2025 December 2026 Elm Primary 44 .* Oak Primary 44/);
    expect(read).toMatch(/School Released On roll/);
    expect(read).toMatch(/Oak Primary yes 90/);
    expect(body).not.toMatch(/Amira|\/pupils\/|\/agenda/);
    const year = words((await get('/explore/schools?subject=reading&year=4', 'trust-lead')).body);
    expect(year).toContain('Elm Primary');
  });

  test('is only there where there are several schools to the reader', async () => {
    expect((await get('/explore/schools', 'governor')).statusCode).toBe(404);
    expect((await get('/explore/school', 'governor')).body).not.toContain('/explore/schools');
  });
});

test('a run of an earlier version says that its pages come with the next run', async () => {
  const empty = { ...newest.tables.cells, rows: 0 };
  const content = { ...newest, tables: { ...newest.tables, cells: empty } };
  const old = await testApp({}, content);
  const cookie = await old.signIn('headteacher', { school: 'Oak Primary' });
  for (const view of ['school', 'time']) {
    const { body, statusCode } = await old.app.inject({ url: `/explore/${view}?subject=reading`, headers: { cookie } });
    expect([statusCode, body.includes('comes with the next run')]).toEqual([200, true]);
  }
  await old.app.close();
});
