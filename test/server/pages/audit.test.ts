import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit, auditAll } from '../../../server/records/audit.ts';
import { addPerson } from '../../../server/people/people.ts';
import { fixtureNames, fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ schools: ['Elm Primary', 'Oak Primary'] }));
});
afterAll(() => server.app.close());

let head: Visitor;
beforeEach(async () => {
  head = visitor(server.app, { cookie: await server.signIn('headteacher') });
});

/** What is in the audit by the moment that the answers are there. */
async function since<Result>(act: () => Promise<Result>) {
  const last = await server.record.db.selectFrom('audit').select('entry').orderBy('entry', 'desc').executeTakeFirst();
  await act();
  const rows = await server.record.db
    .selectFrom('audit')
    .selectAll()
    .where('entry', '>', last?.entry ?? 0)
    .orderBy('entry')
    .execute();
  return rows.map((row) => ({
    action: row.action,
    object: row.object,
    school: row.school,
    ...(JSON.parse(row.detail) as object),
  }));
}

const place = 'school=Oak%20Primary&class=4K';

describe('every page about pupils that is opened', () => {
  test('is in the audit: the pupil by identifier, the list by class; a picture is a part of its page', async () => {
    const pupil = fixturePupil('Oak Primary', '4K', 1);
    const key = await pupilKeyOf(server, pupil);
    const rows = await since(async () => {
      await head.get(`/pupils/${key}`);
      await head.get(`/pupils/${key}/picture?subject=reading`);
      await head.get(`/pupils/${key}/why`);
      await head.get(`/class-sheet?${place}`);
      await head.get('/how');
    });
    expect(rows).toEqual(
      [
        { action: 'see-pupil', object: pupil, school: 'Oak Primary', page: '/pupils/:key' },
        { action: 'see-pupil', object: pupil, school: 'Oak Primary', page: '/pupils/:key/why' },
        {
          action: 'see-list',
          object: '/class-sheet',
          school: 'Oak Primary',
          page: '/class-sheet',
          class: '4K',
        },
      ].map((row) => expect.objectContaining(row) as unknown),
    );
  });

  test('twice within five minutes is one view, by somebody else another', async () => {
    const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 2));
    const other = visitor(server.app, { cookie: await server.signIn('senco') });
    const rows = await since(async () => {
      for (const one of [head, head, other]) await one.get(`/pupils/${key}`);
    });
    expect(rows.filter(({ action }) => action === 'see-pupil')).toHaveLength(2);
  });

  test('and every one that is refused: a pupil of another class, a page of another role, a guessed run', async () => {
    const teacher = visitor(server.app, {
      cookie: await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '4K']] }),
    });
    const elsewhere = fixturePupil('Oak Primary', '4J', 1);
    const key = await pupilKeyOf(server, elsewhere);
    const rows = await since(async () => {
      await teacher.get(`/pupils/${key}`);
      await teacher.get('/audit');
      await teacher.get(`/agenda?${place}&run=2026-12-04-aaaaaaaaaaaa`);
    });
    expect(rows).toEqual([
      { action: 'refused', object: elsewhere, school: 'Oak Primary', page: '/pupils/:key' },
      { action: 'refused', object: '/audit', school: 'Oak Primary', page: '/audit' },
      { action: 'refused', object: '/agenda', school: 'Oak Primary', page: '/agenda', class: '4K' },
    ]);
  });

  test('but not what merely went wrong: a form too old, a page that is not there', async () => {
    const rows = await since(async () => {
      const { status } = await head.get('/pupils/0000000000000000x');
      expect(status).toBe(400);
      expect((await head.get('/nowhere')).status).toBe(404);
      const answer = await server.app.inject({
        method: 'POST',
        url: '/people',
        headers: { cookie: head.cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'token=old',
      });
      expect(answer.statusCode).toBe(403);
    });
    expect(rows).toEqual([]);
  });

  test('is shown to nobody while that cannot be written, and again as soon as it can', async () => {
    const faults: unknown[] = [];
    const own = await testApp({ onFault: (_fault, route) => faults.push(route) });
    const senco = visitor(own.app, { cookie: await own.signIn('senco') });
    const key = await pupilKeyOf(own, fixturePupil('Oak Primary', '4K', 1));
    await sql`alter table audit rename to away`.execute(own.record.db);
    for (const url of [`/pupils/${key}`, `/pupils/${key}`, `/agenda?${place}`]) {
      const refused = await senco.get(url);
      expect(refused.status).toBe(503);
      expect(refused.body).toContain('Pages about pupils cannot be shown at the moment');
      for (const [forename, surname] of fixtureNames.slice(0, 4)) {
        expect(refused.body).not.toContain(forename);
        expect(refused.body).not.toContain(surname);
      }
    }
    expect(faults).toEqual(['audit', 'audit', 'audit']);
    expect((await senco.get('/how')).status).toBe(200);
    await sql`alter table away rename to audit`.execute(own.record.db);
    expect((await senco.get(`/pupils/${key}`)).status).toBe(200);
    const rows = await own.record.db.selectFrom('audit').select('object').where('action', '=', 'see-pupil').execute();
    expect(rows).toHaveLength(1);
    await own.app.close();
  });

  test('and a refusal that cannot be written is one all the same, and is written with the next', async () => {
    const own = await testApp();
    const governor = visitor(own.app, { cookie: await own.signIn('governor') });
    await sql`alter table audit rename to away`.execute(own.record.db);
    expect((await governor.get('/people')).status).toBe(403);
    expect((await governor.get('/audit')).status).toBe(403);
    await sql`alter table away rename to audit`.execute(own.record.db);
    const refused = own.record.db.selectFrom('audit').select('object').where('action', '=', 'refused');
    expect((await governor.get(`/agenda?${place}`)).status).toBe(403);
    expect((await refused.execute()).map(({ object }) => object)).toEqual(['/people', '/audit', '/agenda']);
    await sql`alter table audit rename to away`.execute(own.record.db);
    await governor.get('/register');
    await sql`alter table away rename to audit`.execute(own.record.db);
    await own.app.close();
    expect(await refused.execute()).toContainEqual({ object: '/register' });
  });
});

