import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepPupilContext } from '../../../server/records/pupils/pupil-context.ts';
import { areaResultsEver, standingResults } from '../../../server/records/areas/area-results.ts';
import { erasePupil } from '../../../server/records/life/erase-pupil.ts';
import { rowsAbout } from '../../../server/records/life/rows-about.ts';
import { multipart } from '../data-app.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, tokenOf, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

let server: TestApp;
let senco: Visitor;
let teacher: Visitor;
const school = 'Oak Primary';
const pupilId = (number: number, className = '4K') => fixturePupil(school, className, number);
const pupil = (number: number) => ({ school, pupilId: pupilId(number) });
const url = async (number: number, className = '4K') =>
  `/pupils/${await pupilKeyOf(server, pupilId(number, className))}/areas`;
const plain = (body: string) =>
  body
    .slice(body.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const stand = async (number: number) => standingResults(await areaResultsEver(server.record, pupil(number)));

beforeAll(async () => {
  server = await testApp({}, fixtureRun({ schools: ['Elm Primary', school] }));
  senco = visitor(server.app, { cookie: await server.signIn('senco', { school }) });
  teacher = visitor(server.app, {
    cookie: await server.signIn('teacher', { school, classes: [[school, '4K']] }),
  });
});
afterAll(() => server.app.close());

const total = { do: 'enter', scale: 'sdq-total', source: 'teacher', on_day: '2026-01-15', score: '8' };

describe('a pupil’s other areas', () => {
  test('are entered by form, read against measurement error, with a picture, its numbers and their source', async () => {
    const page = await url(1);
    expect(plain((await senco.get(page)).body)).toContain('Nothing is recorded yet.');
    expect((await teacher.send(page, total)).status).toBe(303);
    await teacher.send(page, { ...total, on_day: '2026-12-01', score: '16' });
    const { body } = await senco.get(page);
    const text = plain(body);
    expect(text).toContain(
      'SDQ total difficulties: more difficulty than before, from 8 (January 2026) to 16 (December 2026).',
    );
    expect(text).toContain('Before: close to average. Now: high.');
    expect(text).toContain('A higher score means more difficulty.');
    expect(text).toContain('Goodman 2001');
    expect(text).toMatch(/in numbers Day Score Band 1 December 2026 16 high 15 January 2026 8 close to average/);
    const [, picture] = /<img\s+src="([^"]+)"/.exec(body)!;
    const drawn = await senco.get(picture.replaceAll('&amp;', '&'));
    expect(drawn.body).toMatch(/^<svg/);
    expect(drawn.body).toContain('slightly raised');
    const audit = await server.record.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'enter-area-result')
      .execute();
    expect(audit).toMatchObject([
      { object: pupilId(1), school },
      { object: pupilId(1), school },
    ]);
  });

  test.each([
    [{ score: '41' }, 'The score lies outside this scale. It goes from 0 to 40.'],
    [{ score: '12,5' }, 'The score of this scale is a whole number, from 0 to 40.'],
    [{ score: '' }, 'Write the score: a whole number from 0 to 40.'],
    [{ on_day: '2026-12-11' }, 'The day is still to come.'],
    [{ on_day: '2026-02-31' }, 'This day is not in the calendar.'],
    [{ source: 'school' }, 'This scale is not answered by that person.'],
    [{ scale: 'mood' }, 'Choose a scale.'],
  ])('refuses %o with a sentence at its box, and keeps what was typed', async (wrong, sentence) => {
    const answer = await senco.send(await url(2), { ...total, score: '11', ...wrong });
    expect(answer.status).toBe(422);
    expect(plain(answer.body)).toContain(sentence);
    expect(answer.body).toContain(`value="${'score' in wrong ? wrong.score : '11'}"`);
    expect(await stand(2)).toEqual([]);
  });

  test('two who change a result at once lose nothing; every version stays, and can be put back', async () => {
    const page = await url(4);
    await senco.send(page, total);
    const [{ result_id: result }] = await stand(4);
    const change = (seen: string, more: Record<string, string>, who: Visitor = senco) =>
      who.send(page, { result, seen, do: 'change', on_day: '2026-01-15', score: '9', ...more });
    expect((await senco.send(page, total)).status).toBe(422);
    expect((await change('1', { score: '9' })).status).toBe(303);
    const late = await change('1', { score: '10' }, teacher);
    expect(late.status).toBe(422);
    expect(plain(late.body)).toContain('Somebody else has changed this result meanwhile.');
    expect(late.body).toContain('value="10"');
    expect((await stand(4))[0].score).toBe(9);

    await change('2', { do: 'undo' });
    expect((await stand(4))[0].score).toBe(8);
    await change('3', { do: 'remove' });
    expect(await stand(4)).toEqual([]);
    const gone = await senco.get(page);
    expect(plain(gone.body)).toMatch(/took out SDQ total difficulties of 15 January 2026 .*Put it back/);
    await change('4', { do: 'undo' });
    expect((await stand(4))[0]).toMatchObject({ score: 8, version: 5 });
    expect((await change('9', { score: '1' })).status).toBe(422);
  });

  test('are of the reader’s own pupils; a pupil who is not there any more has no page', async () => {
    expect((await teacher.send(await url(1, '4J'), total, '/')).status).toBe(404);
    const gone = await pupilKeyOf(server, 'somebody-who-left');
    expect((await senco.send(`/pupils/${gone}/areas`, total, '/')).status).toBe(404);
  });

  test('show the attendance of the school’s file, which is none of the four questions', async () => {
    await keepPupilContext(server.record, [
      {
        ...pupil(5),
        dateOfBirth: null,
        senStatus: '',
        senSince: null,
        primaryNeed: '',
        joinedOn: null,
        attendancePercent: 88.5,
        englishAdditional: null,
        facts: [],
      },
    ]);
    const text = plain((await senco.get(await url(5))).body);
    expect(text).toContain('The school’s file says: 88.5 % of sessions attended.');
    expect(text).toContain('they are not part of the four questions');
  });

  test('are told to whoever asks for everything, and erased with the pupil', async () => {
    await senco.send(await url(6), total);
    expect((await rowsAbout(server.record, pupil(6)))['area_result']).toHaveLength(1);
    await erasePupil(server.record, pupil(6));
    expect((await rowsAbout(server.record, pupil(6)))['area_result']).toBeUndefined();
  });
});

