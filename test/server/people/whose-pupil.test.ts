import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addPerson } from '../../../server/people/people.ts';
import type { Role } from '../../../server/people/permissions.ts';
import { discussionsOfPupil } from '../../../server/records/discussions/discussions.ts';
import { openRecord } from '../../../server/records/open-record.ts';
import { provisionOfPupils } from '../../../server/records/provision/provision-of-pupils.ts';
import { runningPlans } from '../../../server/records/register/running-plans.ts';
import { transfers } from '../../../server/records/transfers/transfers.ts';
import { rollOfRuns } from '../../../server/runs/roll-of-runs.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { runsInMemory, testApp, tokenOf, type TestApp } from '../signed-in.ts';
import { addresses, requestOf, routesForgotten, withPupils, type Address, type Target } from './addresses.ts';
import {
  allWhose,
  ash,
  fir,
  holderOf,
  markedRuns,
  oak,
  runIds,
  whose,
  wordIn,
  writeMarked,
  type Whose,
} from './marked-schools.ts';
import { recordRows, type OwnedRow } from './record-rows.ts';

/*
 * The third axis of the matrix: whose pupil. Every route by every method is asked by every role about pupils within reach and out
 * of it; no answer holds a word that was written of a pupil out of reach, and no row of theirs is another afterwards.
 */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

interface Reader {
  readonly name: string;
  readonly role: Role;
  /** Null: every school, without names. */
  readonly school: string | null;
  readonly class?: string;
  /** A trust lead who said why they need the names of Oak. */
  readonly purpose?: true;
}

const readers: readonly Reader[] = [
  { name: 'teacher of Oak 4K', role: 'teacher', school: oak, class: '4K' },
  { name: 'SENCO of Oak', role: 'senco', school: oak },
  { name: 'headteacher of Oak', role: 'headteacher', school: oak },
  { name: 'headteacher of Ash', role: 'headteacher', school: ash },
  { name: 'headteacher of Fir', role: 'headteacher', school: fir },
  { name: 'data manager of Oak', role: 'data-manager', school: oak },
  { name: 'governor of Oak', role: 'governor', school: oak },
  { name: 'trust lead', role: 'trust-lead', school: null },
  { name: 'trust lead with a purpose', role: 'trust-lead', school: null, purpose: true },
  { name: 'auditor', role: 'auditor', school: null },
];
/** What a purpose opens: the results, not what people wrote. */
const forPurpose: ReadonlySet<string> = new Set(['forename', 'surname', 'sentence']);
const changesPurpose: ReadonlySet<string> = new Set(['POST /names', 'POST /names/stop', 'GET /sign-out']);

let server: TestApp;
let targets: Record<Whose, Target>;
const signedIn = new Map<Reader, { cookie: string; token: string }>();
/** Words that were told to somebody who may read them: a matrix of empty pages would prove nothing. */
const told = new Set<string>();

beforeAll(async () => {
  const record = await openRecord({ path: ':memory:' });
  await writeMarked(record);
  for (const school of [oak, ash, fir, 'Elm Primary'])
    await addPerson(record, { name: 'Ms Roe', role: 'teacher', school }, `of-${school.slice(0, 3).toLowerCase()}`);
  const runs = markedRuns();
  server = await testApp({ record, runs: runsInMemory(...runs) }, { ...runs[0].content, tables: noPupils(runs[0]) });
  for (const reader of readers) {
    const cookie = await signIn(reader);
    signedIn.set(reader, { cookie, token: tokenOf((await get('/sign-out', cookie)).body) });
  }
  targets = Object.fromEntries(
    await Promise.all(allWhose.map(async (tag) => [tag, await targetOf(tag)] as const)),
  ) as typeof targets;
  // Rolls are taken once, by whichever page asks first: no change of that page's.
  await rollOfRuns(server.app);
});
afterAll(() => server.app.close());

/** The names are in the record already. */
function noPupils({ content }: ReturnType<typeof markedRuns>[number]) {
  const { agenda } = content.tables;
  const empty = Object.fromEntries(
    Object.entries(agenda.columns).map(([name, column]) => [name, { ...column, values: [] }]),
  );
  return { ...content.tables, agenda: { ...agenda, rows: 0, columns: empty as unknown as typeof agenda.columns } };
}

async function signIn({ role, school, class: className, purpose }: Reader): Promise<string> {
  const classes = className === undefined ? [] : [[school!, className] as const];
  const cookie = await server.signIn(role, { ...(school === null ? {} : { school }), classes });
  if (purpose)
    await server.app.inject({
      method: 'POST',
      url: '/names',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        token: tokenOf((await get('/names', cookie)).body),
        school: oak,
        purpose: 'planning reading support',
      }).toString(),
    });
  return cookie;
}

function get(url: string, cookie: string) {
  return server.app.inject({ url, headers: { cookie } });
}

async function targetOf(tag: Whose): Promise<Target> {
  const { record } = server;
  const { class: className, run, ...pupil } = whose[tag];
  const nothing = '3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f';
  const meeting = await record.db
    .selectFrom('meeting')
    .select('meeting_id')
    .where('school', '=', pupil.school)
    .where('class', '=', className)
    .executeTakeFirstOrThrow();
  const move = (await transfers(record, pupil.school)).find((one) => one.pupil_id === pupil.pupilId);
  return {
    school: pupil.school,
    class: className,
    run,
    toWithdraw: run,
    key: await pupilKeyOf(server, pupil.pupilId),
    unlisted: await pupilKeyOf(server, pupil.pupilId),
    meeting: meeting.meeting_id,
    discussion: (await discussionsOfPupil(record, pupil))[0].discussion_id,
    provision: (await provisionOfPupils(record, pupil)).at(0)?.provision.provision_id ?? nothing,
    plan: (await runningPlans(record, [pupil])).at(0)?.plan_id ?? nothing,
    transfer: move?.transfer_id ?? nothing,
    person: `of-${pupil.school.slice(0, 3).toLowerCase()}`,
  };
}

