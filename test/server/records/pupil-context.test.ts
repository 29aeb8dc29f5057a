import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContextInSchool } from '../../../engine/index.ts';
import { roles } from '../../../server/people/permissions.ts';
import { addPupil } from '../../../server/records/discussions/added-pupils.ts';
import { saveDiscussion, emptyDiscussion } from '../../../server/records/discussions/discussions.ts';
import { agreementDone } from '../../../server/records/discussions/open-agreements.ts';
import { addPerson } from '../../../server/people/people.ts';
import { keepPupilContext, pupilContexts } from '../../../server/records/pupils/pupil-context.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, runsInMemory, testApp, type TestApp } from '../signed-in.ts';

const earlierRunId = '2025-12-05-0123456789ab';
const amira = fixturePupil('Oak Primary', '4K', 1);
const tom = fixturePupil('Oak Primary', '4K', 2);
const eighth = fixturePupil('Oak Primary', '4K', 8);

function contextOf(pupilId: string, more: Partial<ContextInSchool> = {}): ContextInSchool {
  return {
    school: 'Oak Primary',
    pupilId,
    dateOfBirth: '2018-07-09',
    senStatus: 'N',
    senSince: null,
    primaryNeed: '',
    joinedOn: '2022-09-05',
    attendancePercent: 88.4,
    englishAdditional: true,
    sex: 'F',
    pupilPremium: false,
    facts: [
      { kind: 'attendance', from: '2025-01-13', to: '2025-04-04' },
      { kind: 'school-move', from: '2026-03-02', to: '2026-03-02' },
    ],
    ...more,
  };
}

const inOak = (pupilId: string) => ({ school: 'Oak Primary', pupilId });

/** Words that only the context has. */
const contextWords =
  /one of the youngest|SEN Support since|moved school|English as an additional|attendance 88|2018-07-09/;

let server: TestApp;
let head: string;
beforeAll(async () => {
  const now = fixtureRun();
  const before = fixtureRun();
  server = await testApp({
    runs: runsInMemory(
      { id: fixtureRunId, content: now },
      {
        id: earlierRunId,
        content: {
          ...before,
          manifest: {
            ...before.manifest,
            window: '2025-12',
            windowDate: '2025-12-05',
            windows: before.manifest.windows.slice(0, 2),
          },
        },
      },
    ),
  });
  await keepPupilContext(server.record, [
    contextOf(amira),
    contextOf(tom, { senStatus: 'K', senSince: '2026-05-04', primaryNeed: 'SLCN', facts: [], attendancePercent: 97 }),
  ]);
  head = await server.signIn('headteacher');
});
afterAll(() => server.app.close());

const get = (url: string, cookie = head) => server.app.inject({ url, headers: { cookie } });
const pageOf = async (pupilId: string) => get(`/pupils/${await pupilKeyOf(server, pupilId)}`);
/** As it is read: no markup, single spaces. */
const text = (page: string) =>
  page
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

async function agreedBefore(pupilId: string, agreed: string, runId = earlierRunId) {
  const personId = await addPerson(server.record, { name: 'Ms Khan', role: 'teacher' });
  const row = await saveDiscussion(
    server.record,
    { runId, pupilId, school: 'Oak Primary', class: '3K' },
    {
      content: { ...emptyDiscussion, outcome: 'extra-help', agreed, can_do: `good at ${agreed}` },
      seen: 0,
      personId,
      at: new Date('2026-01-12T10:00:00Z'),
    },
  );
  return row!;
}

describe('the record', () => {
  test('keeps what it was given, and takes what is said later', async () => {
    const pupil = contextOf('p-of-nobody');
    await keepPupilContext(server.record, [pupil]);
    expect((await pupilContexts(server.record, ['p-of-nobody', 'unknown'].map(inOak))).get('p-of-nobody')).toEqual(
      pupil,
    );
    const other = contextOf('p-of-nobody', { dateOfBirth: '2018-08-10', attendancePercent: 91, facts: [] });
    await keepPupilContext(server.record, [other]);
    expect([...(await pupilContexts(server.record, ['p-of-nobody', 'unknown'].map(inOak)))]).toEqual([
      ['p-of-nobody', other],
    ]);
  });

  test('what a later data folder leaves out stays; a new status brings its own day and need', async () => {
    const nothing = {
      dateOfBirth: null,
      senStatus: '',
      senSince: null,
      primaryNeed: '',
      joinedOn: null,
      attendancePercent: null,
      englishAdditional: null,
      facts: [],
    };
    const first = contextOf('p-kept', { senStatus: 'K', senSince: '2025-05-06', primaryNeed: 'SLCN' });
    await keepPupilContext(server.record, [first]);
    await keepPupilContext(server.record, [{ school: 'Oak Primary', pupilId: 'p-kept', ...nothing }], { facts: false });
    expect((await pupilContexts(server.record, ['p-kept'].map(inOak))).get('p-kept')).toEqual(first);
    await keepPupilContext(server.record, [{ school: 'Oak Primary', pupilId: 'p-kept', ...nothing, senStatus: 'E' }]);
    expect((await pupilContexts(server.record, ['p-kept'].map(inOak))).get('p-kept')).toEqual({
      ...first,
      senStatus: 'E',
      senSince: null,
      primaryNeed: '',
      facts: [],
    });
  });
});