describe('the other areas of a school', () => {
  const bring = async (text: string, name = 'areas.csv') => {
    const token = tokenOf((await senco.get('/areas')).body);
    const sent = multipart({ [name]: text }, token);
    const headers = { cookie: senco.cookie, 'content-type': sent.type };
    return server.app.inject({
      method: 'POST',
      url: `/areas/file?school=${encodeURIComponent(school)}`,
      headers,
      payload: sent.payload,
    });
  };
  const header = 'pupil_id,date,scale,source,score\n';

  test('come in by a file, whole or not at all: every row that is not right is named', async () => {
    const good = `${pupilId(9)},2026-11-30,attendance,school,87.5\n`;
    const bad = await bring(
      `${header}${good}nobody,2026-12-01,sdq-total,teacher,3\n${pupilId(9)},2027-01-01,sdq-total,teacher,99\n`,
    );
    expect(bad.statusCode).toBe(422);
    expect(plain(bad.body)).toMatch(
      /Row 4, date: The day is still to come\..*Row 3, pupil_id: no pupil of this school has this identifier now\./,
    );
    expect(await stand(9)).toEqual([]);
    const done = await bring(header + good);
    expect(done.headers.location).toContain('added=1');
    expect((await bring(header + good)).headers.location).toContain('added=0&known=1');
    expect((await stand(9)).map(({ score, entered_by }) => [score, entered_by !== ''])).toEqual([[87.5, true]]);
    const other = await bring(header + good.replace('87.5', '97'));
    expect(plain(other.body)).toContain('Row 2, score: another score of that day stands here.');
    expect(plain((await bring('name\nAmira\n')).body)).toContain('The sheet has no column pupil_id.');
    expect((await bring('x', 'areas.pdf')).statusCode).toBe(413);
    const audit = await server.record.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'bring-area-results')
      .execute();
    expect(audit).toMatchObject([{ object: pupilId(9), school, detail: '{"results":1}' }]);
  });

  test('name whose newest result says something, and nobody else', async () => {
    const text = plain((await senco.get('/areas')).body);
    expect(text).toMatch(/More difficulty than before Amira H 4K \(teacher\): SDQ total difficulties: more difficulty/);
    expect(text).toMatch(/A tenth of sessions missed, or more .*persistent absence/);
    expect(text).not.toMatch(/More difficulty than before[^]*Ida P 4K \(teacher\): SDQ total/);
    expect((await teacher.get('/areas')).status).toBe(403);
  });

  test('are measured on scales of the school’s own too, which say how exact they are or that nobody can', async () => {
    const scale = {
      school,
      scale: '',
      seen: '0',
      name: 'Worries',
      higher: '',
      min: '1',
      max: '1',
      reliability: '1.2',
      deviation: '',
      stated: '',
    };
    const wrong = await senco.send('/areas/scales', scale, '/areas');
    expect(wrong.status).toBe(422);
    for (const sentence of [
      'Say what a higher score means',
      'The highest score is above the lowest one.',
      'A reliability lies between 0 and 1',
      'Reliability and spread are stated together, or neither.',
      'Say where reliability and spread are stated',
    ])
      expect(plain(wrong.body)).toContain(sentence);
    expect(wrong.body).toContain('value="Worries"');
    const right = { ...scale, higher: 'more-difficulty', min: '0', max: '20', reliability: '' };
    expect((await senco.send('/areas/scales', right, '/areas')).status).toBe(303);
    const { scale: code } = await server.record.db.selectFrom('area_scale').select('scale').executeTakeFirstOrThrow();
    const page = await url(9);
    await senco.send(page, { ...total, scale: code, score: '3' });
    await senco.send(page, { ...total, scale: code, on_day: '2026-12-01', score: '19' });
    expect(plain((await senco.get(page)).body)).toContain(
      'Worries: from 3 (January 2026) to 19 (December 2026). Whether this is a change we cannot say: this scale does not state here how exact it is.',
    );
    expect((await senco.send('/areas/scales', { ...right, scale: code, seen: '0' }, '/areas')).status).toBe(422);
  });
});
