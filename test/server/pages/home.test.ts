import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runRows } from '../../../engine/index.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';
import { releaseRun } from '../../../server/records/run-releases.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, runsInMemory, testApp, tokenOf, type TestApp } from '../signed-in.ts';

const schools = ['Ash Primary', 'Elm Primary', 'Oak Primary'];

let server: TestApp;
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ schools, pupils: 12 }));
});
afterAll(() => server.app.close());

async function home(cookie: string, url = '/'): Promise<string> {
  return (await server.app.inject({ url, headers: { cookie } })).body;
}

const rows = (body: string): string[] =>
  [...body.matchAll(/<tr>.*?<\/tr>/gs)].map(([row]) =>
    row
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );

describe('home', () => {
  test('of a headteacher is one table of classes under the doubts, which stand once', async () => {
    const body = await home(await server.signIn('headteacher', { school: 'Oak Primary' }));
    expect(body.match(/<table/g)).toHaveLength(1);
    expect(body.match(/class="doubts"/g)).toHaveLength(1);
    expect(body.indexOf('class="doubts"')).toBeLessThan(body.indexOf('<table'));
    expect(rows(body)).toEqual([
      'Class Year On roll Tested To discuss Still to do For the meeting',
      expect.stringMatching(/^4J Year 4 12 11 \d 0 Class sheet of 4J$/),
      expect.stringMatching(/^4K Year 4 12 11 \d 0 Class sheet of 4K$/),
    ]);
  });

  test('of whoever looks after several schools is one table of schools, each of which opens its classes', async () => {
    const cookie = await server.signIn('headteacher');
    const body = await home(cookie);
    expect(body.match(/<table/g)).toHaveLength(1);
    expect(body.match(/class="doubts"/g)).toHaveLength(1);
    expect(rows(body).map((row) => row.split(' ')[0])).toEqual(['School', 'Ash', 'Elm', 'Oak']);
    expect(body).toContain('href="/?school=Elm%20Primary"');
    const one = await home(cookie, '/?school=Elm%20Primary');
    expect(rows(one).map((row) => row.split(' ')[0])).toEqual(['Class', '4J', '4K']);
    expect(one).toContain('>All schools</a>');
  });

  test('of a teacher is the own class: whom to talk about, its own doubts, and no other class', async () => {
    const body = await home(
      await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '4K']] }),
    );
    expect(body).toMatch(/<h1[^>]*>\s*4K · Oak Primary/);
    expect(body).toContain(`/pupils/${await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1))}`);
    expect(body).toContain('3 pupils are listed; about 1 of them');
    expect(body).toContain('/prepare?school=Oak%20Primary&amp;class=4K');
    expect(body).not.toContain('4J');
  });

  test('counts what is agreed and not done beside its class', async () => {
    const cookie = await server.signIn('headteacher', { school: 'Oak Primary' });
    const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
    const page = await home(cookie, `/pupils/${key}`);
    const empty = 'can_do tried by_when will_see note pupil_says home_says asks asks_by parent_told'.split(' ');
    const fields = {
      ...Object.fromEntries(empty.map((name) => [name, ''])),
      run: fixtureRunId,
      version: '0',
      outcome: 'extra-help',
      agreed: 'reading partner',
      who: 'Ms Khan',
      considered: 'not known',
      go: 'stay',
    };
    const saved = await server.app.inject({
      method: 'POST',
      url: `/pupils/${key}/discussion`,
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ token: tokenOf(page), ...fields }).toString(),
    });
    expect(saved.statusCode).toBe(303);
    const body = await home(cookie);
    expect(rows(body)[1]).toMatch(/ 0 Class sheet of 4J$/);
    expect(rows(body)[2]).toMatch(/ 1 Class sheet of 4K$/);
    expect(body).toContain('reading partner');
  });

  test('of a trust lead says which schools have released, who was tested and what it was before, in counts that give nobody away', async () => {
    const older = { id: '2026-06-12-aaaaaaaaaaaa', content: ofWindow(['Ash Primary', 'Oak Primary'], '2026-06-12', 5) };
    const newer = { id: '2026-12-04-bbbbbbbbbbbb', content: ofWindow(['Oak Primary'], '2026-12-04', 20) };
    const draft = { id: '2026-12-05-cccccccccccc', content: ofWindow(['Elm Primary'], '2026-12-05', 20) };
    const trust = await testApp({
      runs: runsInMemory(draft, newer, older),
      releaseByHand: () => Promise.resolve(true),
    });
    for (const { id } of [older, newer])
      await releaseRun(trust.record, id, { personId: 'local', at: new Date('2026-12-08T09:00:00Z') });
    const cookie = await trust.signIn('trust-lead');
    const body = (await trust.app.inject({ url: '/', headers: { cookie } })).body;
    expect(rows(body)).toEqual([
      'School Results released Tested To discuss The window before',
      // Five listed, and ten at the other school of the same run: small counts and those that lead to them are withheld.
      'Ash Primary June 2026 on 8 December 2026 others have later ones not shown: numbers too small – these are the first',
      'Elm Primary not yet nothing is released',
      'Oak Primary December 2026 on 8 December 2026 180 of 200 20 June 2026: not shown: numbers too small',
    ]);
    expect(body).not.toMatch(/Amira|href="\/agenda/);
    await trust.app.close();
  });

  test('of an auditor leads to no page that the role may not open', async () => {
    const body = await home(await server.signIn('auditor'));
    expect(body).not.toContain('/governor');
    expect(rows(body)).toHaveLength(4);
  });
});

/** A run of a window in which so many pupils of each school are listed. */
function ofWindow(held: readonly string[], date: string, listed: number) {
  const content = fixtureRun({ schools: held, pupils: 12 });
  const counts = { listed, measured: 180, on_roll: 200 };
  const rows = runRows(content.tables.lists).map((row) =>
    row.grouping === 'school'
      ? { ...counts, grouping: row.grouping, group: row.group }
      : { grouping: row.grouping, group: row.group },
  );
  return {
    ...content,
    tables: { ...content.tables, lists: tableOfRows('lists', rows) },
    manifest: { ...content.manifest, windowDate: date, schools: [...held] },
  };
}