describe('the pupil page', () => {
  test('says at its head how old the pupil is, the SEN status, moves, language and attendance', async () => {
    const body = text((await pageOf(amira)).body);
    expect(body).toContain('Oak Primary · age 8 y 4 m (July: one of the youngest) · no SEN status');
    expect(body).toContain('moved school in March 2026 · English as an additional language · attendance 88 %');
    expect(text((await pageOf(tom)).body)).toContain('SEN Support since May 2026 (speech, language and communication)');
  });

  test('names under “What else” what is known since the baseline, beside the result and never inside it', async () => {
    const body = text((await pageOf(amira)).body);
    expect(body).toContain(
      'Known since December 2025: moved school in March 2026; attendance 88 %. Considered: not known. Nothing was added to or taken off the result for this.',
    );
    expect(body).toContain('4K as a whole: about usual in reading, so this is not a whole-class pattern.');
    expect(body).toContain("9 of the 12 months were in last year's class.");
  });

  test('marks what happened on the picture and lists it in the table under it', async () => {
    const { body } = await pageOf(amira);
    const picture = await get(/src="([^"]+picture[^"]+)"/.exec(body)![1].replaceAll('&amp;', '&'));
    expect(picture.body).toContain('▼ moved school');
    expect(text(body)).toContain('Mar 2026 moved school');
    const supported = await pageOf(tom);
    const help = await get(/src="([^"]+picture[^"]+)"/.exec(supported.body)![1].replaceAll('&amp;', '&'));
    expect(help.body).toContain('| help started');
    expect(text(supported.body)).toContain('May 2026 help started');
  });

  test('tells the history from the runs of earlier windows as they stood, and names a window without a result', async () => {
    expect(text((await pageOf(amira)).body)).toContain('December 2026: listed · December 2025: listed');
    expect(text((await pageOf(eighth)).body)).toContain('December 2026: not listed · December 2025: not listed');
    const untested = fixturePupil('Oak Primary', '4K', 6);
    expect(text((await pageOf(untested)).body)).toContain('December 2026: absent · December 2025: absent');
  });

  test('a run that cannot be read any more costs a line of the history, not the page', async () => {
    const content = fixtureRun();
    const runs = runsInMemory({ id: fixtureRunId, content }, { id: earlierRunId, content });
    const broken = await testApp({
      runs: {
        list: async () =>
          (await runs.list()).map((run, place) => ({
            ...run,
            windowDate: place === 0 ? run.windowDate : '2025-12-05',
          })),
        open: (id) => runs.open(id),
        agenda: () => Promise.reject(new Error('gone')),
      },
    });
    const answer = await broken.app.inject({
      url: `/pupils/${await pupilKeyOf(broken, amira)}`,
      headers: { cookie: await broken.signIn('headteacher') },
    });
    expect(answer.statusCode).toBe(200);
    expect(text(answer.body)).toContain('December 2026: listed Not discussed before');
    await broken.app.close();
  });

  test('works for a pupil of whom nothing is known, without inventing anything', async () => {
    const body = text((await pageOf(eighth)).body);
    expect(body).toContain(
      'Nothing else is recorded since December 2025. Health, family, language, hearing or sight considered: not known.',
    );
    expect(body).not.toMatch(/\bage \d|attendance \d|SEN status/);
  });

  test('what was agreed is marked from its day on, and the rebound stands beside it only where the run has it', async () => {
    const pupil = fixturePupil('Oak Primary', '4J', 1);
    expect(text((await pageOf(pupil)).body)).not.toContain('help started');
    const row = await agreedBefore(pupil, 'reading partner');
    // Agreed is not begun.
    expect(text((await pageOf(pupil)).body)).not.toContain('help started');
    await agreementDone(server.record, row, { personId: row.updated_by, at: new Date('2026-03-09T10:00:00Z') });
    const body = text((await pageOf(pupil)).body);
    expect(body).toContain('Mar 2026 help started');
    expect(body).toContain('Last time we agreed: reading partner');
    expect(body).not.toContain('After a low result');
  });
});

test('what came of support stands beside the usual rebound where the run has it, and nowhere else', async () => {
  const content = fixtureRun();
  const { columns } = content.tables.growth;
  const row = columns.pupil_id.values.findIndex((id, at) => id === tom && columns.subject.values[at] === 'reading');
  columns.rebound_usual_points.values[row] = 6;
  columns.rebound_points.values[row] = 8;
  columns.rebound_points_low.values[row] = 2;
  columns.rebound_points_high.values[row] = 14;
  const own = await testApp({}, content);
  await keepPupilContext(own.record, [
    contextOf(tom, { senStatus: 'K', senSince: '2026-05-04', primaryNeed: 'SLCN', facts: [] }),
  ]);
  const cookie = await own.signIn('senco');
  const tried = async (pupilId: string) => {
    const page = text(
      (await own.app.inject({ url: `/pupils/${await pupilKeyOf(own, pupilId)}`, headers: { cookie } })).body,
    );
    return page.slice(page.lastIndexOf(' Tried '), page.lastIndexOf(' History '));
  };
  expect(await tried(tom)).toMatch(
    /SEN Support since May 2026 .*Reading: After a low result, scores often come up a little by themselves: about 6 points here\. Tom came up 8 \(probably 2 to 14\)\. We cannot yet say that the support made the difference\./,
  );
  expect(await tried(amira)).toMatch(/^ Tried Nothing is written yet\./);
  await own.app.close();
});

