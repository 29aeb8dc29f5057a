import { expect, test } from 'vitest';
import { convertText } from './convert-text.ts';

/*
 * A small file in the layout of each system or publisher, as its public documentation describes it; all people are made up. What
 * is expected is whose result, of which subject, window and scale, and what is asked.
 */

const [amira, ben] = ['B801200005001', 'R674123101121'];

interface Peer {
  readonly files: Readonly<Record<string, string>>;
  readonly results: readonly string[];
  readonly asked: readonly string[];
}

const rows = (header: string, ...lines: readonly string[]): string => `${[header, ...lines].join('\n')}\n`;

const peers: Readonly<Record<string, Peer>> = {
  // https://help2.renaissance.com/reports/25076: columns of the extract, times in UTC
  'Star, assessment extract': {
    files: {
      'star.csv': rows(
        'School Name,Student ID,Student First Name,Student Last Name,Current Grade,Activity Name,Season,Completed Date,Scaled Score,Percentile Rank,Student Growth Percentile',
        'Elm,P1001,Amira,Sayed,4,Star Reading,Fall Testing Window,2026-09-20T09:00:00.000Z,412,48,51',
        'Elm,P1002,Ben,Okoro,5,Star Maths,Fall Testing Window,2026-09-20T09:30:00.000Z,590,66,40',
      ),
    },
    results: ['P1001 reading 2026-autumn 412 star-scaled-score', 'P1002 mathematics 2026-autumn 590 star-scaled-score'],
    asked: [],
  },
  // https://connection.nwea.org (MAP Growth comprehensive data file): StudentID, TermName, TestRITScore, TestStandardError …
  'NWEA MAP Growth, comprehensive data file': {
    files: {
      'AssessmentResults.csv': rows(
        'TermName,SchoolName,StudentID,StudentLastName,StudentFirstName,Grade,Discipline,TestName,TestStartDate,TestRITScore,TestStandardError,TestPercentile',
        'Autumn 2026-2027,Elm,P1001,Sayed,Amira,4,Reading,Growth: Reading 2-5 UK,22/09/2026,198,3.2,47',
        'Autumn 2026-2027,Elm,P1002,Okoro,Ben,5,Mathematics,Growth: Maths 2-5 UK,23/09/2026,211,3.0,61',
      ),
    },
    results: ['P1001 reading 2026-autumn 198 ', 'P1002 mathematics 2026-autumn 211 '],
    asked: [],
  },
  // https://kb.insighttracking.com: a pupil a row, a column a subject and assessment point
  'Insight, pupils and main assessments': {
    files: {
      'insight.csv': rows(
        'UPN,Forename,Surname,Year Group,Class,School,2025/26 Autumn 2 Reading Main Assessment,2025/26 Autumn 2 Maths Main Assessment',
        `${amira},Amira,Sayed,4,4K,Elm,Below,Expected`,
        `${ben},Ben,Okoro,5,5B,Elm,Expected,Above`,
      ),
    },
    results: [
      `${amira} reading 2025-autumn-2 Below school-grades`,
      `${amira} mathematics 2025-autumn-2 Expected school-grades`,
      `${ben} reading 2025-autumn-2 Expected school-grades`,
      `${ben} mathematics 2025-autumn-2 Above school-grades`,
    ],
    asked: [],
  },
  // SIMS assessment: aspect, result set and result, a result a row
  'SIMS, aspects and result sets': {
    files: {
      'sims.csv': rows(
        'UPN,Surname,Forename,Year Group,School,Aspect Name,Result Set,Result Date,Grade',
        `${amira},Sayed,Amira,Year  4,Elm,NFER Reading SAS,Autumn 2 2025/26,24/11/2025,98`,
        `${ben},Okoro,Ben,Year  5,Elm,NFER Maths SAS,Autumn 2 2025/26,25/11/2025,111`,
      ),
    },
    results: [
      `${amira} reading 2025-autumn-2 98 nfer-standardised`,
      `${ben} mathematics 2025-autumn-2 111 nfer-standardised`,
    ],
    asked: [],
  },
  // GL Assessment, NGRT group report: age at test, form, SAS with its stanine, percentile and reading age
  'GL, New Group Reading Test': {
    files: {
      'NGRT.csv': rows(
        'Surname,Forename,UPN,Year,School,Date of Test,Form,Age at test (yrs:mths),SAS,Stanine,National Percentile Rank,Reading age (yrs:mths)',
        `Sayed,Amira,${amira},4,Elm,24/11/2025,A,8:04,95,4,37,8:02`,
        `Okoro,Ben,${ben},5,Elm,24/11/2025,A,9:01,>130,9,98,13:00+`,
      ),
    },
    results: [`${amira} reading 2025-autumn 95 ngrt`, `${ben} reading 2025-autumn 130 ngrt`],
    asked: ['aspects '],
  },
  // https://www.imsglobal.org/spec/oneroster/v1p1: userIds, statuses, results by line item
  'OneRoster 1.1': {
    files: {
      'users.csv': rows(
        'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,identifier,grades',
        `u1,active,,true,o1,student,a,{UPN:${amira}},Amira,Sayed,,04`,
      ),
      'orgs.csv': rows('sourcedId,status,dateLastModified,name,type,identifier', 'o1,active,,Elm,school,'),
      'academicSessions.csv': rows(
        'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
        's1,active,,Autumn Term,term,2025-09-01,2025-12-19,,2026',
      ),
      'lineItems.csv': rows(
        'sourcedId,status,dateLastModified,title,academicSessionSourcedId',
        'l1,active,,Reading NFER,s1',
        'l2,active,,Maths NFER,s1',
      ),
      'results.csv': rows(
        'sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment',
        'r1,active,,l1,u1,fully graded,98,2025-11-20,',
        'r2,active,,l2,u1,exempt,,2025-11-20,',
      ),
    },
    results: [
      `${amira} reading Autumn Term 2025/26 98 nfer-standardised`,
      `${amira} mathematics Autumn Term 2025/26 disapplied nfer-standardised`,
    ],
    asked: [],
  },
};

test.each(Object.entries(peers))('%s', async (_name, { files, results: expected, asked }) => {
  const { results, proposal } = await convertText(files, { today: '2026-12-01' });
  const line = (row: Record<string, string>): string =>
    [row['pupil_id'], row['subject'], row['window'], row['score'] || row['status'], row['scale']].join(' ');
  expect(results.map(line)).toEqual(expected);
  expect(proposal.questions.map(({ at }) => at.join(' '))).toEqual(asked);
});
