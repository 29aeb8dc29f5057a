import { afterAll, expect, test, vi } from 'vitest';
import { sources } from '../architecture/imports.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Modules of words: every text they hold, and every text their functions say, is worded otherwise in the second of two worlds. */
const modulesOfWords = [
  '../../server/html/words.ts',
  '../../server/html/outcome-words.ts',
  '../../server/html/date-words.ts',
  '../../server/html/meeting-words.ts',
  '../../server/html/register-words.ts',
  '../../server/html/pictures/group-words.ts',
  '../../server/pages/audit/words.ts',
] as const;
/** What the engine says to the server: templates, and functions that end in words. */
const saidByTheEngine =
  /(Words|Sentences?|Line|Templates|Reasons|Month)$|^(outcomes|contextFacts|pupilHead|fillForename|lackWords)$/;

// Files share their worker: those that come after this one read the words as they are.
afterAll(() => {
  for (const module of [...modulesOfWords, '../../server/page-error.ts', '../../engine/index.ts']) vi.doUnmock(module);
  vi.resetModules();
});

test('worded otherwise, the pages have the same parts, forms, links and answers, and the record holds the same', async () => {
  const plain = await story();
  for (const module of modulesOfWords)
    vi.doMock(module, async (original) => reworded(await original<Record<string, unknown>>(), () => true));
  vi.doMock('../../server/page-error.ts', async (original) => {
    const module = await original<Record<string, object>>();
    for (const entry of Object.values(module['pageErrors']) as unknown[][])
      entry.splice(1, 2, ...(otherwise(entry.slice(1)) as []));
    return module;
  });
  vi.doMock('../../engine/index.ts', async (original) =>
    reworded(await original<Record<string, unknown>>(), (name) => saidByTheEngine.test(name)),
  );
  vi.resetModules();
  const other = await story();
  expect(other.pages.length).toBe(plain.pages.length);
  for (const [place, page] of plain.pages.entries()) expect(other.pages[place], page.asked).toEqual(page);
  expect(other.record).toEqual(plain.record);
  // The wording did change.
  expect(other.texts).not.toEqual(plain.texts);
  expect(other.texts.filter((text) => text.includes('¶')).length).toBeGreaterThan(20);
});

test('no source of the server compares or searches a text with a sentence', () => {
  // Codes that have a space in them: groupings and statuses of a run, answers and states of the record, parts of a stack.
  const codes = [
    'year group', 'birth term', 'not known', 'not asked', 'not yet', 'to come', 'left out', 'not reached', 'SD a year', ' / ', '    at ', '- ', '1. ', '${of.school} / ',
  ]; // prettier-ignore
  const compared = /(?:[!=]==\s*|\.(?:includes|startsWith|endsWith|indexOf)\(\s*)(['"`])((?:(?!\1).)* (?:(?!\1).)*)\1/g;
  const found = sources(['server']).flatMap(({ file, source }) =>
    [...source.matchAll(compared)].filter(([, , text]) => !codes.includes(text)).map(([all]) => `${file}: ${all}`),
  );
  expect(found).toEqual([]);
  expect([..."if (text.includes('not shown')) x".matchAll(compared)]).toHaveLength(1);
  expect([..."text.startsWith('moved to ')".matchAll(compared)]).toHaveLength(1);
});

/** Every text of a module of words, and what its functions return, worded otherwise. */
function reworded(module: Record<string, unknown>, says: (name: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(module).map(([name, value]) => {
      if (!says(name)) return [name, value];
      if (typeof value !== 'function') return [name, otherwise(value)];
      const call = value as (...given: unknown[]) => unknown;
      return [name, (...given: unknown[]) => otherwise(call(...given))];
    }),
  );
}

/** Texts of words get other words; codes, numbers and empty texts stay. */
function otherwise(value: unknown): unknown {
  if (typeof value === 'string')
    return value === ''
      ? ''
      : `¶ ${value.replace(/\{\w+\}|[a-z]+/gi, (word) => (word.startsWith('{') ? word : `${word}o`))}`;
  if (Array.isArray(value)) return value.map(otherwise);
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Map) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name === 'code' || name === 'sen_code' ? part : otherwise(part),
    ]),
  );
}

interface Page {
  readonly asked: string;
  readonly status: number;
  readonly to: string;
  /** The page without its texts: elements, names, values, addresses. */
  readonly parts: string;
}

