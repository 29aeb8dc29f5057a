import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { convertCommand } from '../../../../engine/cli/convert.ts';
import { answerQuestion } from '../../../../engine/ingest/schools/propose/answer-question.ts';
import { carryOut, planConversion } from '../../../../engine/ingest/schools/convert-files.ts';
import { readDataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { resultStatuses, type AssessmentData } from '../../../../engine/tables/assessment-data.ts';
import { textAt } from '../../../../engine/tables/text-column.ts';
import { withFolder, type Files } from '../folder/data-folder.ts';

const today = '2026-06-20';
/** Right check letters by the DfE's rule. */
const [amira, ben, temporary] = ['B801200005001', 'R674123101121', 'A80120000501A'];

/** Converts with every guess accepted and reads the folder that comes out. */
async function convert(files: Files) {
  return withFolder(files, async (folder) => {
    const plan = await planConversion(
      Object.keys(files).map((name) => join(folder, name)),
      null,
      today,
    );
    const { files: written, report } = carryOut(plan, plan.proposal.mapping);
    await mkdir(join(folder, 'data'));
    for (const [name, text] of Object.entries(written)) await writeFile(join(folder, 'data', name), text);
    const { data, report: read } = await readDataFolder(join(folder, 'data'));
    expect(data.rejects).toEqual([]);
    const { seen, used, empty, notUsed } = report.results;
    expect(used + empty + notUsed).toBe(seen);
    expect(data.results.count + read.duplicates.identical).toBe(used);
    return { plan, data, report, lines: lines(data) };
  });
}

function lines({ results, pupils, windows, subjects, scales }: AssessmentData): string[] {
  return Array.from({ length: results.count }, (_, row) =>
    [
      pupils.pupilId[results.pupil[row]],
      subjects[results.subject[row]],
      windows.window[results.window[row]],
      results.status[row] === 0
        ? results.score[row]
        : `${resultStatuses[results.status[row]]} ${results.score[row]}`.trim(),
      scales[results.scale[row]]?.scale ?? '-',
    ].join(' | '),
  ).sort();
}

describe('a school’s file becomes a data folder, every result cell used, empty or left out with its reason', () => {
  test('a wide sheet with two rows of headings and a title, from a workbook', async () => {
    const rows = [
      ['Oakfield Primary 4K', null, null, null, null, null, null],
      [null, null, null, null, 'Autumn 2', null, 'Spring 2'],
      ['UPN', 'Legal Surname', 'Reg', 'DOB', 'Reading SAS', 'Maths SAS', 'Reading SAS'],
      [amira, 'Sayed', '4K', new Date(Date.UTC(2017, 6, 3)), 98, 103, 101],
      [ben, 'Okoro', '4K', new Date(Date.UTC(2016, 9, 9)), 'abs', '<70', null],
      [temporary, 'Lee', '4K', new Date(Date.UTC(2016, 11, 1)), '#N/A', 84, 'BTS'],
      ['', 'Average', null, null, 98, 93.5, 101],
    ];
    const { lines, data, report, plan } = await convert({
      '4K 2025-26.xlsx': await writeXlsx({ sheets: [{ name: 'Data', rows }] }),
    });
    expect(lines).toEqual([
      `${temporary} | mathematics | 2025-autumn-2 | 84 | standardised-score`,
      `${temporary} | reading | 2025-spring-2 | below-test | standardised-score`,
      `${amira} | mathematics | 2025-autumn-2 | 103 | standardised-score`,
      `${amira} | reading | 2025-autumn-2 | 98 | standardised-score`,
      `${amira} | reading | 2025-spring-2 | 101 | standardised-score`,
      `${ben} | mathematics | 2025-autumn-2 | floor 70 | standardised-score`,
      `${ben} | reading | 2025-autumn-2 | absent | standardised-score`,
    ]);
    expect(textAt(data.pupils.yearGroup, 0)).toBe('4');
    expect(textAt(data.pupils.class, 0)).toBe('4K');
    expect(report.results).toEqual({ seen: 12, used: 7, empty: 2, notUsed: 3 });
    expect(report.unused).toMatchObject([{ row: 7, reason: expect.stringContaining('a line of the sheet’s own') }]);
    expect(plan.proposal.questions).toEqual([]);
    expect(plan.proposal.guesses).toContainEqual(expect.objectContaining({ of: 'school', as: 'School' }));
    expect(report.notes.map(({ text }) => text).join()).toContain('Temporary');
  });

  test('a wide CSV in Windows-1252 with semicolons and headings that name the year group', async () => {
    const text = [
      'Adno;Preferred Surname;Forename;Year Group;School;Y3 Spr Maths SAS;Y4 Aut 1 Maths SAS;Notes',
      '000123;Müller;Zoë;Year 4;Elm;95;97;likes maps',
      '000124;Roe;Jo;4;Elm;12x;;',
    ].join('\r\n');
    const { lines, report, plan } = await convert({ 'export.csv': Buffer.from(text, 'latin1') });
    expect(plan.proposal.mapping.identifier).toBe('admission_number');
    expect(lines).toEqual([
      '000123 | mathematics | 2024-spring | 95 | standardised-score',
      '000123 | mathematics | 2025-autumn-1 | 97 | standardised-score',
    ]);
    expect(report.unused).toMatchObject([{ row: 3, column: 'Y3 Spr Maths SAS', value: '12x' }]);
    expect(report.notes.map(({ text: note }) => note)).toContain('export.csv is read as windows-1252.');
  });

  test('a long export: aspect, result set, grade; one subject in two spellings', async () => {
    const text = [
      'UPN,Surname,NC Year,School,Aspect,Result Set,Grade,Result Date',
      `${amira},Sayed,4,Elm,Eng: Reading,Autumn 2025/26,EXS,14/12/2025`,
      `${amira},Sayed,4,Elm,RDG,Spring 2025/26,GDS,03/04/2026`,
      `${ben},Okoro,4,Elm,Reading,Spring 2025/26,A,03/04/2026`,
      `${ben},Okoro,4,Elm,Reading,Summer 2025/26,,`,
    ].join('\n');
    const { lines, data } = await convert({ 'results.csv': text });
    expect(lines).toEqual([
      `${amira} | reading | 2025-autumn | EXS | reading (scale not named)`,
      `${amira} | reading | 2025-spring | GDS | reading (scale not named)`,
      `${ben} | reading | 2025-spring | absent | reading (scale not named)`,
    ]);
    expect([...data.windows.day]).toEqual(['2025-12-14', '2026-04-03'].map((day) => Date.parse(day) / 864e5));
  });

  test('a long export over two years whose result sets name no year: the date of each result says it, entered late or not', async () => {
    const text = [
      'UPN,NC Year,School,Aspect,Result Set,Result,Result Date',
      `${amira},4,Elm,Reading SAS,Autumn 2,98,02/12/2024`,
      `${amira},4,Elm,Reading SAS,Summer 2,99,05/09/2025`,
      `${amira},4,Elm,Reading SAS,Autumn 2,101,01/12/2025`,
    ].join('\n');
    const { lines } = await convert({ 'results.csv': text });
    expect(lines).toEqual([
      `${amira} | reading | 2024-autumn-2 | 98 | standardised-score`,
      `${amira} | reading | 2024-summer-2 | 99 | standardised-score`,
      `${amira} | reading | 2025-autumn-2 | 101 | standardised-score`,
    ]);
  });

  test('a test publisher’s CSV: the window comes from the date of the test', async () => {
    const text = [
      'First Name\tLast Name\tUPN\tYear\tSchool\tTest Name\tStandardised Score\tDate Taken',
      `Amira\tSayed\t${amira}\t4\tElm\tNGRT\t83\t12/03/2026`,
      `Ben\tOkoro\t${ben}\t4\tElm\tNGRT\t118\t13/03/2026`,
    ].join('\n');
    const { lines } = await convert({ 'ngrt.tsv': text });
    expect(lines).toEqual([
      `${amira} | reading | 2025-spring | 83 | ngrt`,
      `${ben} | reading | 2025-spring | 118 | ngrt`,
    ]);
  });

  test('a Common Transfer File', async () => {
    const xml = `<?xml version="1.0"?><CTfile><Header><SourceSchool><LEA>674</LEA><Estab>1231</Estab><SchoolName>Demo Primary</SchoolName></SourceSchool></Header>
<CTFpupilData><Pupil><UPN>${ben}</UPN><Surname>EXAMPLE</Surname><Forename>ALEX</Forename><DOB>2016-08-20</DOB><Sex>F</Sex>
<BasicDetails><NCyearActual>5</NCyearActual><Ethnicity>WBRI</Ethnicity></BasicDetails><LookedAfter><InCare>false</InCare></LookedAfter>
<SENhistory><SEN><StartDate>2025-02-03</StartDate><SENprovision>K</SENprovision></SEN><SEN><StartDate>2023-02-03</StartDate><SENprovision>N</SENprovision></SEN>
<SENneeds><SENneed><SENtypeRank>2</SENtypeRank><SENtype>SEMH</SENtype></SENneed><SENneed><SENtypeRank>1</SENtypeRank><SENtype>SLCN</SENtype></SENneed></SENneeds></SENhistory>
<StageAssessments><KeyStage><Stage>KS2</Stage><StageAssessment><Locale>ENG</Locale><Year>2025</Year><Subject>MAT</Subject>
<Method>TT</Method><Component>MTC</Component><ResultStatus>R</ResultStatus><ResultQualifier>MT</ResultQualifier><Result>14</Result></StageAssessment></KeyStage></StageAssessments></Pupil></CTFpupilData></CTfile>`;
    const { lines, data, report } = await convert({ '6741231_CTF_6741231_001.xml': xml });
    expect(lines).toEqual([`${ben} | multiplication tables | 2025-ks2 | 14 | multiplication-tables-check`]);
    expect(textAt(data.pupils.senStatus, 0)).toBe('K');
    expect(data.pupils.senSinceDay?.[0]).toBe(Date.UTC(2025, 1, 3) / 86_400_000);
    expect(textAt(data.pupils.primaryNeed, 0)).toBe('SLCN');
    expect(textAt(data.pupils.school, 0)).toBe('Demo Primary');
    expect(report.notes.map(({ text }) => text).join()).toContain('Elements ETHNICITY');
  });

  test('a sheet with the day the SEN status began, written the English way', async () => {
    const { data } = await convert({
      'sen.csv': `UPN,Surname,School,Year,SEN status,SEN start date,Autumn 2 Reading SAS\n${amira},Sayed,Elm,4,K,03/02/2025,98\n${ben},Okoro,Elm,4,N,,101\n`,
    });
    const at = (id: string) => data.pupils.senSinceDay?.[data.pupils.pupilId.indexOf(id)];
    expect([at(amira), at(ben)]).toEqual([Date.UTC(2025, 1, 3) / 86_400_000, Number.NaN]);
  });

  test('OneRoster: users, line items, sessions and results', async () => {
    const { lines, report } = await convert({
      'users.csv': `sourcedId,status,role,givenName,familyName,identifier,grades,orgSourcedIds\nu1,active,student,Amira,Sayed,${amira},04,o1\nu2,active,student,Ben,Okoro,${ben},04,o1\nt1,active,teacher,T,Each,,,o1\n`,
      'orgs.csv': 'sourcedId,status,name,type\no1,active,Elm Primary,school\n',
      'academicSessions.csv':
        'sourcedId,status,title,type,startDate,endDate,schoolYear\ns1,active,Spring 2026,term,2026-01-05,2026-03-27,2026\n',
      'lineItems.csv':
        'sourcedId,status,title,assignDate,dueDate,academicSessionSourcedId\nl1,active,Reading SAS,2026-03-01,2026-03-12,s1\n',
      'results.csv':
        'sourcedId,status,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,textScore\nr1,active,l1,u1,fully graded,97,2026-03-12,\nr2,active,l1,u2,exempt,,2026-03-12,\nr3,tobedeleted,l1,u2,fully graded,60,2026-03-12,\nr4,active,l1,u9,fully graded,60,2026-03-12,\n',
    });
    expect(lines).toEqual([
      `${amira} | reading | Spring 2026 | 97 | standardised-score`,
      `${ben} | reading | Spring 2026 | disapplied | standardised-score`,
    ]);
    expect(report.pupils).toBe(2);
    expect(report.unused.map(({ row, column }) => `${row} ${column}`)).toEqual(['4 status', '5 studentsourcedid']);
  });
});

test('a saved mapping settles the year of headings without one, and asks again in a later academic year', async () => {
  const file = `UPN,School,Class,Autumn 2 Reading SAS\n${amira},Elm,4K,98\n`;
  await withFolder({ 'a.csv': file }, async (folder) => {
    const paths = [join(folder, 'a.csv')];
    const first = await planConversion(paths, null, '2025-12-20');
    expect(first.proposal.questions.map(({ of, as }) => [of, as])).toEqual([['academicYear', '2025/26']]);
    const saved = { ...first.proposal.mapping, academicYear: 2024 };
    const again = await planConversion(paths, saved, '2026-03-01');
    expect(again.proposal.questions).toEqual([]);
    expect(carryOut(again, again.proposal.mapping).files['windows.csv']).toContain('2024-autumn-2,2024-12-01');
    const nextYear = await planConversion(paths, saved, '2026-11-24');
    expect(nextYear.proposal.questions.map(({ of, as }) => [of, as])).toEqual([['academicYear', '2026/27']]);
  });
});

describe('identity across files', () => {
  test('results under a former number go to the pupil’s present one; facts of several files are put together', async () => {
    const { lines, data, report } = await convert({
      'roll.csv': `UPN,Former UPN,Class,School,Sex\n${amira},${temporary},4K,Elm,F\n${ben},,4K,Elm,\n`,
      'results.csv': `UPN,School,Reading SAS Autumn 2025/26,Gender\n${temporary},Elm,88,F\n${ben},Oak,97,M\n`,
    });
    expect(lines).toEqual([
      `${amira} | reading | 2025-autumn | 88 | standardised-score`,
      `${ben} | reading | 2025-autumn | 97 | standardised-score`,
    ]);
    expect(data.pupils.pupilId).toEqual([amira, ben]);
    expect(textAt(data.pupils.sex, 1)).toBe('M');
    expect(textAt(data.pupils.school, 1)).toBe('Elm');
    // The roll holds now; the school of the results was before.
    expect(report.roll).toMatchObject({ moved: 1, underFormerNumbers: 1 });
  });

  test('two numbers of one child are suggested by likelihood and never merged', async () => {
    const text = `UPN,Surname,Forename,DOB,Class,School,Reading SAS Autumn 2025/26\n${amira},Sayed,Amira,20/08/2017,4K,Elm,98\n${ben},Sayed,Amira,20/08/2017,4K,Elm,97\n`;
    const { data, report } = await convert({ 'a.csv': text });
    expect(data.pupils.count).toBe(2);
    expect(report.possibleMatches).toMatchObject([{ id: amira, otherId: ben, likelihood: 0.99 }]);
    expect(JSON.stringify(report)).not.toContain('Sayed');
  });

  test('a file with admission numbers only joins one that holds both numbers; a number of two pupils joins neither', async () => {
    const { lines, report } = await convert({
      'results.csv': 'Adno,Reading SAS Autumn 2025/26\n000123,88\n000124,97\n000125,101\n',
      'roll.csv': `UPN,Adno,Class,School\n${amira},000123,4K,Elm\n${ben},000124,4K,Elm\n${temporary},000124,4K,Oak\n`,
    });
    expect(lines).toEqual([`${amira} | reading | 2025-autumn | 88 | standardised-score`]);
    expect(report.unused.map(({ row }) => row)).toEqual([3, 4]);
  });

  test('a publisher’s file without identifiers: each row’s likeliest pupil is asked, matched on yes only, and kept for the next term', async () => {
    const roll = `UPN,Surname,Forename,DOB,Class,School\n${amira},Sayed,Amira,20/08/2017,4K,Elm\n${ben},Okoro,Ben,09/10/2016,4K,Elm\n`;
    const publisher =
      'First Name,Last Name,Date of Birth,Test Name,SAS,Reading Age,Date Taken\nAmira,SAYED,20/08/2017,NGRT,83,7:02,12/03/2026\nBen,Okoro,09/10/2016,NGRT,118,11:04,12/03/2026\nNobody,Known,01/01/2016,NGRT,90,8:00,12/03/2026\n';
    await withFolder({ 'roll.csv': roll, 'ngrt.csv': publisher }, async (folder) => {
      const paths = ['roll.csv', 'ngrt.csv'].map((name) => join(folder, name));
      const plan = await planConversion(paths, null, today);
      const { mapping, questions } = plan.proposal;
      expect(questions.map(({ of, as }) => `${of}: ${as}`)).toEqual([`row 2: pupil ${amira}`, `row 3: pupil ${ben}`]);
      // Questions name rows, not children; nothing is matched until somebody says so.
      expect(JSON.stringify(questions.map(({ of, as, reason }) => [of, as, reason]))).not.toMatch(/sayed|okoro/i);
      const unanswered = carryOut(plan, mapping).report;
      expect(unanswered.results).toEqual({ seen: 6, used: 0, empty: 0, notUsed: 6 });
      expect(unanswered.unused[0].reason).toContain(`may be ${amira}`);
      answerQuestion(mapping, questions[0], 'yes');
      answerQuestion(mapping, questions[1], 'no');
      const { files, report } = carryOut(plan, mapping);
      expect(report.results).toEqual({ seen: 6, used: 1, empty: 0, notUsed: 5 });
      expect(files['assessments.csv']).toContain(`${amira},reading,2025-spring,83,ngrt`);
      const again = await planConversion(paths, mapping, today);
      expect(again.proposal.questions).toEqual([]);
      expect(carryOut(again, again.proposal.mapping).report.results.used).toBe(1);
    });
  });
});

describe('a column whose heading names a subject and a term', () => {
  const sheet = (spring: readonly string[]) =>
    `UPN,School,Class,Autumn 2025/26 Reading SAS,Spring 2025/26 Reading SAS,Blank\n${amira},Elm,4K,98,${spring[0]},\n${ben},Elm,4K,97,${spring[1]},\n`;

  test('and is still empty is read next term, with the mapping kept', async () => {
    await withFolder({ 'a.csv': sheet(['', '']), 'b.csv': sheet(['99', '101']) }, async (folder) => {
      const first = await planConversion([join(folder, 'a.csv')], null, today);
      expect(first.proposal.questions).toEqual([]);
      expect(first.proposal.mapping.columns).not.toHaveProperty('Blank');
      const next = await planConversion([join(folder, 'b.csv')], first.proposal.mapping, today);
      expect(next.proposal.questions).toEqual([]);
      expect(carryOut(next, next.proposal.mapping).report.results).toMatchObject({ used: 4, empty: 0 });
    });
  });

  test('and holds mostly what is no result is asked, and every cell accounted for', async () => {
    await withFolder({ 'a.csv': sheet(['=A1+1', '=A2+1']) }, async (folder) => {
      const plan = await planConversion([join(folder, 'a.csv')], null, today);
      expect(plan.proposal.questions).toMatchObject([{ of: 'Spring 2025/26 Reading SAS' }]);
      const { report } = carryOut(plan, plan.proposal.mapping);
      expect(report.results).toEqual({ seen: 4, used: 2, empty: 0, notUsed: 2 });
    });
  });
});

describe('several columns for one subject and window', () => {
  test('of a standardised score, another test’s score and a reading age one is followed, asked once; the others are kept apart', async () => {
    const { lines, plan, report } = await convert({
      'a.csv': `UPN,Class,School,Autumn 2025/26 Reading Age,Autumn 2025/26 Reading SAS,Autumn 2025/26 Reading Star\n${amira},4K,Elm,8:01,98,610\n`,
    });
    expect(lines).toEqual([`${amira} | reading | 2025-autumn | 98 | standardised-score`]);
    expect(plan.proposal.questions).toMatchObject([
      { at: ['measures', 'reading'], as: expect.stringContaining('standardised-score by age is followed') },
    ]);
    expect(report).toMatchObject({ apart: 2, results: { seen: 3, used: 1, notUsed: 2 }, unused: [] });
  });

  test('a sheet of scores that names no subject takes it from the name of its file, as a question', async () => {
    const { lines, plan } = await convert({
      'NGRT spring.csv': `UPN,School,Class,SAS,Reading Age,Date\n${amira},Elm,4K,83,7:02,12/03/2026\n`,
    });
    expect(lines).toEqual([`${amira} | reading | 2025-spring | 83 | ngrt`]);
    expect(plan.proposal.questions).toMatchObject([{ of: 'subject', as: 'subject reading' }]);
  });
});

describe('answerQuestion(mapping, question, answer)', () => {
  const guess = (...at: string[]) => ({ at });
  const fresh = async () =>
    withFolder(
      { 'a.csv': `UPN,Class,Blob\n${amira},4K,98\n` },
      async (folder) => (await planConversion([join(folder, 'a.csv')], null, today)).proposal.mapping,
    );

  test('takes a heading as it should have read, a field, a dash, a subject, a year, a school', async () => {
    const mapping = await fresh();
    expect(answerQuestion(mapping, guess('columns', 'Blob'), 'Spring 1 Maths SAS')).toBe(true);
    expect(mapping.columns['Blob']).toEqual({
      result: {
        subject: 'mathematics',
        scale: 'standardised-score',
        window: { term: 'spring', half: 1, academicYear: null, yearGroup: null },
      },
    });
    answerQuestion(mapping, guess('columns', 'Blob'), 'attendance');
    expect(mapping.columns['Blob']).toEqual({ field: 'attendance' });
    answerQuestion(mapping, guess('columns', 'Blob'), '-');
    expect(mapping.columns['Blob']).toEqual({ ignore: true });
    answerQuestion(mapping, guess('aspects', 'Wibble'), 'Rdg');
    expect(mapping.aspects['Wibble']).toEqual({ subject: 'reading', scale: null });
    answerQuestion(mapping, guess('academicYear'), '2024/25');
    answerQuestion(mapping, guess('school'), 'Elm');
    expect([mapping.academicYear, mapping.school]).toEqual([2024, 'Elm']);
  });

  test('refuses what it does not understand', async () => {
    const mapping = await fresh();
    expect(answerQuestion(mapping, guess('columns', 'Blob'), 'fish')).toBe(false);
    expect(answerQuestion(mapping, guess('windows', 'X'), 'fish')).toBe(false);
    expect(answerQuestion(mapping, guess('academicYear'), 'last year')).toBe(false);
  });
});

describe('same-start convert', () => {
  const wide = `UPN,Surname,Class,School,Aut 2 Reading SAS 2025-26\n${amira},Sayed,4K,Elm,98\n${ben},=HYPERLINK(1),4K,Elm,101\n`;
  const nextTerm = wide
    .replace('SAS 2025-26\n', 'SAS 2025-26,Spring 2 Reading SAS 2025-26,Blob\n')
    .replace('98\n', '98,99,\n')
    .replace('101\n', '101,103,\n');

  test('asks nothing when run again next term with the mapping it kept', async () => {
    await withFolder({ 'autumn.csv': wide, 'spring.csv': nextTerm }, async (folder) => {
      const first = await convertCommand([join(folder, 'autumn.csv'), '--out', join(folder, 'one')]);
      expect(first.exitCode).toBe(0);
      expect((await readdir(join(folder, 'one'))).sort()).toEqual([
        'assessments.csv',
        'mapping.json',
        'not-used.csv',
        'pupils.csv',
        'scales.csv',
        'windows.csv',
      ]);
      const second = await convertCommand([
        join(folder, 'spring.csv'),
        '--out',
        join(folder, 'two'),
        '--mapping',
        join(folder, 'one', 'mapping.json'),
      ]);
      expect(second).toMatchObject({ exitCode: 0, json: { converted: true, questions: [] } });
      const { data } = await readDataFolder(join(folder, 'two'));
      expect(lines(data)).toHaveLength(4);
    });
  });

  test('lists what it is not sure of and converts nothing, unless told yes; an answer settles it', async () => {
    const unsure = wide.replace('Aut 2 Reading SAS 2025-26', 'Rdg wibble Aut 2 2025-26');
    await withFolder({ 'a.csv': unsure }, async (folder) => {
      const out = join(folder, 'out');
      const asked = await convertCommand([join(folder, 'a.csv'), '--out', out]);
      expect(asked).toMatchObject({
        exitCode: 2,
        json: {
          converted: false,
          questions: [{ at: ['columns', 'Rdg wibble Aut 2 2025-26'], reason: expect.stringContaining('wibble') }],
        },
      });
      expect(await readdir(out)).toEqual(['mapping.json', 'questions.csv']);
      const settled = await convertCommand([
        join(folder, 'a.csv'),
        '--out',
        out,
        '--mapping',
        join(out, 'mapping.json'),
      ]);
      expect(settled.exitCode).toBe(0);
    });
  });

  test('ends with the checks of what it wrote: one number, and the difference by reason', async () => {
    const rows = `UPN,Class,School,Year Group,Autumn 2 2025/26 Reading SAS,Autumn 2 2025/26 Rdg SAS\n${amira},4K,Elm,4,98,\n${ben},4K,Elm,4,1o1,96\n`;
    // Two marks of one pupil, subject and window that differ: the conversion uses both, the checks neither.
    const twice = `UPN,Aspect,Result Set,Result\n${amira},Reading SAS,Spring 2 2025/26,98\n${amira},Reading SAS,Spring 2 2025/26,101\n`;
    await withFolder({ 'a.csv': rows, 'b.csv': twice }, async (folder) => {
      const paths = ['a.csv', 'b.csv'].map((name) => join(folder, name));
      const { json, text } = await convertCommand([...paths, '--out', join(folder, 'out'), '--yes']);
      const { results } = json as { results: { inFiles: number; analysed: number; notAnalysed: { count: number }[] } };
      const { data } = await readDataFolder(join(folder, 'out')).catch(() => ({ data: { results: { count: 0 } } }));
      expect(results.analysed).toBe(data.results.count);
      expect(results.inFiles - results.analysed).toBe(results.notAnalysed.reduce((sum, { count }) => sum + count, 0));
      expect(results.inFiles).toBeGreaterThan(results.analysed);
      expect(text).toContain(
        `${results.inFiles} results in the files: ${results.analysed} will be analysed, ${results.inFiles - results.analysed} will not.`,
      );
      expect(text).not.toMatch(/\d used/);
    });
  });

  test('takes answers from the table of questions it wrote; an empty one takes the proposal', async () => {
    const file = `UPN,School,Class,Rdg wibble Aut 2 2025-26,Maths SAS\n${amira},Elm,4K,98,99\n`;
    await withFolder({ 'autumn-2025.csv': file }, async (folder) => {
      const [path, out] = [join(folder, 'autumn-2025.csv'), join(folder, 'out')];
      const asked = await convertCommand([path, '--out', out]);
      expect(asked.text).not.toContain('mapping.json');
      const table = await readFile(join(out, 'questions.csv'), 'utf8');
      const answered = table.replace(/(sheets \/ autumn-2025.csv.*),(\r?\n)/, '$1,Spring 2026$2');
      expect(answered).not.toBe(table);
      await writeFile(join(folder, 'answers.csv'), answered);
      const done = await convertCommand([path, '--out', out, '--answers', join(folder, 'answers.csv')]);
      expect(done.exitCode).toBe(0);
      const windows = await readFile(join(out, 'windows.csv'), 'utf8');
      expect(windows.match(/^\d{4}-[^,]+/gm)).toEqual(['2025-autumn-2', '2025-spring']);
      await writeFile(join(folder, 'answers.csv'), table.replace(/(sheets \/ autumn-2025.csv.*),(\r?\n)/, '$1,fish$2'));
      await expect(
        convertCommand([path, '--out', out, '--answers', join(folder, 'answers.csv')]),
      ).rejects.toMatchObject({ code: 'answer-not-understood' });
    });
  });

  test('leaves other people’s folders alone and puts an apostrophe before a formula', async () => {
    await withFolder({ 'a.csv': wide }, async (folder) => {
      await expect(convertCommand([join(folder, 'a.csv'), '--out', folder, '--yes'])).rejects.toMatchObject({
        code: 'folder-in-use',
      });
      const plan = await planConversion([join(folder, 'a.csv')], null, today);
      expect(carryOut(plan, plan.proposal.mapping).files['pupils.csv']).toContain(",'=HYPERLINK(1),");
    });
  });
});
