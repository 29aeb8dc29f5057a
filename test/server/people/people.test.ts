import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPerson, localPerson } from '../../../server/people/people.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ schools: ['Elm Primary', 'Oak Primary'] }));
});
afterAll(() => server.app.close());

let head: Visitor;
let turn = 0;
beforeEach(async () => {
  head = visitor(server.app, { cookie: await server.signIn('headteacher') });
  turn += 1;
});

const details = (own: Partial<Record<'name' | 'role' | 'school' | 'signInName' | 'address', string>> = {}) => ({
  name: 'Ms Khan',
  role: 'teacher',
  school: 'Oak Primary',
  signInName: `khan${turn}`,
  address: '',
  ...own,
});

/** Adds a person by the page’s form and says their address. */
async function added(own: Parameters<typeof details>[0] = {}, by = head): Promise<string> {
  const { status, location } = await by.send('/people', details(own), '/people/new');
  expect(status).toBe(303);
  return location;
}

const versionOf = (page: string) => /name="version"\s+value="(\d+)"/.exec(page)![1];

async function step(by: Visitor, url: string, name: string) {
  const { body } = await by.get(url);
  return by.send(`${url}/steps`, { version: versionOf(body), step: name }, url);
}

async function teach(by: Visitor, url: string, form: Record<string, string>, version?: string) {
  const seen = version ?? versionOf((await by.get(url)).body);
  return by.send(`${url}/classes`, { version: seen, school: 'Oak Primary', class: '4K', until: '', ...form }, url);
}

const entries = (object: string) =>
  server.record.db.selectFrom('audit').selectAll().where('object', '=', object).orderBy('entry').execute();

describe('a new person', () => {
  test('is added, gets a class and a link, chooses a passphrase and sees the pupils of that class only', async () => {
    const url = await added();
    expect((await head.get('/people')).body).toContain('nothing yet: make a link');
    expect((await teach(head, url, { from: '2026-09-01' })).status).toBe(303);
    const page = (await step(head, url, 'link')).body;
    const link = /value="http:\/\/localhost(?::\d+)?(\/sign-in\/[\w-]+)"/.exec(page)![1];
    expect((await head.get(url)).body).not.toContain(link);
    const own = visitor(server.app);
    expect((await own.send(link, { passphrase: 'ten past four', again: 'ten past four' })).status).toBe(303);
    const pupil = async (school: string, name: string) =>
      (await own.get(`/pupils/${await pupilKeyOf(server, fixturePupil(school, name, 1))}`)).status;
    expect([
      await pupil('Oak Primary', '4K'),
      await pupil('Oak Primary', '4J'),
      await pupil('Elm Primary', '4K'),
    ]).toEqual([200, 404, 404]);
    expect((await own.get('/people')).status).toBe(403);
    const personId = url.slice('/people/'.length);
    expect((await entries(personId)).map(({ action }) => action)).toEqual([
      'person-added',
      'class-given',
      'link-made',
      'passphrase-chosen',
    ]);
  });

  test('is not added with anything left out or given twice, and what was typed stays', async () => {
    await added();
    const wrong = await head.send('/people', details({ name: '  ', school: '', address: 'no-at-sign' }), '/people/new');
    expect(wrong.status).toBe(422);
    for (const words of [
      'Write the name that colleagues know.',
      'Choose the school, or every school.',
      'Somebody has this sign-in name already.',
      'Write the whole address, with the @.',
      `value="khan${turn}"`,
    ])
      expect(wrong.body).toContain(words);
    const upper = await head.send('/people', details({ signInName: `KHAN${turn}` }), '/people/new');
    expect(upper.body).toContain('Somebody has this sign-in name already.');
  });

  test('with markup for a name is shown as text', async () => {
    const url = await added({ name: '<b>Bold</b> "Khan"' });
    expect((await head.get(url)).body).toContain('&lt;b&gt;Bold&lt;/b&gt; &quot;Khan&quot;');
    expect((await head.get('/people')).body).not.toContain('<b>Bold');
  });
});

