/** A file in the shape of a school's or publisher's system, to be mutated; `beside` are read with it as they are. Synthetic pupils. */
export interface FuzzShape {
  readonly name: string;
  readonly text: string;
  readonly beside?: Readonly<Record<string, string>>;
}

const [amira, ben] = ['B801200005001', 'R674123101121'];

const sheets: readonly FuzzShape[] = [
  {
    // Two rows of headings, the headings again on the second page, totals and the day of printing in the column of numbers.
    name: 'sims.csv',
    text: `Elm Primary,,,,,,\nYear 4 Summary,,,,Autumn 2 2025/26,,Spring 2 2025/26\nUPN,Adno,Legal Surname,Legal Forename,Reading SAS,Maths SAS,Reading SAS\n${amira},004501,Sayed,Amira,98,<70,101\nUPN,Adno,Legal Surname,Legal Forename,Reading SAS,Maths SAS,Reading SAS\n${ben},004502,Okoro,Ben,130+,A,95+\nTBC,004503,Lee,Kit,88,#N/A,-\nAverage,,,,105,,98\nTotal,,,,316,,196\n3 pupils,,,,,,\nPrinted on 12/03/2026 14:05,,,,,,\n`,
  },
  {
    name: 'puma.csv',
    text: `First name,Surname,UPN,School,Year,Test,Date,Raw score,Age std score,Std score,Maths age\nAmira,Sayed,${amira},Elm,4,PUMA Autumn 4,24/11/2025,21,95,96,8:01\nBen,Okoro,${ben},Elm,4,PUMA Autumn 4,24/11/2025,3,69-,70-,<5:00\n`,
  },
  {
    name: 'NGRT reading.csv',
    text: `UPN,School,Year,Date of test,Age at test (yrs:mths),Form,SAS,Reading age (yrs:mths)\n${amira},Elm,4,24/11/2025,8:04,A,95,8:06\n${ben},Elm,4,24-Nov-2025,8:05,B,>130,16:00+\n`,
  },
  {
    name: 'own-long.csv',
    text: `upn,date,subject,instrument,form,scale,score,status,sem,year group,school\n${amira},2026-03-12,reading,NGRT,B,sas,83,valid,4.7,4,Elm\n${ben},2026-03-12,reading,NGRT,A,sas,70,floor,,4,Elm\n${ben},2025-11-12,reading,Acme,A,,,below_test,,4,Elm\n`,
  },
  {
    name: 'ks2.csv',
    text: `UPN,School,NCyearActual,READSCORE,MATSCORE,GPSSCORE,READMRK,WRITTAOUTCOME\n${amira},Elm,6,104,99,120+,31,EXS\n${ben},Elm,6,<80,N,98,2,WTS\n`,
  },
];

const assessments = [
  ['ENG', 'REA', 'TT', 'SS', '104'],
  ['ENG', 'REA', 'TA', 'TA', 'EXS'],
  ['ENG', 'REA', 'TT', 'RM', '31'],
  ['MAT', 'MAT', 'TT', 'SS', 'N'],
  ['MAT', 'MTC', 'TT', 'MT', '14'],
];
const ctf: FuzzShape = {
  name: 'several.xml',
  text: `<?xml version="1.0"?><CTfile><Header><CTFversion>25.0</CTFversion><SourceSchool><LEA>674</LEA><Estab>1231</Estab><SchoolName>Elm</SchoolName></SourceSchool></Header><CTFpupilData><Pupil><UPN>${ben}</UPN><Surname>EXAMPLE</Surname><Forename>ALEX</Forename><DOB>2014-08-20</DOB><Sex>F</Sex><StageAssessments><KeyStage><Stage>KS2</Stage>${assessments
    .map(
      ([subject, component, method, qualifier, result]) =>
        `<StageAssessment><Locale>ENG</Locale><Year>2025</Year><Subject>${subject}</Subject><Method>${method}</Method><Component>${component}</Component><ResultStatus>R</ResultStatus><ResultQualifier>${qualifier}</ResultQualifier><Result>${result}</Result></StageAssessment>`,
    )
    .join('')}</KeyStage></StageAssessments></Pupil></CTFpupilData></CTfile>`,
};

/** OneRoster 1.2 as it is exported: more files than are needed. */
const rosterFolder: Readonly<Record<string, string>> = {
  'manifest.csv': 'propertyName,value\noneroster.version,1.2\nfile.results,bulk\n',
  'users.csv': `sourcedId,status,dateLastModified,enabledUser,givenName,familyName,identifier,grades\nu1,active,,true,Amira,Sayed,${amira},04\nu2,active,,true,Ben,Okoro,${ben},04\nt1,active,,true,T,Each,,\n`,
  'roles.csv':
    'sourcedId,status,userSourcedId,roleType,role,orgSourcedId\nr1,active,u1,primary,student,o1\nr2,active,u2,primary,student,o1\nr3,active,t1,primary,teacher,o1\n',
  'demographics.csv': 'sourcedId,status,birthDate,sex\nu1,active,2017-07-03,female\nu2,active,2016-10-09,male\n',
  'orgs.csv': 'sourcedId,status,name,type\no1,active,Elm Primary,school\n',
  'classes.csv': 'sourcedId,status,title,classType,schoolSourcedId\nc1,active,4K,homeroom,o1\n',
  'enrollments.csv':
    'sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role\ne1,active,c1,o1,u1,student\ne2,active,c1,o1,u2,student\n',
  'academicSessions.csv':
    'sourcedId,status,title,type,startDate,endDate,schoolYear\ns1,active,Autumn Term,term,2025-09-01,2025-12-19,2026\n',
  'lineItems.csv':
    'sourcedId,status,title,assignDate,dueDate,academicSessionSourcedId,resultValueMin,resultValueMax\nl1,active,Reading SAS,2025-11-01,2025-11-24,s1,40,160\nl2,active,Writing,2025-11-01,2025-11-24,s1,,\n',
  'results.csv':
    'sourcedId,status,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,textScore,metadata.sem\nx1,active,l1,u1,fully graded,97,2025-11-24,,4.7\nx2,active,l1,u2,exempt,,2025-11-24,,\nx3,active,l2,u1,fully graded,,2025-11-24,EXS,\nx4,tobedeleted,l1,u2,fully graded,60,2025-11-24,,\nx5,active,l1,u2,fully graded,<70,2025-11-24,,\n',
};
const roster = Object.entries(rosterFolder).map(([name, text]): FuzzShape => {
  const { [name]: _, ...beside } = rosterFolder;
  return { name, text, beside };
});

export const fuzzShapes = { sheets, ctf, roster } as const;
