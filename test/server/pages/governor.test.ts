import { describe, expect, test } from 'vitest';
import { runRows, type GroupRow, type RunContent } from '../../../engine/index.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';
import type { RunSource } from '../../../server/runs/run-library.ts';
import { fixtureRun } from '../fixture-run.ts';
import { runsInMemory, testApp } from '../signed-in.ts';

const classes = ['1A', '2A', '3A', '4A', '5A', '6A', '1B', '2B', '3B', '4B'];

/** Rows of `groups` by school added to a run: the middle pupil of each school in reading. */
function withSchools(content: RunContent, reason: GroupRow['reason'] = null): RunContent {
  const shown = reason === null;
  const added = content.manifest.schools.map((group): GroupRow => ({
    subject: 'reading',
    grouping: 'school',
    group,
    n: 200,
    median_growth: shown ? 47 : null,
    median_growth_low: shown ? 42 : null,
    median_growth_high: shown ? 53 : null,
    suppressed: !shown,
    reason,
    mean_position: 0,
  }));
  const groups = tableOfRows('groups', [...runRows(content.tables.groups), ...added]);
  return { ...content, tables: { ...content.tables, groups } };
}

function datedRun(date: string, content: RunContent): { id: string; content: RunContent } {
  return { id: `${date}-0123456789ab`, content: { ...content, manifest: { ...content.manifest, windowDate: date } } };
}

async function governorPage(content: RunContent, ...earlier: ReturnType<typeof datedRun>[]): Promise<string> {
  const server = await testApp({ runs: runsInMemory(datedRun('2026-12-04', content), ...earlier) }, content);
  const cookie = await server.signIn('governor', { school: 'Oak Primary' });
  const { body, statusCode } = await server.app.inject({ url: '/governor', headers: { cookie } });
  expect(statusCode).toBe(200);
  await server.app.close();
  return body.replaceAll(/\s+/g, ' ');
}

test('three sentences, questions and a chart, with no pupil and no class in them', async () => {
  const schools = ['Elm Primary', 'Oak Primary', 'Ash Primary'];
  const body = await governorPage(withSchools(fixtureRun({ schools, classes, pupils: 30 })));
  const told = /<div class="in-short">([\s\S]*?)<\/div>/.exec(body)![1].match(/<p>[^<]+<\/p>/g)!;
  expect(told).toHaveLength(3);
  expect(told.join(' ')).toMatch(
    /30 of 290 tested pupils are to be discussed; about 2 of them .* by test luck alone.*rate of the other schools.* \d+ to \d+ would be usual.*10 pupils on roll were not tested/,
  );
  expect(body).toContain('These figures are of December 2026 alone. Nothing earlier has been released here');
  expect(body).toContain('/explore/pictures/growth-subjects?');
  expect(body).toContain('<td class="govuk-table__cell">42 to 53</td>');
  expect(body).not.toMatch(/4A|Amira|\/pupils\/|\/agenda/);
});

test('the figures say of which window they are, and what they were in the one before', async () => {
  const schools = ['Elm Primary', 'Oak Primary', 'Ash Primary'];
  const now = fixtureRun({ schools, classes, pupils: 30 });
  const before = datedRun('2026-07-01', fixtureRun({ schools, classes, pupils: 29 }));
  const body = await governorPage(now, datedRun('2025-12-10', now), before);
  expect(body).toContain(
    'These figures are of December 2026 alone. In July 2026 it was 30 of 280 tested pupils. A few more or fewer can be chance.',
  );
  const small = datedRun('2026-07-01', fixtureRun({ schools, classes: ['1A'], pupils: 12 }));
  expect(await governorPage(now, small)).toContain('Those of July 2026 are too small to be shown.');
});

test('a school compared with itself only gets no figure, the reason, and who was tested', async () => {
  const body = await governorPage(withSchools(fixtureRun({ classes, pupils: 30 }), 'own-reference'));
  expect(body).toContain('comes out as average by design');
  expect(body).toContain('/explore/pictures/coverage?');
  expect(body).not.toContain('would be usual');
});

