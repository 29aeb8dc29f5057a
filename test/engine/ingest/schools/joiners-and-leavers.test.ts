import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerQuestion } from '../../../../engine/ingest/schools/propose/answer-question.ts';
import { carryOut, planConversion } from '../../../../engine/ingest/schools/convert-files.ts';
import type { Mapping } from '../../../../engine/ingest/schools/mapping/mapping.ts';
import { dataReportText } from '../../../../engine/ingest/folder/report/data-report-text.ts';
import { readDataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { analyse } from '../../../../engine/pipeline/analyse.ts';
import { defaultPolicy } from '../../../../engine/policy.ts';
import type { RowOf } from '../../../../engine/tables/run-schema.ts';
import { runRows } from '../../../../engine/tables/run-table.ts';
import { textAt } from '../../../../engine/tables/text-column.ts';
import { withFolder } from '../folder/data-folder.ts';

/*
 * Children who come, go, move school or change their number, from two schools' own files to the agenda. Synthetic pupils;
 * each school has thirty others who stay, so that there is something to compare with.
 */

const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ';
/** A unique pupil number with its check letter, by the DfE's rule. */
function upn(serial: number): string {
  const digits = `80120002${String(serial).padStart(4, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, at) => total + (at + 2) * Number(digit), 0);
  return `${letters[sum % 23]}${digits}`;
}
/** A temporary one ends in a letter. */
function temporaryUpn(serial: number): string {
  const digits = `80120002${String(serial).padStart(3, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, at) => total + (at + 2) * Number(digit), 0);
  return `${letters[sum % 23]}${digits}A`;
}

const windows = ['Autumn 2 2024/25', 'Summer 2 2024/25', 'Autumn 2 2025/26'];
const facts = 'UPN,Former UPN,Adno,Legal Surname,Legal Forename,DOB,Year Group,Reg,Date of Admission,Leaving Date';
const header = `${facts},${windows.map((window) => `${window} Reading SAS`).join(',')}`;
const stayers = (from: number, group: string): string[] =>
  Array.from({ length: 30 }, (_, k) => {
    const marks = windows.map((_, w) => String(85 + ((k * 7) % 31) + ((k * 5 + w * 3) % 9)));
    return [upn(from + k), '', `00${from + k}`, `Stay${from + k}`, `Kim${k}`, '', '5', group, '', '', ...marks].join(
      ',',
    );
  });

const mover = upn(900);
const leaver = upn(901);
const joiner = upn(902);
const temporary = temporaryUpn(903);
const permanent = upn(904);
const elm = [
  // Left for Oak on 1 September 2025; Elm still has her two earlier results.
  `${mover},,00900,Moves,Amira,03/02/2016,5,5E,,31/08/2025,98,101,`,
  `${leaver},,00901,Leaves,Ben,04/02/2016,5,5E,,18/07/2025,104,100,`,
  // A temporary number at Elm, made permanent at Oak: Oak says which it was.
  `${temporary},,00903,Changes,Cleo,05/02/2016,5,5E,,31/08/2025,90,92,`,
  // No number yet; the school knows him by his admission number.
  `,,00905,Comes,Dev,06/02/2016,5,5E,01/10/2025,,,,88`,
];
const oak = [
  // Oak was sent her summer result too: the same one twice, counted once.
  `${mover},,00100,Moves,Amira,03/02/2016,5,5O,01/09/2025,,,101,96`,
  `${permanent},${temporary},00101,Changes,Cleo,05/02/2016,5,5O,01/09/2025,,,,94`,
  `${joiner},,00102,Joins,Eva,07/02/2016,5,5O,15/09/2025,,,,97`,
];
const schoolFile = (pupils: readonly string[], from: number, group: string): string =>
  [header, ...stayers(from, group), ...pupils].join('\n');

async function converted(
  files: Readonly<Record<string, string>>,
  answer: (mapping: Mapping, questions: readonly { at: readonly string[]; as: string; of: string }[]) => void = () =>
    undefined,
) {
  return withFolder(files, async (folder) => {
    const paths = Object.keys(files).map((name) => join(folder, name));
    const plan = await planConversion(paths, null, '2025-12-10');
    const { mapping, questions } = plan.proposal;
    answer(mapping, questions);
    const { files: written, report } = carryOut(plan, mapping);
    await mkdir(join(folder, 'data'));
    for (const [name, text] of Object.entries(written)) await writeFile(join(folder, 'data', name), text);
    const read = await readDataFolder(join(folder, 'data'));
    const { tables } = await analyse(read.data, defaultPolicy);
    const again = await planConversion(paths, mapping, '2025-12-11');
    const { pupils, results, windows: names } = read.data;
    const lines = (id: string): string[] =>
      Array.from({ length: results.count }, (_, row) => row)
        .filter((row) => pupils.pupilId[results.pupil[row]] === id)
        .map((row) =>
          [
            names.window[results.window[row]],
            results.score[row],
            textAt(results.school, row),
            textAt(results.class, row),
          ].join(' '),
        );
    return { mapping, questions, asksAgain: again.proposal.questions, written, report, read, tables, lines };
  });
}

function agendaOf({ tables }: Awaited<ReturnType<typeof converted>>, id: string): RowOf<'agenda'> | undefined {
  return runRows(tables.agenda).find((row) => row.pupil_id === id);
}

test('two schools’ files with a mover, a leaver, joiners and a number made permanent end in one agenda', async () => {
  const both = await converted({
    'Elm Primary autumn.csv': schoolFile(elm, 100, '5E'),
    'Oak Primary autumn.csv': schoolFile(oak, 200, '5O'),
  });
  // No column names the schools and the files hold different pupils: their names are asked, nothing else is.
  expect(both.questions.map(({ of, as }) => [of, as])).toEqual([
    ['school', 'Elm Primary'],
    ['school', 'Oak Primary'],
  ]);
  expect(both.asksAgain).toEqual([]);
  const { report, read, lines } = both;
  expect(report.roll).toEqual({
    joined: 2,
    left: 1,
    leaversResults: 2,
    moved: 2,
    underFormerNumbers: 2,
    withoutNumber: 1,
  });
  expect(report.results).toMatchObject({ seen: 201, notUsed: 0 });
  expect(read.data.rejects).toEqual([]);
  expect(read.report.duplicates.identical).toBe(1);
  // Each result stands at the school and class where the pupil was then.
  // A sheet of this year does not say in which class a pupil was last year.
  expect(lines(mover)).toEqual([
    '2024-autumn-2 98 Elm Primary ',
    '2024-summer-2 101 Elm Primary ',
    '2025-autumn-2 96 Oak Primary 5O',
  ]);
  expect(lines(permanent)).toHaveLength(3);
  expect(lines(temporary)).toEqual([]);
  expect(lines('Elm Primary 00905')).toEqual(['2025-autumn-2 88 Elm Primary 5E']);
  expect(both.written['context.csv']).toBe(
    `pupil_id,kind,from,to\n${[mover, permanent]
      .sort()
      .map((id) => `${id},school-move,2025-09-01,2025-09-01`)
      .join('\n')}\n`,
  );
  expect(read.report.changes).toMatchObject({ joined: 4, firstResults: 2, left: 1, leaversResults: 2, moved: 2 });
  expect(dataReportText(read.report)).toContain('1 left (not on roll; 2 results of theirs kept for comparison)');
  expect(read.report.roll.pupils).toBe(64);
  // A mover is compared over the whole time; a leaver is kept and not discussed.
  expect(agendaOf(both, mover)).toMatchObject({ school: 'Oak Primary', class: '5O' });
  expect(runRows(both.tables.growth).map((row) => row.pupil_id)).toContain(mover);
  expect(runRows(both.tables.growth).map((row) => row.pupil_id)).toContain(permanent);
  expect(agendaOf(both, leaver)).toMatchObject({
    section: 'not-listed',
    sentence: expect.stringContaining('left in July 2025'),
  });
});

test('a child under two numbers that no file links is asked with its likelihood, and one child on a yes only', async () => {
  const files = {
    'Elm Primary.csv': schoolFile(elm.slice(0, 3), 100, '5E'),
    'Oak Primary.csv': schoolFile([oak[1].replace(temporary, '')], 200, '5O'),
  };
  const pair = { of: `pupil ${temporary}`, as: `the same child as ${permanent}`, at: ['identifiers', temporary] };
  const unanswered = await converted(files);
  expect(unanswered.questions).toContainEqual(expect.objectContaining(pair));
  expect([unanswered.lines(temporary).length, unanswered.lines(permanent).length]).toEqual([2, 1]);
  const answered = (word: string) =>
    converted(files, (mapping, questions) => {
      answerQuestion(mapping, { at: questions.find(({ of }) => of === pair.of)!.at }, word);
    });
  const one = await answered('yes');
  expect([one.lines(temporary).length, one.lines(permanent).length]).toEqual([0, 3]);
  expect(one.asksAgain).toEqual([]);
  const two = await answered('no');
  expect([two.lines(temporary).length, two.lines(permanent).length]).toEqual([2, 1]);
  expect(two.asksAgain).toEqual([]);
});

test('a move without a date lies between the last result at one school and the first at the next, whatever the order of files', async () => {
  const long = (school: string, rows: readonly string[]): string =>
    ['UPN,School,Year Group,Reg,Aspect,Result Set,Result', ...rows.map((row) => row.replace('SCHOOL', school))].join(
      '\n',
    );
  const elmFile = long('Elm', [
    `${mover},SCHOOL,4,4E,Reading SAS,Summer 2 2024/25,101`,
    `${leaver},SCHOOL,4,4E,Reading SAS,Summer 2 2024/25,90`,
  ]);
  const oakFile = long('Oak', [
    `${mover},SCHOOL,5,5O,Reading SAS,Autumn 2 2025/26,96`,
    `${leaver},SCHOOL,5,5O,Reading SAS,Autumn 2 2025/26,95`,
  ]);
  const results = await Promise.all([
    converted({ 'a.csv': elmFile, 'b.csv': oakFile }),
    converted({ 'a.csv': oakFile, 'b.csv': elmFile }),
  ]);
  for (const { lines, read, written, report } of results) {
    expect(lines(mover)).toEqual(['2024-summer-2 101 Elm 4E', '2025-autumn-2 96 Oak 5O']);
    // The newest row says the year group, not the first file.
    expect(textAt(read.data.pupils.yearGroup, 0)).toBe('5');
    expect(written['context.csv']).toContain(`${mover},school-move,2025-06-25,2025-12-01`);
    expect(report.roll).toMatchObject({ moved: 2, joined: 0, left: 0 });
  }
});

test('an admission number is a school’s own: a row of another school with the same one is not that pupil', async () => {
  const roll = `UPN,Adno,School,Year Group,Reg,Autumn 2 2025/26 Maths SAS\n${mover},00123,Elm,5,5E,99\n`;
  const results = 'Adno,School,Autumn 2 2025/26 Reading SAS\n00123,Elm,98\n00123,Oak,60\n';
  const { lines, report } = await converted({ 'roll.csv': roll, 'results.csv': results });
  expect(lines(mover)).toEqual(['2025-autumn-2 99 Elm 5E', '2025-autumn-2 98 Elm 5E']);
  expect(report.unused).toMatchObject([
    { file: 'results.csv', row: 3, reason: expect.stringContaining('no identifier') },
  ]);
});

test('last year’s sheet beside this year’s, with the same headings: each keeps its year, the newest says class and year group', async () => {
  const sheet = (year: number, group: string, pupils: readonly string[]): string =>
    [
      'UPN,School,Year Group,Reg,Autumn 2 Reading SAS,Summer 2 Reading SAS',
      ...pupils.map((id, k) => `${id},Elm,${year},${group},${90 + k},${91 + k}`),
    ].join('\n');
  const others = Array.from({ length: 10 }, (_, k) => upn(500 + k));
  const files = {
    'Elm 2024-25.csv': sheet(4, '4E', [...others, mover, leaver]),
    'Elm 2025-26.csv': sheet(5, '5E', [...others, mover, joiner]).replaceAll(/,\d+$/gm, ','),
  };
  for (const order of [Object.entries(files), Object.entries(files).toReversed()]) {
    const { read, lines, questions } = await converted(Object.fromEntries(order));
    expect(questions).toEqual([]);
    expect(read.data.rejects).toEqual([]);
    expect(read.data.results.count).toBe(36);
    expect(lines(mover)).toEqual(['2024-autumn-2 100 Elm 4E', '2024-summer-2 101 Elm 4E', '2025-autumn-2 100 Elm 5E']);
    const at = read.data.pupils.pupilId.indexOf(mover);
    expect([textAt(read.data.pupils.yearGroup, at), textAt(read.data.pupils.class, at)]).toEqual(['5', '5E']);
    expect(read.report.changes).toMatchObject({ firstResults: 1 });
  }
});

test('a pupil on two rolls without a date is at the school of the file given first, and that is said', async () => {
  const roll = (school: string, group: string): string => `UPN,School,Year Group,Reg\n${mover},${school},5,${group}\n`;
  const results = `UPN,Autumn 2 2025/26 Reading SAS\n${mover},98\n`;
  const { read, report } = await converted({
    'a.csv': roll('Elm', '5E'),
    'b.csv': roll('Oak', '5O'),
    'r.csv': results,
  });
  expect(textAt(read.data.pupils.school, 0)).toBe('Elm');
  expect(report.notes).toContainEqual({
    text: expect.stringContaining('no date says where they are now'),
    count: 1,
  });
});

test('a transfer file’s school history dates a move', async () => {
  const xml = `<CTfile><Header><DateTime>2025-11-20T09:00:00</DateTime><SourceSchool><SchoolName>Oak</SchoolName></SourceSchool></Header><CTFpupilData><Pupil><UPN>${mover}</UPN><Surname>Moves</Surname><Forename>Amira</Forename><BasicDetails><NCyearActual>5</NCyearActual></BasicDetails><SchoolHistory><School><SchoolName>Elm</SchoolName><EntryDate>2020-09-01</EntryDate><LeavingDate>2025-08-31</LeavingDate></School><School><SchoolName>Oak</SchoolName><EntryDate>2025-09-03</EntryDate></School></SchoolHistory></Pupil></CTFpupilData></CTfile>`;
  const results = `UPN,Reading SAS Summer 2 2024/25,Reading SAS Autumn 2 2025/26\n${mover},101,96\n`;
  const { lines, written, report } = await converted({ 'a.xml': xml, 'results.csv': results });
  expect(lines(mover)).toEqual(['2024-summer-2 101 Elm ', '2025-autumn-2 96 Oak ']);
  expect(written['context.csv']).toBe(`pupil_id,kind,from,to\n${mover},school-move,2025-09-03,2025-09-03\n`);
  expect(report.roll).toMatchObject({ moved: 1 });
  expect(report.notes.map(({ text }) => text).join()).not.toContain('ENTRYDATE');
});

test('a mapping holds pupils’ numbers and answers, and no name; one of an earlier version loses its names', async () => {
  const roll = `UPN,Surname,Forename,DOB,School,Reg\n${mover},Moves,Amira,03/02/2016,Elm,5E\n`;
  const publisher =
    'First Name,Last Name,Date of Birth,Test Name,SAS,Date Taken\nAmira,MOVES,03/02/2016,NGRT,98,12/11/2025\n';
  const { mapping, read } = await converted({ 'roll.csv': roll, 'ngrt.csv': publisher }, (made, [question]) => {
    answerQuestion(made, question, 'yes');
  });
  expect(read.data.results.count).toBe(1);
  expect(JSON.stringify(mapping)).not.toMatch(/moves|amira|2016/i);
  expect(Object.values(mapping.people)).toMatchObject([{ id: mover, same: true, row: 'ngrt.csv row 2' }]);
});
