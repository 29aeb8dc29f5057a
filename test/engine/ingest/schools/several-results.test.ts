import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { convertCommand } from '../../../../engine/cli/convert.ts';
import { withFolder } from '../folder/data-folder.ts';
import { convertText } from './convert-text.ts';

/* Files that hold several results of one subject and time: none cancels another, and none takes another's place in silence. */

const [amira, ben] = ['B801200005001', 'R674123101121'];

const assessment = (stage: string, parts: readonly string[]): string => {
  const [year, subject, method, component, qualifier, result] = parts;
  return `<KeyStage><Stage>${stage}</Stage><StageAssessment><Year>${year}</Year><Subject>${subject}</Subject><Method>${method}</Method><Component>${component}</Component><ResultQualifier>${qualifier}</ResultQualifier><Result>${result}</Result></StageAssessment></KeyStage>`;
};
const transfer = (assessments: string, ns = ''): string =>
  `<CTfile${ns}><Header><SourceSchool><SchoolName>Elm</SchoolName></SourceSchool></Header><CTFpupilData><Pupil><UPN>${amira}</UPN><Surname>Sayed</Surname><Forename>Amira</Forename><BasicDetails><NCyearActual>6</NCyearActual></BasicDetails><StageAssessments>${assessments}</StageAssessments></Pupil></CTFpupilData></CTfile>`;

test.each(['', ' xmlns="http://www.dfes.gov.uk/ctf"'])(
  'of a Common Transfer File the scaled score is used before the teacher assessment and the marks, which are listed (%s)',
  async (ns) => {
    const { results, report } = await convertText({
      'a.xml': transfer(
        [
          ['KS2', ['2026', 'MAT', 'TA', '', 'NM', 'EXS']],
          ['KS2', ['2026', 'MAT', 'TT', 'PA1', 'RM', '35']],
          ['KS2', ['2026', 'MAT', 'TT', 'TOT', 'SS', '105']],
          ['KS2', ['2026', 'REA', 'TT', 'TOT', 'SS', 'N']],
          ['KS2', ['2026', 'REA', 'TA', '', 'NM', 'PK4']],
          ['KS1', ['2021', 'ENG', 'TT', 'PHO', 'NM', '34']],
          ['FSP', ['2020', 'LIT', 'TA', 'E08', 'NM', '2']],
          ['FSP', ['2020', 'LIT', 'TA', 'E09', 'NM', '1']],
        ]
          .map(([stage, parts]) => assessment(stage as string, parts as string[]))
          .join(''),
        ns,
      ),
    });
    expect(results.map((row) => [row['subject'], row['window'], row['score'], row['scale']].join(' | '))).toEqual([
      'mathematics | 2026-ks2 | 105 | ks2-scaled-score',
      'reading | 2026-ks2 | PK4 | pre-key-stage-2',
      'phonics | 2021-ks1 | 34 | phonics-check',
      'lit e08 | 2020-fsp | 2 | ',
      'lit e09 | 2020-fsp | 1 | ',
    ]);
    expect(report.results).toEqual({ seen: 8, used: 5, empty: 0, notUsed: 3 });
    expect(report.unused.map(({ column, value }) => `${column} ${value}`)).toEqual([
      'KS2 MAT EXS',
      'KS2 MAT PA1 35',
      'KS2 REA TOT N',
    ]);
    expect(report.unused[0].reason).toContain('is used instead: 105');
  },
);

test('of a Common Transfer File targets and estimates are no results', async () => {
  const one = (status: string, result: string): string =>
    `<KeyStage><Stage>KS2</Stage><StageAssessment><Year>2026</Year><Subject>MAT</Subject><Method>TT</Method><Component>TOT</Component><ResultStatus>${status}</ResultStatus><ResultQualifier>SS</ResultQualifier><Result>${result}</Result></StageAssessment></KeyStage>`;
  const { results, report } = await convertText({
    'a.xml': transfer(one('T', '110') + one('R', '104') + one('E', '99')),
  });
  expect(results.map(({ score }) => score)).toEqual(['104']);
  expect(report.unused.map(({ value }) => value)).toEqual(['110', '99']);
});

