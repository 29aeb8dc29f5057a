import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtureRun } from '../fixture-run.ts';
import { testApp, type TestApp } from '../signed-in.ts';

let server: TestApp;
let head: string;
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ classes: ['4J', '4K', '5A'] }));
  head = await server.signIn('headteacher', { school: 'Oak Primary' });
});
afterAll(() => server.app.close());

const list = '/agenda?school=Oak%20Primary';
async function get(url: string, cookie = head) {
  return server.app.inject({ url, headers: { cookie } });
}
/** Names in the order of the page. */
async function names(url: string): Promise<string[]> {
  return [...(await get(url)).body.matchAll(/href="\/pupils\/[\w-]{16}">([^<]+)</g)].map(([, name]) => name);
}

describe('the list', () => {
  test('is in the order to talk unless asked otherwise, and says so', async () => {
    const { body } = await get(`${list}&class=4K`);
    expect(body).toContain('In the order to talk');
    expect(body).toMatch(/<option value="concern" {2}?selected/);
    expect((await names(`${list}&section=discuss-first`)).slice(0, 2)).toEqual(
      (await names(`${list}&section=discuss-first&class=4J`)).slice(0, 2),
    );
  });

  test('sorts by name and by class', async () => {
    const byName = await names(`${list}&section=discuss-first&sort=name`);
    expect(byName).toEqual(byName.toSorted((a, b) => a.localeCompare(b, 'en')));
    const { body } = await get(`${list}&section=discuss-first&sort=class`);
    const classes = [...body.matchAll(/<td class="govuk-table__cell">(4J|4K|5A)<\/td>/g)].map(([, name]) => name);
    expect(classes).toEqual(['4J', '4J', '4K', '4K', '5A', '5A']);
    expect(body).toContain('Class by class');
  });

  test('is narrowed to a year group, SEN status, and to those new or listed again', async () => {
    const year = (await get(`${list}&year=5`)).body;
    expect(year).toContain('Year 5 · Oak Primary');
    expect(year).not.toMatch(/<td class="govuk-table__cell">4[JK]</);
    const sections = async (query: string) =>
      [...(await get(`${list}&class=4K&${query}`)).body.matchAll(/<section aria-labelledby="([^"]+)"/g)].map(
        ([, id]) => id,
      );
    expect(await sections('sen=supported')).toEqual(['supported']);
    expect(await sections('sen=monitoring')).toEqual(['monitoring']);
    expect(await sections('sen=none')).toEqual([
      'discuss-first',
      'discuss-if-time',
      'not-measured',
      'eased',
      'not-listed',
    ]);
    expect(await names(`${list}&class=4K&state=persisting`)).toHaveLength(1);
  });

  test('shows the two doubts over whole lists only', async () => {
    expect((await get(`${list}&class=4K`)).body).toContain('class="doubts"');
    for (const query of ['class=4K&state=new', 'year=4', 'class=4K&sen=none'])
      expect((await get(`${list}&${query}`)).body, query).not.toContain('class="doubts"');
  });

  test('leads from a whole school to everyone else, with their classes', async () => {
    const { body } = await get(list);
    expect(body).toContain('section=not-listed');
    const rest = (await get(`${list}&section=not-listed`)).body;
    expect(rest.match(/is not listed|not listed\?/g)!.length).toBe(15);
    expect(rest).toContain('<td class="govuk-table__cell">5A</td>');
  });

  test('refuses a choice that is none', async () => {
    expect((await get(`${list}&sort=ability`)).statusCode).toBe(400);
  });
});

describe('the list as a workbook', () => {
  test('holds the rows that are shown, as text, and the audit says who took them', async () => {
    const { rawPayload, headers, statusCode } = await get('/agenda.xlsx?school=Oak%20Primary&class=4K&state=new');
    expect(statusCode).toBe(200);
    expect(headers['content-disposition']).toContain('list.xlsx');
    expect(headers['cache-control']).toBe('no-store');
    const { sheets } = await readXlsx(rawPayload);
    expect(sheets[0].rows).toHaveLength(2);
    expect(sheets[0].rows[1]).toContain('oak-4k-01');
    expect(sheets[0].rows[1][0]).toMatch(/^\w+/);
    const entries = await server.record.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'export-list')
      .execute();
    expect(JSON.parse(entries.at(-1)!.detail)).toMatchObject({ class: '4K', state: 'new', format: 'xlsx', pupils: 1 });
  });

  test('is a teacher’s own class only', async () => {
    const teacher = await server.signIn('teacher', { classes: [['Oak Primary', '4K']] });
    expect((await get('/agenda.xlsx?school=Oak%20Primary&class=4J', teacher)).statusCode).toBe(404);
    const { rawPayload } = await get('/agenda.xlsx', teacher);
    const { sheets } = await readXlsx(rawPayload);
    expect(sheets[0].rows).toHaveLength(13);
  });
});
