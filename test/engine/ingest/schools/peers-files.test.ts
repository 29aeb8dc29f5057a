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

const upnOf = (upn: string): string =>
  `<UPN>${upn}</UPN><Surname>Sayed</Surname><Forename>Amira</Forename><DOB>2014-07-03</DOB><Sex>F</Sex>`;
/** Stage assessments: stage, subject, component, method, status, qualifier, result, year. */
const ctf = (assessments: readonly (readonly string[])[]): string =>
  `<?xml version="1.0"?><CTfile><Header><CTFversion>25.0</CTFversion><SourceSchool><LEA>674</LEA><Estab>1231</Estab><SchoolName>Elm</SchoolName></SourceSchool></Header><CTFpupilData><Pupil>${upnOf(amira)}<StageAssessments>${[
    ...Map.groupBy(assessments, ([stage]) => stage),
  ]
    .map(
      ([stage, group]) =>
        `<KeyStage><Stage>${stage}</Stage>${group
          .map(
            ([, subject, component, method, status, qualifier, result, year]) =>
              `<StageAssessment><Locale>ENG</Locale><Year>${year}</Year><Subject>${subject}</Subject><Method>${method}</Method><Component>${component}</Component><ResultStatus>${status}</ResultStatus><ResultQualifier>${qualifier}</ResultQualifier><Result>${result}</Result></StageAssessment>`,
          )
          .join('')}</KeyStage>`,
    )
    .join('')}</StageAssessments></Pupil></CTFpupilData></CTfile>`;

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
  // https://docs.bromcom.com/knowledge-base/how-to-import-primary-assessment-data/: type$term$year group$subject over own grades
  'Bromcom, summative assessments': {
    files: {
      'bromcom.csv': rows(
        'UPN,Legal Surname,Legal Forename,Year Group,School,Summative Assessment$Spring End of Term$3$Mathematics,Summative Assessment$Autumn End of Term$4$Reading',
        `${amira},Sayed,Amira,4,Elm,3EXS,4EXS`,
        `${ben},Okoro,Ben,4,Elm,3BXS,4GDS`,
      ),
    },
    results: [
      `${amira} mathematics 2025-spring 3EXS school-grades`,
      `${amira} reading 2026-autumn 4EXS school-grades`,
      `${ben} mathematics 2025-spring 3BXS school-grades`,
      `${ben} reading 2026-autumn 4GDS school-grades`,
    ],
    asked: ['scales school-grades', 'academicYear'],
  },
  // https://support.arbor-education.com/hc/en-us/articles/5704268317981: what its predecessor, ScholarPack, calls a pupil's facts;
  // steps of a year as schools of both enter them, half term by half term
  'ScholarPack, tracking by half term': {
    files: {
      'tracking.csv': rows(
        'UPN,Forename,Surname,Year,Class,School,Reading Aut1,Reading Aut2,Maths Aut1',
        `${amira},Amira,Sayed,4,4K,Elm,4b,4w,4s`,
        `${ben},Ben,Okoro,4,4K,Elm,3s,4b,3w+`,
      ),
    },
    results: [
      `${amira} reading 2026-autumn-1 4b school-grades`,
      `${amira} reading 2026-autumn-2 4w school-grades`,
      `${amira} mathematics 2026-autumn-1 4s school-grades`,
      `${ben} reading 2026-autumn-1 3s school-grades`,
      `${ben} reading 2026-autumn-2 4b school-grades`,
      `${ben} mathematics 2026-autumn-1 3w+ school-grades`,
    ],
    asked: ['scales school-grades', 'academicYear'],
  },
  // https://support.arbor-education.com/hc/en-us/articles/4430711472797: a column an assessment period
  'Arbor, summative tracking': {
    files: {
      'arbor.csv': rows(
        'Legal First Name,Legal Last Name,UPN,Year Group,Registration Form,School,"Reading, Autumn Term 2025/2026 (Teacher Assessment)","Maths, Autumn Term 2025/2026 (Teacher Assessment)"',
        `Amira,Sayed,${amira},Year 4,4K,Elm,EXS,WTS`,
        `Ben,Okoro,${ben},Year 4,4K,Elm,PKS,GDS`,
      ),
    },
    results: [
      `${amira} reading 2025-autumn EXS teacher-assessment`,
      `${amira} mathematics 2025-autumn WTS teacher-assessment`,
      `${ben} reading 2025-autumn PKS teacher-assessment`,
      `${ben} mathematics 2025-autumn GDS teacher-assessment`,
    ],
    asked: [],
  },
  // https://nfertests.freshdesk.com/support/solutions/articles/80001087009: columns and codes of pupils; both scores of a test
  'NFER, Tests Analysis Tool': {
    files: {
      'nfer.csv': rows(
        'UPN,Forename,Surname,DOB,Gender,SEN,Class,School,Test,Date of test,Raw score,Standardised score,Age-standardised score',
        `${amira},Amira,Sayed,03/07/2017,F,N,4K,Elm,NFER Year 4 Autumn Reading,20/11/2025,30,101,102`,
        `${ben},Ben,Okoro,03/07/2017,M,K,4K,Elm,NFER Year 4 Autumn Reading,20/11/2025,10,<70,70`,
      ),
    },
    results: [`${amira} reading 2025-autumn 102 nfer-standardised`, `${ben} reading 2025-autumn 70 nfer-standardised`],
    asked: ['measures reading'],
  },
  // https://support.gl-assessment.co.uk/knowledge-base/assessments/pts-support/after-the-test/quick-data-guide
  'GL, Progress Test in Maths': {
    files: {
      'PTM.csv': rows(
        'Surname,Forename,UPN,Year,School,Test,Level,Date of test,Age at test (yrs:mths),No. attempted,SAS,Stanine (ST),Group Rank (/25),NPR,Progress Category',
        `Sayed,Amira,${amira},4,Elm,Progress Test in Maths,PTM9,24/11/2025,8:04,45,95,4,12=,37,Expected`,
        `Okoro,Ben,${ben},4,Elm,Progress Test in Maths,PTM9,24/11/2025,8:04,44,>141,9,1,99,Higher than expected`,
      ),
    },
    results: [
      `${amira} mathematics 2025-autumn 95 gl-progress-test`,
      `${ben} mathematics 2025-autumn 141 gl-progress-test`,
    ],
    asked: [],
  },
  // https://szhelp.renaissance.com/hc/en-us/articles/10935292314139: benchmark periods, raw and composite scores, percentiles, tiers
  'aimswebPlus, benchmark scores': {
    files: {
      'aimsweb.csv': rows(
        'School,Student ID,Last Name,First Name,Grade,School Year,Benchmark Period,Measure,Form,Score,National Percentile,Tier',
        'Elm,P1001,Sayed,Amira,4,2025-2026,Fall,Oral Reading Fluency,1,112,55,Tier 1',
        'Elm,P1002,Okoro,Ben,4,2025-2026,Fall,Oral Reading Fluency,1,62,12,Tier 3',
        'Elm,P1001,Sayed,Amira,4,2025-2026,Winter,Oral Reading Fluency,2,121,58,Tier 1',
      ),
    },
    results: ['P1001 reading 2025-autumn 112 ', 'P1002 reading 2025-autumn 62 ', 'P1001 reading 2025-spring 121 '],
    asked: [],
  },
  // https://kb.insighttracking.com/article/j1y1dmctez-smartgrade: result types of the bulk export
  'Smartgrade, bulk export': {
    files: {
      'smartgrade.csv': rows(
        'UPN,First Name,Last Name,Year Group,School,Assessment,Date,Result Type,Result',
        ...[amira, ben].flatMap((upn, at) => [
          `${upn},${['Amira', 'Ben'][at]},${['Sayed', 'Okoro'][at]},4,Elm,HeadStart Maths Autumn 2025,20/11/2025,RAW SCORE,${20 + at}`,
          `${upn},${['Amira', 'Ben'][at]},${['Sayed', 'Okoro'][at]},4,Elm,HeadStart Maths Autumn 2025,20/11/2025,GLOBAL STD SCORE,${98 + at}`,
          `${upn},${['Amira', 'Ben'][at]},${['Sayed', 'Okoro'][at]},4,Elm,HeadStart Maths Autumn 2025,20/11/2025,GLOBAL % RANK,${45 + at}`,
        ]),
      ),
    },
    results: [
      `${amira} mathematics 2025-autumn 98 standardised-score`,
      `${ben} mathematics 2025-autumn 99 standardised-score`,
    ],
    asked: [],
  },
  // https://help.hoddereducation.co.uk/hc/en-gb/articles/360002239557: scores of a test in MARK
  'MARK, PUMA': {
    files: {
      'mark.csv': rows(
        'First name,Last name,UPN,Year group,School,Test,Test date,Raw score,Standardised score,Age-standardised score,Hodder Scale,Maths age',
        `Amira,Sayed,${amira},4,Elm,PUMA 4 Autumn,24/11/2025,21,98,99,4.3,8:01`,
        `Ben,Okoro,${ben},4,Elm,PUMA 4 Autumn,24/11/2025,11,88,89,3.3,7:01`,
      ),
    },
    results: [
      `${amira} mathematics 2025-autumn 99 pira-puma-standardised`,
      `${ben} mathematics 2025-autumn 89 pira-puma-standardised`,
    ],
    asked: ['measures mathematics'],
  },
  // https://help.nwea.org, MAP Growth class report as data: RIT with its range, percentile, term in a column
  'MAP Growth, a term a row': {
    files: {
      'map.csv': rows(
        'Student ID,Last Name,First Name,Grade,School,Subject,Term Tested,RIT Score,Standard Error,Percentile,Lexile',
        'P1001,Sayed,Amira,4,Elm,Reading,Fall 2025-2026,198,3.2,47,600L',
        'P1002,Okoro,Ben,4,Elm,Mathematics,Fall 2025-2026,205,3.1,52,',
      ),
    },
    results: ['P1001 reading 2025-autumn 198 ', 'P1002 mathematics 2025-autumn 205 '],
    asked: [],
  },
  // https://help.nomoremarking.com/en/article/what-results-are-available-in-spreadsheet-form-1jzyob1/
  'No More Marking, candidates’ results': {
    files: {
      'writing autumn 2025.csv': rows(
        'QR Code,UPN,First Name,Last Name,DOB,Gender,Group,Pupil Premium,Year Group,Scaled Score,Scaled Score SE,True Score,Infit,Writing Age',
        `123456,${amira},Amira,Sayed,2017-07-03,F,4K,No,4,512,11,0.3,0.9,8y 1m`,
        `123457,${ben},Ben,Okoro,2017-05-03,M,4K,Yes,4,534,12,0.9,1.1,8y 7m`,
      ),
    },
    results: [`${amira} writing 2025-autumn 512 `, `${ben} writing 2025-autumn 534 `],
    asked: ['aspects ', 'sheets writing autumn 2025.csv', 'measures writing'],
  },
  // DfE, common transfer file 21 to 25 (https://www.gov.uk/government/collections/common-transfer-file): results, estimates, targets
  'Common transfer file 25': {
    files: {
      '6741231_CTF_6749999_001.xml': ctf([
        ['KS1', 'MAT', 'MAT', 'TT', 'R', 'SS', '104', '2021'],
        ['KS1', 'WRI', 'WRI', 'TA', 'R', 'TA', 'PK3', '2021'],
        ['KS1', 'ENG', 'REA', 'TA', 'E', 'TA', 'GDS', '2021'],
        ['KS2', 'MAT', 'MTC', 'TT', 'R', 'MT', '21', '2023'],
        ['KS2', 'ENG', 'REA', 'TT', 'R', 'SS', '98', '2025'],
        ['KS2', 'ENG', 'REA', 'TT', 'T', 'SS', '110', '2025'],
        ['KS2', 'MAT', 'MAT', 'TT', 'R', 'SS', 'A', '2025'],
      ]),
    },
    results: [
      `${amira} mathematics 2021-ks1 104 ks1-scaled-score`,
      `${amira} writing 2021-ks1 PK3 pre-key-stage-1`,
      `${amira} multiplication tables 2023-ks2 21 multiplication-tables-check`,
      `${amira} reading 2025-ks2 98 ks2-scaled-score`,
      `${amira} mathematics 2025-ks2 absent ks2-scaled-score`,
    ],
    asked: [],
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
  // the line items of 1.1 as its table has them, and their 0 to 100 among the columns: https://www.imsglobal.org/oneroster-v11-final-csv-tables
  'OneRoster 1.1, sessions as grading periods': {
    files: {
      'users.csv': rows(
        'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,identifier,grades',
        `u1,active,,true,o1,student,a,{UPN:${amira}},Amira,Sayed,,04`,
      ),
      'academicSessions.csv': rows(
        'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
        's1,active,,Spring Term,gradingPeriod,2026-01-05,2026-03-27,,2026',
      ),
      'lineItems.csv': rows(
        'sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax',
        'l1,active,,Reading NFER,,2026-03-02,2026-03-06,c1,k1,s1,60,140',
      ),
      'results.csv': rows(
        'sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment',
        'r1,active,,l1,u1,fully graded,98,2026-03-05,',
      ),
    },
    results: [`${amira} reading Spring Term 2025/26 98 nfer-standardised`],
    asked: [],
  },
  // users without a role, roles of their own, sessions of line items, text scores: https://www.imsglobal.org/spec/oneroster/v1p2
  'OneRoster 1.2': {
    files: {
      'manifest.csv': rows('propertyName,value', 'manifest.version,1.0', 'oneroster.version,1.2'),
      'users.csv': rows(
        'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns',
        `u1,active,,true,a,{UPN:${amira}},Amira,Sayed,,,,,,,04,,,,,,o1,`,
        'u2,active,,true,t,,Tom,Teacher,,,,,,,,,,,,,o1,',
      ),
      'roles.csv': rows(
        'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId',
        'x1,active,,u1,primary,student,,,o1,',
        'x2,active,,u2,primary,teacher,,,o1,',
      ),
      'orgs.csv': rows(
        'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
        'o1,active,,Elm,school,,',
      ),
      'academicSessions.csv': rows(
        'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
        's1,active,,Autumn Term,term,2025-09-01,2025-12-19,,2026',
      ),
      'lineItems.csv': rows(
        'sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId',
        'l1,active,,Maths NFER,,2025-11-17,2025-11-21,c1,k1,s1,60,140,o1',
      ),
      'results.csv': rows(
        'sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,classSourcedId,inProgress,incomplete,late,missing',
        'r1,active,,l1,u1,fully graded,101,2025-11-20,,,c1,false,false,false,false',
        'r2,tobedeleted,,l1,u1,fully graded,11,2025-11-20,,,c1,false,false,false,false',
      ),
    },
    results: [`${amira} mathematics Autumn Term 2025/26 101 nfer-standardised`],
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