test('a save, an export and a search are in the audit, and no name of a pupil is', async () => {
  const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 3));
  const rows = await since(async () => {
    await head.get(`/agenda.csv?${place}`);
    await head.send('/find', { name: 'Amira' }, '/');
    await head.get(`/pupils/${key}`);
  });
  expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['export-list', 'see-pupil']));
  const all = JSON.stringify(await server.record.db.selectFrom('audit').selectAll().execute());
  for (const [forename, surname] of fixtureNames)
    expect(all).not.toMatch(new RegExp(`\\b(${plain(forename)}|${plain(surname)})\\b`));
});

/** A name as part of a pattern. */
function plain(name: string): string {
  return name.replace(/[^\p{L}]/gu, '.');
}

describe('the Audit page', () => {
  test('shows the newest first, fifty at a time, each once', async () => {
    const personId = await addPerson(server.record, { name: 'Ms Page', role: 'senco' });
    for (let place = 0; place < 120; place += 1)
      await audit(server.record, { personId, action: 'counted', object: `number-${place}` });
    const seen: string[] = [];
    let url = `/audit?person=${personId}`;
    for (let page = 0; page < 3; page += 1) {
      const { body } = await head.get(url);
      seen.push(...[...body.matchAll(/number-(\d+)</g)].map((match) => match[1]));
      url = /href="([^"]+)"\s*>Earlier entries/.exec(body)?.[1].replaceAll('&amp;', '&') ?? '';
    }
    expect(url).toBe('');
    expect(seen).toEqual(Array.from({ length: 120 }, (_, place) => String(119 - place)));
  });

  test('is narrowed by person, action, what it was about, and days', async () => {
    const personId = await addPerson(server.record, { name: 'Ms Filter', role: 'senco' });
    const rows = async (query: string) =>
      [...(await head.get(`/audit?${query}`)).body.matchAll(/<time datetime/g)].length;
    for (const [action, object] of [
      ['one-thing', 'a'],
      ['one-thing', 'b'],
      ['another-thing', 'b'],
    ])
      await audit(server.record, { personId, action, object });
    const today = new Date().toISOString().slice(0, 10);
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    expect(await rows(`person=${personId}`)).toBe(3);
    expect(await rows(`person=${personId}&action=one-thing`)).toBe(2);
    expect(await rows(`person=${personId}&object=b`)).toBe(2);
    expect(await rows(`person=${personId}&from=${today}&until=${today}&action=`)).toBe(3);
    expect(await rows(`person=${personId}&from=${day(1)}`)).toBe(0);
    expect(await rows(`person=${personId}&until=${day(-1)}`)).toBe(0);
    expect((await head.get('/audit?from=yesterday')).status).toBe(400);
    const { body } = await head.get(`/audit?person=${personId}&action=one-thing`);
    expect(body).toContain('Ms Filter');
    expect(body).toContain('one thing');
    expect(body).toMatch(/<option value="one-thing"\s+selected/);
  });

  test('goes out as CSV that no spreadsheet runs, and that is an entry too', async () => {
    const personId = await addPerson(server.record, { name: 'Ms Sheet', role: 'senco' });
    await audit(server.record, { personId, action: 'written', object: '=1+1', detail: { why: '@SUM(A1)' } });
    const { body, status } = await head.get(`/audit.csv?person=${personId}`);
    expect(status).toBe(200);
    const [header, row] = body.replace(/^\u{FEFF}/u, '').split('\r\n');
    expect(header).toBe('Entry,Time (UTC),Person,Action,Object,School,Detail');
    expect(row).toMatch(/^\d+,\d{4}-\d\d-\d\dT[\d:.]+Z,[0-9a-f-]{36},written,'=1\+1,,"\{""why"":""@SUM\(A1\)""\}"$/);
    const taken = await since(() => head.get(`/audit.csv?person=${personId}`));
    expect(taken).toContainEqual({
      action: 'export-audit',
      object: 'audit',
      school: null,
      'up to entry': expect.any(Number) as unknown,
      'of person': personId,
      'of action': '',
      about: '',
      from: '',
      until: '',
    });
  });

  test('goes out whole, however long it is, and no faster than it is taken', async () => {
    const own = await testApp();
    const { db } = own.record;
    const address = await own.app.listen({ host: '127.0.0.1', port: 0 });
    const auditor = await own.signIn('auditor');
    const [first] = await db.selectFrom('audit').select('entry').orderBy('entry').execute();
    // More than were sent at all before, and more bytes than any connection holds on its way.
    await sql`
      with recursive number (n) as (select 1 union all select n + 1 from number where n < 110000)
      insert into audit (at, action, object, detail)
      select '2026-12-10', 'written', 'number ' || n, json_object('why', printf('%.300c', 'x')) from number`.execute(
      db,
    );
    const sockets: Socket[] = [];
    own.app.server.on('connection', (socket) => sockets.push(socket));
    const [answer] = (await once(get(`${address}/audit.csv`, { headers: { cookie: auditor } }), 'response')) as [
      IncomingMessage,
    ];
    await once(answer, 'readable');
    await new Promise((paused) => setTimeout(paused, 1000));
    // What waits for a slow reader is some pages of the audit, not all of its 40 MB.
    expect(sockets[0].writableLength).toBeLessThan(2_000_000);
    expect(sockets[0].bytesWritten).toBeLessThan(20_000_000);
    const lines = (await text(answer)).split('\r\n');
    expect(lines.length).toBeGreaterThan(110_000);
    expect(lines.at(-1)).toBe('');
    expect(lines[1]).toContain('number 110000,');
    expect(lines.at(-2)).toMatch(new RegExp(`^${first.entry},`));
    const numbers = lines.slice(1, -1).map((line) => Number(line.slice(0, line.indexOf(','))));
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, place) => numbers[0] - place));
    await own.app.close();
  }, 120_000);

  test('shows a headteacher of one school what was done there, and nothing of another', async () => {
    const own = visitor(server.app, { cookie: await server.signIn('headteacher', { school: 'Oak Primary' }) });
    const [oak, elm] = await Promise.all(
      ['Oak Primary', 'Elm Primary'].map((school) =>
        addPerson(server.record, { name: `Of ${school}`, role: 'senco', school }),
      ),
    );
    await audit(server.record, { personId: oak, action: 'done-at-oak', object: 'x' });
    await audit(server.record, { personId: elm, action: 'done-at-elm', object: 'x' });
    await audit(server.record, { personId: null, action: 'tried-at-oak', object: oak });
    await audit(server.record, { personId: null, action: 'tried-at-elm', object: elm });
    const { body } = await own.get('/audit');
    expect(body).toMatch(/done at oak/);
    expect(body).toMatch(/tried at oak/);
    expect(body).not.toMatch(/at elm|at-elm|Of Elm/);
    const csv = (await own.get('/audit.csv')).body;
    expect(csv).toContain('done-at-oak');
    expect(csv).not.toContain('at-elm');
    expect((await own.get(`/audit?person=${elm}`)).body).toContain('Nothing fits this choice.');
  });

  test('cannot be changed: the record refuses', async () => {
    await audit(server.record, { personId: null, action: 'kept', object: 'x' });
    await expect(server.record.db.deleteFrom('audit').execute()).rejects.toThrow('append-only');
    await expect(server.record.db.updateTable('audit').set({ action: 'x' }).execute()).rejects.toThrow('append-only');
  });
});

test('auditAll(record, entries) writes all of them or none', async () => {
  const own = await testApp();
  await sql`create trigger refused before insert on audit when new.object = 'last' begin select raise(abort, 'full'); end`.execute(
    own.record.db,
  );
  const entries = Array.from({ length: 500 }, (_, at) => ({
    personId: null,
    action: 'many',
    object: at === 499 ? 'last' : `number ${at}`,
  }));
  const written = () => own.record.db.selectFrom('audit').select('entry').where('action', '=', 'many').execute();
  await expect(auditAll(own.record, entries)).rejects.toThrow('full');
  expect(await written()).toHaveLength(0);
  await auditAll(own.record, entries.slice(0, 499));
  expect(await written()).toHaveLength(499);
  await own.app.close();
});
