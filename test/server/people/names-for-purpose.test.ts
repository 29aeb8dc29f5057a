import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPupil } from '../../../server/records/discussions/added-pupils.ts';
import { startMeeting } from '../../../server/records/discussions/meetings.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, runsInMemory, testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

const content = fixtureRun({ schools: ['Elm Primary', 'Oak Primary'] });
const earlier = { ...content, manifest: { ...content.manifest, windowDate: '2026-03-13' } };
const withdrawnId = '2026-03-13-0123456789ab';
const text = 'Planning the reading support we pay for';
const oak = { school: 'Oak Primary', purpose: text };
const listed = fixturePupil('Oak Primary', '4K', 1);
const unlisted = fixturePupil('Oak Primary', '4K', 9);

let server: TestApp;
let lead: Visitor;
let key: string;
beforeAll(async () => {
  const runs = runsInMemory({ id: fixtureRunId, content }, { id: withdrawnId, content: earlier });
  server = await testApp({ runs }, content);
  key = await pupilKeyOf(server, listed);
  const at = '2026-12-09T09:00:00Z';
  await server.record.db
    .insertInto('run_release')
    .values({
      run_id: withdrawnId,
      released_at: at,
      released_by: 'local',
      withdrawn_at: at,
      withdrawn_by: 'local',
      reason: 'late marks',
    })
    .execute();
  // A meeting keeps a withdrawn run open for those who hold it.
  await startMeeting(server.record, {
    school: 'Oak Primary',
    class: '4K',
    runId: withdrawnId,
    minutes: 45,
    personId: 'local',
    at: new Date(at),
  });
});
afterAll(() => server.app.close());
beforeEach(async () => {
  lead = visitor(server.app, { cookie: await server.signIn('trust-lead') });
});

/** Entries of the audit about names, newest first, as its page shows them to a reader. */
async function auditSeenBy(role: 'headteacher' | 'auditor', school?: string): Promise<string> {
  const reader = visitor(server.app, { cookie: await server.signIn(role, school ? { school } : {}) });
  return (await reader.get('/audit?action=names-asked')).body;
}

describe('a trust lead who opens a page with names', () => {
  test('is asked for a school and a purpose, and told who reads it', async () => {
    for (const url of ['/agenda?school=Oak%20Primary', `/pupils/${key}`, '/names']) {
      const { status, body } = await lead.get(url);
      expect(status).toBe(url === '/names' ? 200 : 403);
      expect(body).toContain('What do you need the names for?');
      expect(body).toContain('The headteacher of the school and the auditor read');
      expect(body).toContain('<option value="Elm Primary"');
      expect(body).not.toMatch(/Amira|Hussain|You see names/);
    }
  });

  test.each([
    ['no school', { ...oak, school: '' }, 'Choose the school whose names you need.'],
    ['a school that is not there', { ...oak, school: 'Ash Primary' }, 'Choose the school whose names you need.'],
    ['hardly a word', { ...oak, purpose: '  a    b     c  ' }, '10 characters or more'],
    ['more than a line', { ...oak, purpose: 'word '.repeat(50) }, 'this has 249'],
  ])('gets the form back for %s, and no names', async (_name, form, fault) => {
    const { status, body } = await lead.send('/names', form);
    expect([status, body]).toEqual([422, expect.stringContaining(fault)]);
    expect(body).toContain('Error: Names are shown for a purpose only');
    expect((await lead.get('/agenda')).status).toBe(403);
  });

  test('changes nothing without the token of the form', async () => {
    expect((await lead.send('/names', { ...oak, token: 'made up' })).status).toBe(403);
    expect((await lead.get('/agenda')).status).toBe(403);
  });
});