function reaches(reader: Reader, { school, class: className }: { school: string; class: string }): boolean {
  if (!withPupils.includes(reader.role)) return false;
  return school === reader.school && (reader.class === undefined || reader.class === className);
}

function mayRead(reader: Reader, tag: Whose, field: string): boolean {
  const holder = holderOf(tag, field);
  if (reader.purpose) return holder.school === oak && forPurpose.has(field);
  // A name goes with the pupil to where nobody knew it.
  return reaches(reader, holder);
}

/** Everything an answer tells: its body, workbooks as their cells, its headers. */
async function textOf(answer: Awaited<ReturnType<typeof get>>): Promise<string> {
  const type = answer.headers['content-type'] ?? '';
  const body = /spreadsheet/.test(type) ? JSON.stringify((await readXlsx(answer.rawPayload)).sheets) : answer.body;
  return `${JSON.stringify(answer.headers)}\n${body}`;
}

/** Asks, and says which words of pupils out of reach came back; [] is right. */
async function leaksOf(reader: Reader, address: Address, to: Target, more = ''): Promise<string[]> {
  const request = requestOf(address, to, signedIn.get(reader)!);
  const url = more === '' ? request.url : `${request.url}${request.url.includes('?') ? '&' : '?'}${more}`;
  const answer = await server.app.inject({ ...request, url });
  const asked = `${reader.name}: ${address.method} ${url}`;
  expect(answer.statusCode, asked).toBeLessThan(500);
  if (!address.roles.includes(reader.role) && !reader.purpose) expect(answer.statusCode, asked).toBe(403);
  const words = [...(await textOf(answer)).matchAll(wordIn)];
  for (const [, tag, field] of words) if (mayRead(reader, tag as Whose, field)) told.add(`${tag} ${field}`);
  const leaked = words.filter(([, tag, field]) => !mayRead(reader, tag as Whose, field)).map(([text]) => text);
  return [...new Set(leaked)].map((text) => `${asked} (${answer.statusCode}): ${text}`);
}

/** Rows that a reader may not have changed: all, for whoever writes nothing of pupils. */
async function outOfReach(reader: Reader): Promise<string[]> {
  const own = ({ school, class: className }: OwnedRow) =>
    reaches(reader, { school, class: className === '' ? (reader.class ?? '') : className });
  return (await recordRows(server.record)).filter((row) => !own(row)).map(({ text }) => text);
}

test('no route is without an expectation', () => {
  expect(routesForgotten(server.app)).toEqual([]);
});

const others = addresses.filter(({ method, route }) => !changesPurpose.has(`${method} ${route}`));

describe.each(others.filter(({ method }) => method === 'GET'))('GET $route', (address) => {
  test.each(readers)('tells $name nothing of a pupil out of reach', async (reader) => {
    const asked = new Set<string>();
    const leaks: string[] = [];
    for (const tag of allWhose) {
      const to = targets[tag];
      for (const more of ['', `run=${to.run}&saved=${to.key}`, `run=${runIds.firDraft}`]) {
        const url = `${address.url(to)} ${more}`;
        if (asked.has(url)) continue;
        asked.add(url);
        leaks.push(...(await leaksOf(reader, address, to, more)));
      }
      if (!address.roles.includes(reader.role) && !reader.purpose) break;
    }
    expect(leaks).toEqual([]);
  });
});

describe.each(others.filter(({ method }) => method === 'POST'))('POST $route', (address) => {
  test.each(readers)('lets $name change and read nothing of a pupil out of reach', async (reader) => {
    const before = await outOfReach(reader);
    const leaks: string[] = [];
    for (const tag of allWhose) {
      const to = targets[tag];
      // A school's own release may be withdrawn; everybody's words are still to be looked for.
      const own = { ...to, toWithdraw: to.school === reader.school ? '2020-01-01-000000000000' : to.run };
      leaks.push(...(await leaksOf(reader, address, own)));
      // Somebody else's pupil at one's own place, and in one's own run.
      const home = targets[reader.school === fir ? 'collides' : reader.school === ash ? 'wentout' : 'own'];
      const { meeting, run } = home;
      if (address.roles.includes(reader.role))
        leaks.push(
          ...(await leaksOf(reader, address, { ...own, meeting, run })),
          ...(await leaksOf(reader, address, { ...own, key: home.key, unlisted: home.unlisted })),
        );
      else break;
    }
    expect(leaks).toEqual([]);
    expect(await outOfReach(reader)).toEqual(before);
  });
});

test('what anybody may read was told to somebody, so that silence means something', () => {
  const fields = (tag: Whose) => [...told].filter((one) => one.startsWith(`${tag} `)).map((one) => one.split(' ')[1]);
  for (const tag of ['own', 'mate', 'collides'] as const)
    expect(fields(tag), tag).toEqual(expect.arrayContaining(['forename', 'sentence', 'note', 'difficulty', 'hoped']));
  expect(fields('cameinbefore')).toEqual(expect.arrayContaining(['difficulty', 'hoped', 'note']));
  expect(fields('own').length, fields('own').join(' ')).toBeGreaterThanOrEqual(25);
});
