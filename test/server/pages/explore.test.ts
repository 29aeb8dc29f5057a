import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RespondingChart, RunContent } from '../../../engine/index.ts';
import { keepPupilContext } from '../../../server/records/pupils/pupil-context.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';

/** A run of two schools with 30 pupils a class, and rows of equity. */
function trustRun(): RunContent {
  const content = fixtureRun({ schools: ['Elm Primary', 'Oak Primary'], pupils: 30 });
  const rows = [
    ['sex', 'F', 60, 13, 12, 1.1, 0.7, 1.6, 0],
    ['sex', 'M', 56, 11, 12, 0.9, 0.5, 1.4, 0],
    ['sex', 'not known', NaN, NaN, NaN, NaN, NaN, NaN, 1],
    ['pupil premium', 'yes', 20, 4, 4, 1, 0.4, 2.1, 0],
    ['pupil premium', 'no', 96, 20, 20, 1, 0.7, 1.4, 0],
    ['school', 'Elm Primary', 58, 12, 12, 1, 0.6, 1.5, 0],
    ['school', 'Oak Primary', 58, 12, 12, 1, 0.6, 1.5, 0],
    ['class', 'Oak Primary / 4K', 29, 6, 6, 1, 0.5, 1.8, 0],
    ['class', 'Elm Primary / 4K', 29, 6, 6, 1, 0.5, 1.8, 0],
  ] as const;
  const equity = tableOfRows(
    'equity',
    rows.map(([grouping, group, n, listed, expected, ratio, ratio_low, ratio_high, suppressed]) => ({
      grouping,
      group,
      n,
      listed,
      expected,
      ratio,
      ratio_low,
      ratio_high,
      suppressed: suppressed === 1,
    })),
  );
  return { ...content, tables: { ...content.tables, equity } };
}

let server: TestApp;
let cookies: Record<'headteacher' | 'senco' | 'governor' | 'trust-lead' | 'auditor', string>;
beforeAll(async () => {
  server = await testApp({}, trustRun());
  cookies = {
    headteacher: await server.signIn('headteacher', { school: 'Oak Primary' }),
    senco: await server.signIn('senco', { school: 'Oak Primary' }),
    governor: await server.signIn('governor', { school: 'Oak Primary' }),
    'trust-lead': await server.signIn('trust-lead'),
    auditor: await server.signIn('auditor'),
  };
});
afterAll(() => server.app.close());

async function get(url: string, role: keyof typeof cookies = 'headteacher') {
  return server.app.inject({ url, headers: { cookie: cookies[role] } });
}