test('counts that are too small are those of three years together, where those are large enough', async () => {
  // Two classes: 6 listed and 2 of 24 not tested a year.
  const small = fixtureRun();
  expect(await governorPage(small)).not.toContain('years together: ');
  const body = await governorPage(
    small,
    datedRun('2026-07-01', small),
    datedRun('2025-12-10', small),
    datedRun('2024-11-30', small),
  );
  expect(body).toContain('22 pupils were tested. So few');
  expect(body).toMatch(
    /The last three years together: 18 of 66 tested pupils were to be discussed, and all but 6 on roll/,
  );
  expect(await governorPage(small, datedRun('2025-12-10', small))).not.toContain('years together: ');
});

test('three years together give no year away that stands by itself on the page of another', async () => {
  // 3 of 12 listed this year; 12 and 12 of 48, which the pages of their own years say.
  const body = await governorPage(
    fixtureRun({ classes: ['4K'] }),
    datedRun('2025-12-10', fixtureRun({ classes: classes.slice(0, 4) })),
    datedRun('2024-11-30', fixtureRun({ classes: classes.slice(0, 4) })),
  );
  expect(body).toContain('their number is not shown');
  expect(body).not.toContain('years together: ');
});

test('for whoever sees several schools, none shows the count by which another’s small one is found', async () => {
  const content = fixtureRun({ schools: ['Ash Primary', 'Elm Primary', 'Oak Primary'], classes, pupils: 30 });
  const { group, listed } = content.tables.lists.columns;
  for (const [school, count] of [
    ['Ash Primary', 2],
    ['Elm Primary', 28],
  ] as const)
    listed.values[group.values.indexOf(school)] = count;
  const server = await testApp({}, content);
  const seen = async (cookie: string, school: string) =>
    (await server.app.inject({ url: `/governor?school=${encodeURIComponent(school)}`, headers: { cookie } })).body;
  const lead = await server.signIn('trust-lead');
  for (const school of ['Ash Primary', 'Elm Primary'])
    expect(await seen(lead, school), school).not.toMatch(/tested pupils are to be discussed/);
  expect(await seen(lead, 'Oak Primary')).toMatch(/30 of 290 tested pupils are to be discussed/);
  // Who sees one school only has nothing to take it from.
  expect(await seen(await server.signIn('governor', { school: 'Elm Primary' }), 'Elm Primary')).toMatch(
    /28 of 290 tested pupils are to be discussed/,
  );
  await server.app.close();
});