describe('the class sheet', () => {
  test('says what came of the last meeting, who was added and why, where context is noted and what pupils can do', async () => {
    const done = await agreedBefore(amira, 'maps');
    await agreedBefore(tom, 'phonics group');
    await agreementDone(server.record, done, { personId: done.updated_by, at: new Date('2026-02-01T10:00:00Z') });
    const personId = await addPerson(server.record, { name: 'Mr Roe', role: 'teacher' });
    await addPupil(server.record, {
      run_id: fixtureRunId,
      school: 'Oak Primary',
      pupil_id: eighth,
      reason: 'forgets number facts',
      source: 'teacher',
      added_by: personId,
      added_at: '2026-12-09T10:00:00Z',
    });
    const { body } = await get('/class-sheet?school=Oak%20Primary&class=4K');
    const sheet = text(body);
    expect(sheet).toMatch(/Last meeting: 2 agreed, 1 done, 1 open: \S+\./);
    expect(sheet).toContain('Added by staff');
    expect(sheet).toContain(
      'Mr Roe, class teacher: “forgets number facts” results: Reading: no sign of slower progress',
    );
    expect(sheet).toContain('can do: “good at maps”');
    expect(sheet.match(/†/g)).toHaveLength(2);
    expect(sheet).toContain('† context is noted: see the pupil’s page');
    // The sheet is handed round: of the context it has only the mark, and since when there is support.
    expect(sheet.match(contextWords)?.[0]).toBe('SEN Support since');
    expect(sheet).toContain('SEN Support since May 2026.');
    expect(sheet).not.toMatch(/one of the youngest|moved school|English as an additional|attendance/);
    expect(sheet.split('Pupil19')).toHaveLength(2);
  });

  test('another class knows nothing of it', async () => {
    const sheet = text((await get('/class-sheet?school=Oak%20Primary&class=4J')).body);
    expect(sheet).not.toMatch(/forgets number facts|phonics group/);
    expect(sheet.match(/†/g)).toHaveLength(1);
  });
});

test('the family sheet says what is known of the time, asks what else there is, and gives no figure of attendance', async () => {
  const sheet = async (pupilId: string) =>
    text((await get(`/pupils/${await pupilKeyOf(server, pupilId)}/family-sheet`)).body);
  expect(await sheet(amira)).toContain(
    'What we know of this time: moved school in March 2026. What else should we know?',
  );
  expect(await sheet(amira)).not.toContain('attendance 88');
  expect(await sheet(eighth)).not.toContain('What we know of this time');
});

describe('privacy', () => {
  const urls = ['/', '/agenda', '/explore', '/governor', '/how', '/actions', '/agenda.csv', '/class-sheet?class=4K'];

  test.each(roles.filter((role) => !['teacher', 'senco', 'headteacher'].includes(role)))(
    'a %s sees none of the context on any page, and no picture of a pupil',
    async (role) => {
      const cookie = await server.signIn(role);
      const key = await pupilKeyOf(server, amira);
      for (const url of [...urls, `/pupils/${key}`, `/pupils/${key}/family-sheet`, `/pupils/${key}/why`]) {
        const { body } = await get(url, cookie);
        expect(body, url).not.toMatch(contextWords);
      }
      expect((await get(`/pupils/${key}`, cookie)).statusCode).toBe(403);
      expect((await get(`/pupils/${key}/picture?subject=reading`, cookie)).statusCode).toBe(403);
    },
  );

  test('a teacher of another class sees none of it', async () => {
    const cookie = await server.signIn('teacher', { classes: [['Oak Primary', '4J']] });
    for (const url of [`/pupils/${await pupilKeyOf(server, amira)}`, '/class-sheet?class=4K', '/agenda?class=4K']) {
      const { statusCode, body } = await get(url, cookie);
      expect(statusCode, url).toBe(404);
      expect(body, url).not.toMatch(contextWords);
    }
    const picture = await get(`/pupils/${await pupilKeyOf(server, amira)}/picture?subject=reading`, cookie);
    expect(picture.statusCode).toBe(404);
  });

  test('no address on a page holds any of it', async () => {
    for (const url of [`/pupils/${await pupilKeyOf(server, amira)}`, '/class-sheet?class=4K', '/agenda?class=4K']) {
      const addresses = [...(await get(url)).body.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, found]) => found);
      expect(addresses.length).toBeGreaterThan(5);
      expect(addresses.join('\n')).not.toMatch(/2018|2026-03-02|moved|attendance|SLCN/);
    }
  });
});