describe('explore', () => {
  test('opens with three charts, each with its numbers under it; readers of totals get no chart of single pupils', async () => {
    const { body } = await get('/explore');
    expect(body.match(/<figure/g)).toHaveLength(3);
    expect(body.match(/Numbers: /g)?.length).toBeGreaterThanOrEqual(3);
    expect(body).toContain('Level beside growth');
    const totals = (await get('/explore', 'governor')).body;
    expect(totals.match(/<figure/g)).toHaveLength(3);
    expect(totals).not.toMatch(/Level beside growth|Amira|\/pupils\/|\/agenda/);
    expect((await get('/explore/pictures/level-growth?subject=reading', 'governor')).statusCode).toBe(404);
  });

  test.each(['growth', 'questions', 'lists', 'coverage'])('/explore/%s has its charts and tables', async (view) => {
    const { body, statusCode } = await get(`/explore/${view}`);
    expect(statusCode).toBe(200);
    expect(body).toMatch(/<figure|too few results/);
    expect(body).not.toMatch(/undefined|NaN|\[object/);
  });

  test('leads from a chart to names only those who may read them', async () => {
    const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
    const svg = (await get('/explore/pictures/level-growth?subject=reading&year=4')).body;
    expect(svg).toContain(`/pupils/${key}`);
    expect(svg).toMatch(/aria-label="Amira H \(4K\), to discuss: score \d+\. Of 100 pupils/);
    for (const kind of ['moves', 'growth-classes', 'lists', 'coverage', 'slower-than-peers', 'gap'])
      expect((await get(`/explore/pictures/${kind}?subject=reading&year=4`, 'governor')).body, kind).not.toMatch(
        /Amira|\/pupils|\/agenda/,
      );
    // Kept drawings are kept apart by what their reader may see.
    const named = (await get('/explore/pictures/lists')).body;
    const counted = (await get('/explore/pictures/lists', 'governor')).body;
    expect(named).toContain('/agenda?');
    expect(named).toContain('4K: 3 of 29');
    expect(counted).not.toContain('4K');
  });

  test('shows governors and trusts schools, never a count that is small, and leaves none to be found from a total', async () => {
    // One pupil of 30 in each class was absent: 2 of 60 in a school.
    const coverage = (await get('/explore/coverage', 'trust-lead')).body;
    expect(coverage).toContain('>most</td>');
    expect(coverage).not.toMatch(/>(5[0-9]|60)<\/td>|4K/);
    expect((await get('/explore/coverage')).body).toContain('>29</td>');
    const questions = (await get('/explore/questions?subject=reading&year=4', 'governor')).body;
    expect(questions).not.toContain('4K');
    // The two who were absent are not counted out on another page.
    expect(questions).toMatch(/>58<\/td>/);
    expect(questions).not.toMatch(/>2<\/td>/);
  });

  test('tells how many pupils of a class have a distance in a window only those who see its pupils', async () => {
    const [told, withheld] = await Promise.all(
      (['headteacher', 'governor'] as const).map(async (role) => {
        const page = (await get('/explore?subject=reading&year=4', role)).body;
        return page + (await get('/explore/pictures/gap?subject=reading&year=4', role)).body;
      }),
    );
    expect(told).toContain('From the middle</th>');
    expect(withheld).toContain('From the middle</th>');
    expect(told).toMatch(/>Pupils<\/th>\s*<th[^>]*>From the middle/);
    const size = /(middle|below|above), \d+ pupils/;
    expect(told).toMatch(size);
    expect(withheld).not.toMatch(/>Pupils<\/th>\s*<th[^>]*>From the middle/);
    expect(withheld).not.toMatch(size);
  });

  test('a picture can be asked for in the width of a phone', async () => {
    const width = (svg: string) => Number(/ width="(\d+)"/.exec(svg)![1]);
    const wide = (await get('/explore/pictures/moves?subject=reading&year=4')).body;
    const narrow = (await get('/explore/pictures/moves?subject=reading&year=4&narrow=1')).body;
    expect(width(narrow)).toBeLessThan(400);
    expect(width(wide)).toBeGreaterThan(500);
  });

  test('is drawn by the page itself from what the picture shows, and readers of totals are sent no pupil', async () => {
    const url = (kind: string) => `/explore/pictures/${kind}?subject=reading&year=4&form=vega&width=900`;
    const own = JSON.parse((await get(url('moves'))).body) as RespondingChart;
    const places = own.spec.data!.find(({ name }) => name === own.spokenIn) as unknown as { values: { id?: string }[] };
    expect(places.values.filter(({ id }) => id !== undefined)).toHaveLength(58);
    expect(own.spec.width).toBe(760);
    for (const kind of ['moves', 'growth-classes', 'gap', 'coverage', 'lists']) {
      const { body, statusCode } = await get(url(kind), 'governor');
      expect([kind, statusCode]).toEqual([kind, 200]);
      expect(body, kind).not.toMatch(/Amira|\/pupils|\/agenda|"id":/);
    }
    expect((await get(url('level-growth'), 'governor')).statusCode).toBe(404);
  });

  test('fits its axes to the year group that is shown', async () => {
    const axis = async (kind: string, axisName: 'x' | 'y') =>
      (JSON.parse((await get(`/explore/pictures/${kind}?subject=reading&year=4&form=vega`)).body) as RespondingChart)
        .axes[axisName]!;
    // Pupils of the fixture score 43 to 110, and their classes stand 7 to 10 points from the middle.
    const [least, most] = await axis('level-growth', 'x');
    expect([least >= 38, most <= 116]).toEqual([true, true]);
    const [low, high] = await axis('gap', 'y');
    expect(high).toBe(-low);
    expect(high).toBeLessThan(60);
  });

  test('offers groups of pupils to those who may know of them', async () => {
    await keepPupilContext(server.record, [
      {
        school: 'Oak Primary',
        pupilId: fixturePupil('Oak Primary', '4K', 1),
        dateOfBirth: '2018-07-10',
        senStatus: 'K',
        senSince: null,
        primaryNeed: '',
        joinedOn: '2026-10-01',
        attendancePercent: 84,
        englishAdditional: true,
        sex: 'F',
        pupilPremium: true,
        facts: [],
      },
    ]);
    const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
    const { body } = await get('/explore?subject=reading&year=4', 'senco');
    for (const value of [
      'sex F',
      'pupil premium yes',
      'sen status K',
      'english additional yes',
      'birth term summer',
      'joined this year',
      'attendance under 90',
    ])
      expect(body).toContain(`<option value="${value}" data-ids="${key}">`);
    for (const role of ['governor', 'trust-lead'] as const)
      expect((await get('/explore?subject=reading&year=4', role)).body).not.toContain('data-ids');
  });

  test('no chart is asked for that does not exist', async () => {
    expect((await get('/explore/pictures/teachers')).statusCode).toBe(400);
    expect((await get('/explore/pictures/sex', 'governor')).statusCode).toBe(400);
    expect((await get('/explore/teachers')).statusCode).toBe(400);
  });
});

describe('equity', () => {
  test('is for leaders and the auditor, with small groups withheld', async () => {
    const { body } = await get('/explore/equity');
    for (const words of ['Girls', 'Boys', 'not shown', '4K', 'Is every group listed alike?'])
      expect(body).toContain(words);
    expect(body).not.toMatch(/Elm Primary/);
    expect((await get('/explore/equity', 'governor')).statusCode).toBe(403);
    const auditor = (await get('/explore/equity', 'auditor')).body;
    expect(auditor).toContain('Elm Primary');
    expect(auditor).not.toMatch(/4K|Amira|\/agenda/);
    expect((await get('/explore', 'auditor')).statusCode).toBe(403);
    expect((await get('/how', 'auditor')).body).toContain('href="/explore/equity"');
    expect((await get('/how')).body).not.toContain('href="/explore/equity"');
  });

  test('tells readers of totals of no group of which few are listed, nor of the one it could be found by', async () => {
    const shown = async (role: keyof typeof cookies, url = '/explore/equity') =>
      /Pupil premium[\s\S]*?<table[\s\S]*?<\/table>/i.exec((await get(url, role)).body)?.[0] ?? '';
    expect(await shown('headteacher')).toMatch(/>20<[\s\S]*>4</);
    for (const role of ['trust-lead', 'auditor'] as const) {
      expect(await shown(role)).not.toMatch(/>(4|20|96)</);
      expect((await get('/explore/equity/pupil%20premium', role)).body).not.toMatch(/4 of 20|20 of 96/);
    }
    expect(await shown('headteacher', '/explore/equity?totals=1')).not.toMatch(/>(4|20|96)</);
  });

  test('its pictures are as closed as its page', async () => {
    expect((await get('/explore/equity/sex', 'governor')).statusCode).toBe(403);
    expect((await get('/explore/equity/sex')).headers['content-type']).toContain('image/svg+xml');
  });
});
