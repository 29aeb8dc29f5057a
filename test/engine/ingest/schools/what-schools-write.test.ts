import { describe, expect, test } from 'vitest';
import { parseHeading } from '../../../../engine/ingest/schools/mapping/parse-heading.ts';
import { convertText } from './convert-text.ts';

/* What schools write into their cells and headings, and what must not be read into it. */

const [amira, ben] = ['B801200005001', 'R674123101121'];
const ids = Array.from({ length: 12 }, (_, k) => `K${1001 + k}`);

/** One row a pupil: the cells of a column, with names of its own. */
const roll = (heading: string, cells: readonly string[], separator = ','): string =>
  [
    ['UPN', 'School', heading, 'Autumn 2 2025/26 Reading SAS'].join(separator),
    ...cells.map((cell, k) => [ids[k], 'Elm', cell, '100'].join(separator)),
  ].join('\n');

describe('a column of a pupil’s facts', () => {
  test('asks for yes or no: what says neither is not known, and is said', async () => {
    const cells = ['Y', 'Not eligible', 'FSM6', '', '#N/A', 'Yes - since 2024', 'No', 'None', 'Service child'];
    const { pupils, report } = await convertText({ 'roll.csv': roll('Pupil Premium', cells) });
    expect(pupils.map((pupil) => pupil['pupil_premium'])).toEqual([
      '1',
      '0',
      '1',
      '',
      '',
      '1',
      '0',
      '0',
      'Service child',
    ]);
    expect(report.notes.map(({ text }) => text).join()).toContain('“Service child” in pupil_premium');
    const eal = await convertText({ 'roll.csv': roll('EAL', ['English', 'Urdu', 'Believed to be English', 'Y']) });
    expect(eal.pupils.map((pupil) => pupil['eal'])).toEqual(['0', 'Urdu', '0', '1']);
  });

  test('gives the SEN status in words: by its census code, anything else as it is', async () => {
    const cells = ['SEN Support', 'K - SEN support', 'EHCP', 'No SEN', 'n', 'E', 'Monitoring', 'EHC plan', '-'];
    const { pupils } = await convertText({ 'roll.csv': roll('SEN Status', cells) });
    expect(pupils.map((pupil) => pupil['sen_status'])).toEqual(['K', 'K', 'E', 'N', 'N', 'E', 'Monitoring', 'E', '']);
  });

  test('gives attendance as a share, as a workbook keeps percentages', async () => {
    const shares = await convertText({ 'roll.csv': roll('Attendance', ['0.934', '1', '0.5', '']) });
    expect(shares.pupils.map((pupil) => pupil['attendance'])).toEqual(['93.4', '100', '50', '']);
    expect(shares.report.notes.map(({ text }) => text).join()).toContain('as a share');
    const percentages = await convertText({ 'roll.csv': roll('Attendance', ['93.4', '1', '0.5']) });
    expect(percentages.pupils.map((pupil) => pupil['attendance'])).toEqual(['93.4', '1', '0.5']);
  });

  test('names classes: only what names a year group says one, and what is worked out is said', async () => {
    const cells = ['Robins', 'Rowan', 'RB', 'Reception Bees', '4K', 'Yr5', 'Year 6 Oak', 'R', '10A'];
    const { pupils, report } = await convertText({ 'roll.csv': roll('Reg', cells) });
    expect(pupils.map((pupil) => pupil['year_group'])).toEqual(['', '', 'R', 'R', '4', '5', '6', 'R', '10']);
    expect(report.notes).toContainEqual({ text: expect.stringContaining('worked out'), count: 7 });
    expect(report.notes).toContainEqual({ text: expect.stringContaining('nothing says the year group'), count: 2 });
  });
});

describe('dates of results', () => {
  const long = (dates: readonly string[]): string =>
    `UPN,School,Year Group,Aspect,Result Set,Result,Result Date\n${dates.map((date, k) => `${ids[k]},Elm,4,Reading SAS,Autumn 2 2025/26,100,${date}`).join('\n')}\n`;

  test('that are none, or of another year, are listed each, and the results are used without them', async () => {
    const dates = ['31/11/2025', '24/11/1925', 'tomorrow', '24-Nov-2025 10:15', 'Mon 24 Nov 2025', '45985', ''];
    const { results, report } = await convertText({ 'r.csv': long(dates) });
    const day = '2025-11-24';
    expect(results.map(({ date }) => date)).toEqual(['', '', '', day, day, day, '']);
    expect(report.unused.map(({ row, column, value }) => `${row} ${column} ${value}`)).toEqual([
      '2 Result Date 31/11/2025',
      '3 Result Date 24/11/1925',
      '4 Result Date tomorrow',
    ]);
    expect(report.results).toMatchObject({ seen: 7, used: 7 });
  });

  test('month first are asked; beside a file that writes the day first each file is read its own way, and that is said', async () => {
    const alone = await convertText({ 'r.csv': long(['11/24/2025', '11/03/2025']) });
    expect(alone.proposal.questions.map(({ as }) => as)).toContain('month first, as 03/14/2026');
    const both = await convertText({
      'a.csv': long(['24/11/2025', '03/11/2025']),
      'b.csv': long(['11/24/2025', '11/03/2025']),
    });
    expect(both.results.map(({ date }) => date)).toEqual(['2025-11-24', '2025-11-03', '2025-11-24', '2025-11-03']);
    expect(both.report.notes.map(({ text }) => text).join()).toContain('Dates of b.csv are read month first');
  });
});