/** Two months of one school: lists, a meeting, what it agrees, the register and its plans, and who may see what. */
async function story(): Promise<{ pages: Page[]; texts: string[]; record: unknown }> {
  const { testApp, tokenOf, fixtureRunId } = await import('./signed-in.ts');
  const { fixturePupil } = await import('./fixture-run.ts');
  const { pupilKeyOf } = await import('./pupil-key.ts');
  const { openRecord } = await import('../../server/records/open-record.ts');
  let clock = new Date('2026-12-10T09:00:00Z');
  // The same keys of pupils in both worlds.
  const kept = await openRecord({ path: ':memory:' });
  await kept.db
    .insertInto('secret')
    .values({ name: 'pupil-keys', value: '0'.repeat(64) })
    .execute();
  const server = await testApp({ now: () => clock, record: kept });
  const head = await server.signIn('headteacher');
  const seen = new Map<string, string>();
  const stable = (text: string) =>
    text
      .replace(/name="token" value="[^"]*"/g, 'name="token"')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, (found) => {
        if (!seen.has(found)) seen.set(found, `#${seen.size}`);
        return seen.get(found)!;
      });
  const pages: Page[] = [];
  const texts: string[] = [];
  const keep = (
    asked: string,
    answer: { statusCode: number; body: string; headers: { location?: string | undefined } },
  ) => {
    texts.push(answer.body.replace(/<[^>]*>/g, ' '));
    const to = stable(`"${answer.headers.location ?? ''}"`);
    pages.push({
      asked: stable(`"${asked}"`),
      status: answer.statusCode,
      to,
      parts: stable(partsOf(answer.body).replace(/name=token value=\S+/g, 'name=token')),
    });
    return answer;
  };
  const get = async (url: string, cookie = head) => keep(url, await server.app.inject({ url, headers: { cookie } }));
  const post = async (url: string, fields: Record<string, string>, cookie = head) => {
    const token = tokenOf((await server.app.inject({ url: '/account', headers: { cookie } })).body);
    return keep(
      `POST ${url}`,
      await server.app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ token, ...fields }).toString(),
      }),
    );
  };
  const key = (number: number) => pupilKeyOf(server, fixturePupil('Oak Primary', '4K', number));
  const [one, two, three, four, nine] = await Promise.all([1, 2, 3, 4, 9].map(key));
  const texts4 = ['can_do', 'tried', 'agreed', 'who', 'by_when', 'will_see', 'note', 'pupil_says', 'home_says', 'asks', 'asks_by', 'parent_told']; // prettier-ignore
  const empty = Object.fromEntries(texts4.map((name) => [name, '']));
  const form = { run: fixtureRunId, version: '0', considered: 'yes', go: 'stay', ...empty };
  const ofClass = 'school=Oak%20Primary&class=4K';

  for (const url of ['/', `/agenda?${ofClass}`, `/pupils/${one}`, `/pupils/${nine}/why`, `/class-sheet?${ofClass}`, `/targets?${ofClass}`]) await get(url); // prettier-ignore
  for (const url of ['/explore', '/governor?school=Oak%20Primary', '/how', '/people', '/data', '/nowhere']) await get(url); // prettier-ignore
  // What cannot be saved, and what can.
  await post(`/pupils/${one}/discussion`, form);
  await post(`/pupils/${one}/discussion`, { ...form, outcome: 'start-sen-support' });
  await post(`/pupils/${one}/discussion`, { ...form, outcome: 'start-sen-support', parent_told: 'yes' });
  const whole = { ...form, outcome: 'start-sen-support', parent_told: 'yes', asks: 'Ms Khan', agreed: 'small group' };
  await post(`/pupils/${one}/discussion`, whole);
  await post(`/pupils/${one}/discussion`, {
    ...whole,
    version: '0',
    agreed: 'something else',
    outcome: 'keep-watching',
  });
  await post(`/pupils/${two}/discussion`, {
    ...form,
    outcome: 'extra-help',
    agreed: 'reading partner',
    who: 'Ms Khan',
  });
  await post(`/pupils/${two}/undo`, { run: fixtureRunId });
  await post(`/pupils/${three}/discussion`, { ...form, outcome: 'could not discuss, carried over' });
  await post(`/pupils/${three}/discussion`, { ...form, outcome: 'carried-over' });
  await post(`/pupils/${nine}/add`, { run: fixtureRunId, reason: 'quiet lately', source: 'teacher' });
  for (const url of [`/pupils/${one}`, `/pupils/${one}/one`, `/pupils/${two}`, '/actions', `/agenda?${ofClass}`, '/register']) await get(url); // prettier-ignore
  // A meeting in which they come up again.
  clock = new Date('2026-12-17T09:00:00Z');
  await get(`/prepare?${ofClass}`);
  const begun = await post('/meetings', { class: JSON.stringify(['Oak Primary', '4K']), minutes: '30' });
  const meeting = begun.headers.location ?? '';
  await get(meeting);
  await get(`${meeting}/pupils/${four}`);
  await post(`${meeting}/pupils/${four}`, { ...form, outcome: 'change-plan', asks: 'Ms Khan', agreed: 'new partner' });
  await post(`${meeting}/pupils/${two}/park`, {});
  await get(meeting);
  await post(`${meeting}/end`, {});
  await get(`${meeting}/recap`);
  // The register: in, from one status to another, a plan twice without effect, out.
  const entry = { from_on: '2026-12-18', difficulty: 'time to answer', entry_provision: 'small group', decided_by: 'Ms Okafor', told_on: '2026-12-17', told_by: 'Ms Khan', told_how: '' }; // prettier-ignore
  await post(`/register/${one}/entry`, { ...entry, status: 'K', decided_by: '' });
  await post(`/register/${one}/entry`, { ...entry, status: 'K' });
  await post(`/register/${one}/entry`, { ...entry, status: 'E', from_on: '2027-01-18' });
  await post(`/register/${one}/needs`, { need_1: 'SPCN', need_2: '', need_3: '', note_1: '', note_2: '', note_3: '' });
  for (const effect of ['not yet', 'not yet']) {
    await post(`/register/${one}/plan`, { start_on: '2026-12-18', review_on: '2027-03-18', hoped_for: 'reads on', plan_provision: 'partner' }); // prettier-ignore
    const page = await get(`/plans/${one}`);
    const plan = /name="plan" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    await post(`/register/${one}/review`, { plan, effect, reviewed_on: '2027-03-18', came_of_it: 'some', review_pupil_says: 'ok', review_home_says: 'ok' }); // prettier-ignore
  }
  await get(`/register/${one}`);
  const leaving = { left_because: 'moved to Elm', left_on: '2027-04-01', left_told_on: '2027-03-30', left_told_by: 'Ms Khan', watch_until: '2027-07-01' }; // prettier-ignore
  await post(`/register/${one}/leave`, leaving);
  for (const url of [`/register/${one}`, '/register', `/pupils/${one}/case-story`, `/pupils/${two}/family-sheet`]) await get(url); // prettier-ignore
  // Who may see what.
  const lead = await server.signIn('trust-lead');
  for (const url of [`/agenda?${ofClass}`, `/pupils/${one}`, '/governor']) await get(url, lead);
  await post('/names', { school: 'Oak Primary', purpose: 'planning reading support' }, lead);
  for (const url of [`/agenda?${ofClass}`, `/pupils/${one}`, '/register']) await get(url, lead);
  for (const url of ['/', `/agenda?${ofClass}`, '/people']) await get(url, await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '5K']] })); // prettier-ignore

  // Views that wait to be written are written now.
  await server.app.close();
  const tables = ['discussion', 'discussion_version', 'added_pupil', 'meeting', 'meeting_pupil', 'register_entry', 'pupil_need', 'support_plan', 'monitored', 'audit'] as const; // prettier-ignore
  const rows = await Promise.all(tables.map((table) => server.record.db.selectFrom(table).selectAll().execute()));
  const record = withoutMoments(JSON.parse(stable(JSON.stringify(rows)))) as object[][];
  // Views are written together every half second: their place among the entries is the machine's.
  const audited = record.at(-1)!.map((entry) => JSON.stringify({ ...entry, entry: '', hash: '' }));
  return { pages, texts, record: [...record.slice(0, -1), audited.toSorted()] };
}

/** Elements with what decides where they lead and what they send; what is only read out or shown is left away. */
function partsOf(page: string): string {
  return [...page.matchAll(/<(\/?[a-z0-9]+)([^>]*)>/gi)]
    .map(([, element, rest]) => {
      const kept = [...rest.matchAll(/\b(id|name|href|action|method|type|class|value|checked|selected|required|for|src)(?:="([^"]*)")?/g)]; // prettier-ignore
      return `${element} ${kept.map(([, name, value]) => `${name}=${value ?? ''}`).join(' ')}`;
    })
    .join('\n');
}

/** Moments that come from the machine's clock, and evidence, which holds the run's own sentences. */
function withoutMoments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMoments);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, /(^|_)at$/.test(name) ? '' : withoutMoments(part)]),
  );
}