const roster = {
  'users.csv': `sourcedId,status,dateLastModified,enabledUser,givenName,familyName,identifier,grades,primaryOrgSourcedId\nu1,active,,true,Amira,Sayed,${amira.toLowerCase()},04,o1\nu2,active,,true,Ben,Okoro,${ben},04,o1\nt1,active,,true,Tess,Each,,,o1\nu9,toBeDeleted,,true,Gone,Away,X,04,o1\n`,
  'roles.csv':
    'sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId\nr1,active,,u1,primary,student,o1\nr2,active,,u2,primary,student,o1\nr3,active,,t1,primary,teacher,o1\n',
  'demographics.csv':
    'sourcedId,status,dateLastModified,birthDate,sex\nu1,active,,2017-07-03,female\nu2,active,,2016-10-09,male\n',
  'orgs.csv': 'sourcedId,status,dateLastModified,name,type\no1,active,,Elm Primary,school\n',
  'classes.csv':
    'sourcedId,status,dateLastModified,title,classType\nc1,active,,4K,homeroom\nc2,active,,Phonics set 2,scheduled\n',
  'enrollments.csv':
    'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role\ne1,active,,c1,o1,u1,student\ne2,active,,c2,o1,u1,student\ne3,active,,c1,o1,t1,teacher\n',
  'courses.csv': 'sourcedId,status,dateLastModified,title,courseCode\nx,active,,Year 4,Y4\n',
  'manifest.csv': 'propertyName,value\nmanifest.version,1.0\n',
  'academicSessions.csv':
    'sourcedId,status,dateLastModified,title,type,startDate,endDate\ns1,active,,Autumn Term,term,2024-09-01,2024-12-20\ns2,active,,Autumn Term,term,2025-09-01,2025-12-19\n',
  'lineItems.csv':
    'sourcedId,status,dateLastModified,title,academicSessionSourcedId\nl1,active,,Reading NFER,s1\nl2,active,,Reading NFER,s2\n',
  'results.csv':
    'sourcedId,status,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,textScore\nr1,active,l1,u1,fully graded,90,2024-11-20,\nr2,active,l2,u1,fully graded,95,2025-11-20,\nr3,active,l2,t1,fully graded,95,2025-11-20,\n',
};

test('OneRoster 1.2 as it is exported: two years’ autumn terms are two windows, staff are no pupils, classes and births are joined', async () => {
  const { pupils, results, report, proposal } = await convertText(roster);
  expect(proposal.questions).toEqual([]);
  expect(results.map(({ window, score }) => `${window} ${score}`)).toEqual([
    'Autumn Term 2024/25 90',
    'Autumn Term 2025/26 95',
  ]);
  expect(pupils).toMatchObject([
    {
      pupil_id: amira,
      class: '4K',
      date_of_birth: '2017-07-03',
      sex: 'female',
      year_group: '4',
      school: 'Elm Primary',
    },
    { pupil_id: ben, class: '', date_of_birth: '2016-10-09' },
  ]);
  expect(report.unused).toMatchObject([{ file: 'results.csv', row: 4, reason: 'The person is not a student.' }]);
  const notes = report.notes.map(({ text }) => text);
  expect(notes).toContain('People in OneRoster who are not students, left out.');
  expect(notes).toContain('People in OneRoster marked to be deleted, left out.');
  expect(notes).toContain('courses.csv is a part of OneRoster that is not needed, and is not read.');
});

test('a folder stands for the files in it', async () => {
  await withFolder({ ...roster, '.hidden': 'x', '~$book.xlsx': 'x' }, async (folder) => {
    const result = await convertCommand([folder, '--out', `${folder}-out`]);
    expect(result).toMatchObject({ exitCode: 0, json: { report: { pupils: 2, results: { used: 2, notUsed: 1 } } } });
    await expect(convertCommand([join(folder, 'none'), '--out', `${folder}-none`])).rejects.toThrow('cannot be read');
    await rm(`${folder}-out`, { recursive: true });
  });
});

test('of two columns with one heading neither cancels the other: the second is left out, said and asked', async () => {
  const { results, proposal, report } = await convertText({
    'a.csv': `UPN,School,Year,Autumn 2 2025/26 Reading SAS,Autumn 2 2025/26 Reading SAS\n${amira},Elm,4,100,101\n${ben},Elm,4,102,\n`,
  });
  expect(results.map(({ score }) => score)).toEqual(['100', '102']);
  expect(proposal.questions).toMatchObject([{ of: 'Autumn 2 2025/26 Reading SAS (2)', as: 'left out' }]);
  expect(report.notes.map(({ text }) => text)).toEqual([
    'Columns of a.csv left out: Autumn 2 2025/26 Reading SAS (2).',
  ]);
});