describe('changing a person', () => {
  test('counts from the next page on', async () => {
    const url = await added();
    const page = (await head.get(url)).body;
    const link = /value="http:\/\/localhost(?::\d+)?(\/sign-in\/[\w-]+)"/.exec(
      (await step(head, url, 'link')).body,
    )![1];
    const own = visitor(server.app);
    await own.send(link, { passphrase: 'ten past four', again: 'ten past four' });
    expect((await own.get('/explore')).status).toBe(403);
    const saved = await head.send(url, { ...details({ role: 'senco' }), version: versionOf(page) }, url);
    expect(saved.status).toBe(303);
    expect((await own.get('/explore')).status).toBe(200);
    const [, , , changed] = await entries(url.slice('/people/'.length));
    expect(JSON.parse(changed.detail)).toEqual({ role: 'teacher → senco' });
  });

  test('by two at once loses nothing: the second is told, and changes nothing', async () => {
    const url = await added();
    const version = versionOf((await head.get(url)).body);
    const other = visitor(server.app, { cookie: await server.signIn('headteacher') });
    expect((await other.send(url, { ...details({ role: 'senco' }), version }, url)).status).toBe(303);
    for (const answer of [
      await head.send(url, { ...details({ role: 'governor' }), version }, url),
      await teach(head, url, { from: '2026-09-01' }, version),
      await head.send(`${url}/steps`, { version, step: 'disable' }, url),
    ])
      expect([answer.status, answer.body.includes('Somebody else changed this meanwhile')]).toEqual([409, true]);
    expect((await head.get('/people')).body).toMatch(/Ms Khan[\s\S]*SENCO/);
    expect(await entries(url.slice('/people/'.length))).toHaveLength(2);
  });

  test('to another address takes the tie to the old account away; the same address keeps it', async () => {
    const url = await added({ address: `khan${turn}@oak.example` });
    const personId = url.slice('/people/'.length);
    const tie = (oidc_subject: string) =>
      server.record.db.updateTable('person').set({ oidc_subject }).where('person_id', '=', personId).execute();
    const tied = async () =>
      (
        await server.record.db
          .selectFrom('person')
          .select('oidc_subject')
          .where('person_id', '=', personId)
          .executeTakeFirstOrThrow()
      ).oidc_subject;
    const save = async (address: string) =>
      head.send(url, { ...details({ address }), version: versionOf((await head.get(url)).body) }, url);
    await tie(`issuer sub${turn}`);
    await save(`KHAN${turn}@oak.example`);
    expect(await tied()).toBe(`issuer sub${turn}`);
    await save(`other${turn}@oak.example`);
    expect(await tied()).toBeNull();
  });

  test('disabling ends every session and link at once; enabling lets them in again', async () => {
    const url = await added();
    const linkOf = (body: string) => /value="http:\/\/localhost(?::\d+)?(\/sign-in\/[\w-]+)"/.exec(body)![1];
    const own = visitor(server.app);
    await own.send(linkOf((await step(head, url, 'link')).body), {
      passphrase: 'ten past four',
      again: 'ten past four',
    });
    const unused = linkOf((await step(head, url, 'link')).body);
    expect((await step(head, url, 'disable')).status).toBe(303);
    expect((await own.get('/')).status).toBe(401);
    expect((await visitor(server.app).get(unused)).status).toBe(401);
    expect((await step(head, url, 'link')).status).toBe(400);
    const form = { name: `khan${turn}`, passphrase: 'ten past four', to: '/' };
    expect((await visitor(server.app).send('/sign-in', form)).status).toBe(422);
    expect((await step(head, url, 'enable')).status).toBe(303);
    expect((await own.get('/')).status).toBe(401);
    expect((await visitor(server.app).send('/sign-in', form)).status).toBe(303);
  });

  test('signing out everywhere ends sessions and keeps the person', async () => {
    const url = await added();
    const link = /value="http:\/\/localhost(?::\d+)?(\/sign-in\/[\w-]+)"/.exec(
      (await step(head, url, 'link')).body,
    )![1];
    const own = visitor(server.app);
    await own.send(link, { passphrase: 'ten past four', again: 'ten past four' });
    await step(head, url, 'sign-out');
    expect((await own.get('/')).status).toBe(401);
    expect((await head.get('/people')).body).toContain(`Ms Khan`);
  });
});