test('the one date of a row dates the results of one term, and none where the columns are of several', async () => {
  const head = 'UPN,School,Year Group,Test Date,Autumn 2 2025/26 Reading SAS';
  const one = await convertText({ 'a.csv': `${head}\n${amira},Elm,4,24/11/2025,98\n` });
  expect(one.results).toMatchObject([{ date: '2025-11-24' }]);
  const two = await convertText({
    'a.csv': `${head},Spring 2 2025/26 Reading SAS\n${amira},Elm,4,24/11/2025,98,99\n`,
  });
  expect(two.results.map(({ date }) => date)).toEqual(['', '']);
  expect(two.windows.map(({ window, date }) => `${window} ${date}`)).toEqual([
    '2025-autumn-2 2025-12-01',
    '2025-spring-2 2026-03-15',
  ]);
  expect(two.report.notes.map(({ text }) => text).join()).toContain('not dated by it');
});

describe('headings', () => {
  test.each([
    ['Aut 24-25 Reading SAS', { subject: 'reading', term: 'autumn', half: 0, academicYear: 2024, rest: [] }],
    ['Spr 26 Reading', { term: 'spring', half: 0, academicYear: 2025, rest: [] }],
    ['Sum24 Maths', { subject: 'mathematics', term: 'summer', academicYear: 2023, rest: [] }],
    ['Au1 Maths', { subject: 'mathematics', term: 'autumn', half: 1, academicYear: null, rest: [] }],
    ['Autumn 2 25/26 Reading', { term: 'autumn', half: 2, academicYear: 2025, rest: [] }],
    ['Autumn 12 Reading', { term: 'autumn', half: 0, academicYear: null, rest: ['12'] }],
    ['Reading 24/26 Autumn', { academicYear: null, rest: ['24/26'] }],
  ])('%s', (heading, said) => {
    expect(parseHeading(heading)).toMatchObject(said);
  });

  test('a title over the sheet says of a column only what its heading leaves open', async () => {
    const sheet = (title: string, first: string, second: string): string =>
      `${title},,,,\nUPN,School,Year Group,${first},${second}\n${amira},Elm,4,90,100\n${ben},Elm,4,91,101\n`;
    const both = await convertText({
      'a.csv': sheet('Reading and Maths results', 'Maths Autumn 2 SAS', 'Reading Autumn 2 SAS'),
    });
    expect(both.results.map(({ subject, score }) => `${subject} ${score}`)).toEqual([
      'mathematics 90',
      'reading 100',
      'mathematics 91',
      'reading 101',
    ]);
    const term = await convertText({ 'a.csv': sheet('Year 4 Autumn 2 2025/26', 'Maths SAS', 'Reading SAS') });
    expect(new Set(term.results.map(({ window }) => window))).toEqual(new Set(['2025-autumn-2']));
  });

  test('of targets and effort are no results unless somebody says so, in sheets and in long exports', async () => {
    const wide = await convertText({
      'a.csv': `UPN,School,Year Group,Autumn 2 Reading Target,Autumn 2 Reading SAS\n${amira},Elm,4,110,98\n`,
    });
    expect(wide.results.map(({ score }) => score)).toEqual(['98']);
    const rows = ['Reading SAS,98', 'Reading Target,110', 'Reading Effort,1'];
    const long = await convertText({
      'a.csv': `UPN,School,Year Group,Aspect,Result,Result Set\n${rows.map((row) => `${amira},Elm,4,${row},Autumn 2 2025/26`).join('\n')}\n`,
    });
    expect(long.results.map(({ score }) => score)).toEqual(['98']);
    expect(long.report.results).toMatchObject({ seen: 3, used: 1, notUsed: 2 });
    expect(long.proposal.questions.map(({ of }) => of)).toEqual(['Reading Effort', 'Reading Target']);
  });
});

test('scores with a decimal comma are numbers; with a comma before three digits they may be thousands, and are listed', async () => {
  const { results, report } = await convertText({
    'a.csv': `UPN;School;Year Group;Autumn 2 Reading SAS\n${ids
      .slice(0, 4)
      .map((id, k) => `${id};Elm;4;${['98,5', '101,25', '<69,5', '1,032'][k]}`)
      .join('\n')}\n`,
  });
  expect(results.map(({ score, status }) => `${score} ${status}`)).toEqual([
    '98.5 valid',
    '101.25 valid',
    '69.5 floor',
  ]);
  expect(report.unused).toMatchObject([{ row: 5, value: '1,032' }]);
});

test.each(['utf-16le', 'utf-16be'])('%s without its mark is read', async (encoding) => {
  const text = `UPN\tSchool\tSurname\tYear Group\tAutumn 2 Reading SAS\n${amira}\tElm\tSayed\t4\t98\n`;
  const bytes = Buffer.from(text, 'utf16le');
  const { results, report } = await convertText({ 'a.txt': encoding === 'utf-16le' ? bytes : bytes.swap16() });
  expect(results.map(({ score }) => score)).toEqual(['98']);
  expect(report.notes.map(({ text: note }) => note)).toContain(`a.txt is read as ${encoding}.`);
});