describe('with a purpose', () => {
  test('sees the list, a pupil, the reasons and the pictures, under a banner with a way to stop', async () => {
    const stated = await lead.send('/names', oak);
    expect([stated.status, stated.location]).toEqual([303, '/agenda?school=Oak%20Primary']);
    for (const url of [
      stated.location,
      '/agenda',
      '/agenda?class=4K',
      `/pupils/${key}`,
      `/pupils/${key}/why`,
      `/pupils/${await pupilKeyOf(server, unlisted)}/why`,
    ]) {
      const { status, body } = await lead.get(url);
      expect([url, status]).toEqual([url, 200]);
      expect(body).toMatch(/Amira|Hussain|Pupil\d/);
      expect(body.replace(/\s+/g, ' ')).toContain(
        `You see names of <strong>Oak Primary</strong> for: “${text}” until 17:00.`,
      );
      expect(body).not.toMatch(/Elm Primary|action="\/(?:find|pupils)|#(?:add|agree)"/);
      const links = [...body.matchAll(/href="(\/[^"#]*)"/g)].map(([, href]) => href.replaceAll('&amp;', '&'));
      for (const href of new Set(links.filter((href) => !href.startsWith('/assets'))))
        expect([href, (await lead.get(href)).status]).toEqual([href, 200]);
    }
    expect((await lead.get(`/pupils/${key}/picture?subject=reading`)).body).toContain('<svg');
    expect((await lead.get('/names')).body).toContain('A new purpose takes the');
    expect((await lead.send('/names/stop', {}, '/agenda')).location).toBe('/names');
    expect((await lead.get('/agenda')).status).toBe(403);
  });

  test('sees nothing that people wrote, and no names beside those pages', async () => {
    const senco = visitor(server.app, { cookie: await server.signIn('senco', { school: 'Oak Primary' }) });
    const written = Object.fromEntries(
      ['can_do', 'tried', 'agreed', 'who', 'will_see', 'note', 'pupil_says', 'home_says', 'asks', 'parent_told'].map(
        (field) => [field, `secret ${field}`],
      ),
    );
    const form = { ...written, run: fixtureRunId, version: '0', outcome: 'extra-help', by_when: '' };
    const saved = await senco.send(`/pupils/${key}/discussion`, { ...form, considered: 'yes' }, `/pupils/${key}`);
    expect(saved.status).toBe(303);
    const added = {
      run_id: fixtureRunId,
      school: 'Oak Primary',
      pupil_id: unlisted,
      reason: 'secret reason',
      source: 'parent',
    };
    await addPupil(server.record, { ...added, added_by: 'local', added_at: '2026-12-09T09:00:00Z' });
    expect((await senco.get('/agenda?class=4K')).body).toMatch(/secret agreed[^]*secret reason/);
    await lead.send('/names', oak);
    const addedKey = await pupilKeyOf(server, unlisted);
    for (const url of ['/agenda', '/agenda?class=4K', `/pupils/${key}`, `/pupils/${addedKey}`, `/pupils/${key}/why`]) {
      const { status, body } = await lead.get(url);
      expect([url, status]).toEqual([url, 200]);
      expect(body).not.toMatch(/secret|extra help|[Aa]dded by staff|SEN status:|age \d/);
    }
    for (const url of ['/explore', '/explore/equity', '/governor', '/'])
      expect((await lead.get(url)).body).not.toMatch(/Amira|Hussain|You see names/);
  });

  test('sees no results that are withdrawn, though a meeting still holds them', async () => {
    const senco = visitor(server.app, { cookie: await server.signIn('senco', { school: 'Oak Primary' }) });
    const picture = `/pupils/${key}/picture?subject=reading&run=${withdrawnId}`;
    expect((await senco.get(picture)).status).toBe(200);
    await lead.send('/names', oak);
    for (const url of [picture, `/pupils/${key}?run=${withdrawnId}`, `/agenda?run=${withdrawnId}`])
      expect([url, (await lead.get(url)).status]).toEqual([url, 404]);
  });

  test('for another school loses the first, and whoever changes role or school meanwhile loses it', async () => {
    await lead.send('/names', oak);
    await lead.send('/names', { ...oak, school: 'Elm Primary' });
    expect((await lead.get(`/pupils/${key}`)).status).toBe(404);
    expect((await lead.get('/agenda')).body).toContain('Elm Primary');
    const { person_id } = await server.record.db
      .selectFrom('person')
      .select('person_id')
      .where('role', '=', 'trust-lead')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    const change = (to: { role?: string; school?: string | null }) =>
      server.record.db.updateTable('person').set(to).where('person_id', '=', person_id).execute();
    await change({ school: 'Oak Primary' });
    expect((await lead.get('/agenda')).status).toBe(403);
    await change({ school: null, role: 'governor' });
    expect((await lead.get('/agenda')).body).toContain('Your role does not include this page');
  });
});

describe('the audit', () => {
  test('shows the purpose to the auditor and the headteacher of the school, and to no other', async () => {
    const own = 'Looking at the spring places only';
    await lead.send('/names', { ...oak, purpose: ` ${own.replace(' ', '\n')} ` });
    for (const page of [await auditSeenBy('auditor'), await auditSeenBy('headteacher', 'Oak Primary')]) {
      expect(page).toContain('asked for names for a purpose');
      expect(page).toContain(own);
    }
    expect(await auditSeenBy('headteacher', 'Elm Primary')).not.toContain(own);
  });

  test('has every view, refusal and stop, as of the school', async () => {
    // What the tests before looked at is written first.
    const last = await server.record.db.selectFrom('audit').select('entry').orderBy('entry', 'desc').executeTakeFirst();
    await lead.get('/agenda');
    await lead.send('/names', oak);
    await lead.get('/agenda');
    await lead.get(`/pupils/${key}`);
    await lead.get(`/pupils/${key}/picture?subject=reading`);
    await lead.send('/names', { ...oak, school: 'Elm Primary' });
    const rows = await server.record.db
      .selectFrom('audit')
      .select(['action', 'object', 'school'])
      .where('entry', '>', last!.entry)
      .orderBy('entry')
      .execute();
    const of = (action: string) =>
      rows.filter((row) => row.action === action).map(({ object, school }) => [object, school]);
    expect(of('refused')).toEqual([['/agenda', null]]);
    expect(of('names-asked')).toEqual([
      ['Oak Primary', 'Oak Primary'],
      ['Elm Primary', 'Elm Primary'],
    ]);
    expect(of('see-list')).toEqual([['/agenda', 'Oak Primary']]);
    expect(of('see-pupil')).toEqual([[listed, 'Oak Primary']]);
    expect(of('names-stopped')).toEqual([['Oak Primary', 'Oak Primary']]);
  });
});