describe('classes', () => {
  test('are given for days: cover begins and ends by itself', async () => {
    const url = await added();
    const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
    const link = /value="http:\/\/localhost(?::\d+)?(\/sign-in\/[\w-]+)"/.exec(
      (await step(head, url, 'link')).body,
    )![1];
    const own = visitor(server.app);
    await own.send(link, { passphrase: 'ten past four', again: 'ten past four' });
    const seen = async () => (await own.get(`/pupils/${key}`)).status;
    // today is 10 December 2026 for the application under test
    await teach(head, url, { from: '2026-12-11', until: '2026-12-12' });
    expect(await seen()).toBe(404);
    await teach(head, url, { from: '2026-12-09', until: '2026-12-10' });
    expect(await seen()).toBe(200);
    await teach(head, url, { from: '2026-12-09', until: '2026-12-09' });
    expect(await seen()).toBe(404);
    await teach(head, url, { from: '2026-12-09' });
    expect(await seen()).toBe(200);
    await teach(head, url, { from: '2026-12-09', remove: 'yes' });
    expect(await seen()).toBe(404);
  });

  test.each([
    [{ from: '' }, 'Write the first day'],
    [{ from: '2026-02-30' }, 'Write the first day'],
    [{ from: '2026-09-01', until: '2026-08-31' }, 'The last day is before the first.'],
    [{ from: '2026-09-01', class: ' ' }, 'Choose the school and write the class'],
  ])('are not given with %j', async (form, words) => {
    const url = await added();
    const answer = await teach(head, url, form);
    expect([answer.status, answer.body.includes(words)]).toEqual([422, true]);
    expect(
      await server.record.db
        .selectFrom('person_class')
        .selectAll()
        .where('person_id', '=', url.slice('/people/'.length))
        .execute(),
    ).toEqual([]);
  });
});

describe('nobody is locked out', () => {
  test('the local account keeps its role and cannot be disabled; nor can anybody’s own', async () => {
    const local = `/people/${await localPerson(server.record)}`;
    const [{ person_id: self }] = await server.record.db
      .selectFrom('person')
      .select('person_id')
      .where('role', '=', 'headteacher')
      .orderBy('created_at', 'desc')
      .limit(1)
      .execute();
    for (const url of [local, `/people/${self}`]) {
      const page = (await head.get(url)).body;
      expect(page).not.toContain('End access');
      expect((await step(head, url, 'disable')).status, url).toBe(400);
      const form = { ...details({ role: 'teacher', signInName: '' }), version: versionOf(page) };
      expect((await head.send(url, form, url)).status, url).toBe(400);
    }
    const named = { ...details({ name: 'Mrs Osei', role: 'headteacher', school: '*', signInName: 'osei' }) };
    const version = versionOf((await head.get(local)).body);
    expect((await head.send(local, { ...named, version }, local)).status).toBe(303);
    expect((await head.get('/people')).body).toContain('Mrs Osei');
  });
});

describe('a headteacher of one school', () => {
  test('looks after the people of that school only, and cannot give more than that', async () => {
    const own = visitor(server.app, { cookie: await server.signIn('headteacher', { school: 'Oak Primary' }) });
    const elsewhere = await addPerson(server.record, { name: 'Mr Elm', role: 'senco', school: 'Elm Primary' });
    const everywhere = await addPerson(server.record, { name: 'Ms Trust', role: 'trust-lead' });
    const { body } = await own.get('/people');
    expect(body).not.toMatch(/Mr Elm|Ms Trust/);
    const url = await added({}, own);
    for (const other of [elsewhere, everywhere, await localPerson(server.record)]) {
      expect((await own.get(`/people/${other}`)).status).toBe(404);
      expect((await own.send(`/people/${other}/steps`, { version: '1', step: 'link' }, url)).status).toBe(404);
      const form = { ...details({ signInName: '' }), version: '1' };
      expect((await own.send(`/people/${other}`, form, url)).status).toBe(404);
    }
    for (const school of ['*', 'Elm Primary']) {
      const answer = await own.send('/people', details({ school, signInName: 'x' }), '/people/new');
      expect([answer.status, answer.body.includes('You look after the people of Oak Primary only.')]).toEqual([
        422,
        true,
      ]);
    }
    const answer = await teach(own, url, { from: '2026-09-01', school: 'Elm Primary' });
    expect([answer.status, answer.body.includes('You look after the classes of Oak Primary only.')]).toEqual([
      422,
      true,
    ]);
  });
});