describe('two released runs of one window', () => {
  const [older, newer] = ['2026-12-04-aaaaaaaaaaaa', '2026-12-04-bbbbbbbbbbbb'];
  /** 30 are listed in the older run, 31 in the newer one: the late pupil is. */
  const late = (content: RunContent): RunContent => {
    const lists = runRows(content.tables.lists).map((row) => ({ ...row, listed: row.listed + 1 }));
    return { ...content, tables: { ...content.tables, lists: tableOfRows('lists', lists) } };
  };
  const first = withSchools(fixtureRun({ classes, pupils: 30 }));
  /** Runs whose listing names window and schools, newest first. */
  const listed = (...runs: { id: string; content: RunContent; schools?: readonly string[] }[]): RunSource => {
    const source = runsInMemory(...runs);
    const named = runs.map(({ content: { manifest }, ...run }) => ({ schools: manifest.schools, ...run, manifest }));
    return {
      ...source,
      list: async () =>
        named.map(({ id, schools, manifest: { window, windowDate } }) => ({
          id,
          schools,
          window,
          windowDate,
          state: 'complete',
        })),
    };
  };
  const pages = [
    '/governor?',
    '/explore?',
    '/explore/growth?',
    '/explore/lists?',
    '/explore/coverage?',
    '/explore/pictures/lists?',
    '/explore/pictures/growth-subjects?totals=1&',
    '/how?',
    '/?',
  ];

  test('the older one is nobody’s who reads totals only: every page and picture is of the newest, and says so', async () => {
    const runs = listed({ id: newer, content: late(first) }, { id: older, content: first });
    const server = await testApp({ runs }, first);
    for (const cookie of [
      await server.signIn('governor', { school: 'Oak Primary' }),
      await server.signIn('trust-lead'),
    ])
      for (const page of pages) {
        const bodyOf = async (id: string) =>
          (await server.app.inject({ url: `${page}run=${id}`, headers: { cookie } })).body;
        const [asked, newest] = [await bodyOf(older), await bodyOf(newer)];
        expect(asked, page).not.toContain(older);
        const notice = /<aside class="draft" aria-label="Newest results">[\s\S]*?<\/aside>/;
        expect(notice.test(newest), page).toBe(false);
        const same = (body: string) => body.replace(notice, '').replaceAll(/\s+|name="token" value="[^"]*"/g, ' ');
        expect(same(asked), page).toBe(same(newest));
        if (!page.includes('pictures')) expect(asked, page).toContain('two sets of totals of one window');
      }
    const auditor = await server.signIn('auditor');
    const { body } = await server.app.inject({ url: `/explore/equity?run=${older}`, headers: { cookie: auditor } });
    expect(body).toContain('two sets of totals of one window');
    await server.app.close();
  });

  test('whoever sees the pupils may compare them', async () => {
    const runs = listed({ id: newer, content: late(first) }, { id: older, content: first });
    const server = await testApp({ runs }, first);
    const cookie = await server.signIn('headteacher', { school: 'Oak Primary' });
    const { body } = await server.app.inject({ url: `/governor?run=${older}`, headers: { cookie } });
    expect(body).toMatch(/30 of 290 tested/);
    expect(body).not.toContain('two sets of totals');
    await server.app.close();
  });

  test('a corrected date makes no other window, the same name a year later does', async () => {
    const dated = (windowDate: string) => ({ ...first, manifest: { ...first.manifest, windowDate } });
    const [corrected, yearBefore] = ['2026-12-07-cccccccccccc', '2025-12-04-dddddddddddd'];
    const runs = listed(
      { id: corrected, content: late(dated('2026-12-07')) },
      { id: older, content: first },
      { id: yearBefore, content: dated('2025-12-04') },
    );
    const server = await testApp({ runs }, first);
    const cookie = await server.signIn('governor', { school: 'Oak Primary' });
    const told = async (id: string) =>
      (await server.app.inject({ url: `/governor?run=${id}`, headers: { cookie } })).body.replaceAll(/\s+/g, ' ');
    expect(await told(older)).toMatch(/31 of 290 tested/);
    expect(await told(yearBefore)).toMatch(/30 of 290 tested/);
    await server.app.close();
  });

  test('a newer run of one school replaces the totals of that school, and of no other', async () => {
    const trust = withSchools(fixtureRun({ schools: ['Ash Primary', 'Oak Primary'], classes, pupils: 30 }));
    const runs = listed({ id: newer, content: late(first) }, { id: older, content: trust });
    const server = await testApp({ runs }, trust);
    const cookie = await server.signIn('trust-lead');
    const told = async (url: string) =>
      (await server.app.inject({ url, headers: { cookie } })).body.replaceAll(/\s+/g, ' ');
    expect(await told(`/governor?run=${older}&school=Oak+Primary`)).toMatch(/two sets of totals.*31 of 290 tested/);
    const ash = await told(`/governor?run=${older}&school=Ash+Primary`);
    expect(ash).toMatch(/30 of 290 tested/);
    expect(ash).not.toMatch(/Oak Primary|two sets of totals/);
    // Figures of the whole run would give the other school by subtraction.
    const explored = await told(`/explore?run=${older}&school=Ash+Primary`);
    expect(explored).toContain('There is nothing to show here.');
    expect(explored).not.toContain('Oak Primary');
    await server.app.close();
  });

  test('three years together take the newest of each window', async () => {
    const small = fixtureRun();
    const at = (date: string, end: string, content: RunContent) => ({
      ...datedRun(date, content),
      id: `${date}-${end.repeat(12)}`,
    });
    // 6 + 7 + 6: the older run of December 2025 lists 6, and lies nearer to the day.
    const runs = listed(
      at('2026-12-04', '1', small),
      at('2025-12-10', '2', late(small)),
      at('2025-12-05', '3', small),
      at('2024-11-30', '4', small),
    );
    const server = await testApp({ runs }, small);
    const cookie = await server.signIn('governor', { school: 'Oak Primary' });
    const { body } = await server.app.inject({ url: '/governor', headers: { cookie } });
    expect(body.replaceAll(/\s+/g, ' ')).toContain('years together: 19 of 66 tested');
    await server.app.close();
  });
});
