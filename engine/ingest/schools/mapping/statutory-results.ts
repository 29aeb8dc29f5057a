import type { ResultStatus } from '../../../tables/assessment-data.ts';

/*
 * What national assessments in England are recorded as, as the local authorities' systems list it after DfE and STA guidance:
 * https://ncer.zendesk.com/hc/en-gb/articles/360027489952 (EYFSP to key stage 2),
 * https://sonartracker.support.junipereducation.org/hc/en-gb/articles/9565865550749 (the same, by test and teacher assessment),
 * https://pupilasset.support.junipereducation.org/hc/en-gb/articles/11725497644573 (teacher assessment of key stage 2),
 * https://www.tedder.lincs.sch.uk/performance-data/sats-results (codes up to 2019: BLW, PKF, PKE, PKG, CA).
 */

/**
 * Teacher assessment, lowest first: the engagement model, below the pre-key stage, the pre-key stage standards of 2016 to 2018
 * (foundations, early development, growing development) and since, what schools write for any of these, has not met, and the
 * frameworks.
 */
export const teacherAssessmentGrades: readonly string[] =
  'EM BLW PKF PKE PKG PK1 PK2 PK3 PK4 PK5 PK6 PK PKS BLS WBL WB Below HNM WTS EXS GDS'.split(' ');
/** Words that are no grade of the frameworks by themselves, only beside one. */
const ofAnyScale = new Set(['EM', 'PK', 'WB', 'WBL', 'Below']);

const notEntered = { d: 'disapplied', u: 'disapplied', t: 'disapplied', l: 'disapplied', f: 'disapplied' } as const;
const notEnteredElse = { p: 'disapplied', j: 'disapplied', ij: 'disapplied', z: 'disapplied' } as const;
const notPublished = {
  h: 'withheld',
  q: 'withheld',
  m: 'withheld',
  s: 'withheld',
  r: 'withheld',
  x: 'withheld',
} as const;
const belowTheTest = Object.fromEntries(
  ['b', 'n', 'hnm', 'wts', ...teacherAssessmentGrades.filter((grade) => /^(?:EM$|BL|PK)/.test(grade))].map(
    (code) => [code.toLowerCase(), 'below-test'] as const,
  ),
);
/** Where a score should stand: the standard was met or not, by marks or by special consideration, and no score is given. */
const outcomeOnly = Object.fromEntries(
  ['as', 'ns', 'ca', 'cb', 'cn', 'exs', 'gds'].map((code) => [code, 'withheld'] as const),
);
const ofTests: Readonly<Record<string, ResultStatus>> = {
  a: 'absent',
  ...notEntered,
  ...notEnteredElse,
  ...notPublished,
  ...belowTheTest,
};
const ofTeachers: Readonly<Record<string, ResultStatus>> = {
  a: 'absent',
  ...notEntered,
  ...notEnteredElse,
  ...notPublished,
};

/** Codes in place of a result by scale, in lower case; they come before what such letters mean in a school's own sheet. */
const codesByScale: Readonly<Record<string, Readonly<Record<string, ResultStatus>>>> = {
  'ks1-scaled-score': { ...ofTests, ...outcomeOnly },
  'ks2-scaled-score': { ...ofTests, ...outcomeOnly },
  'test-outcome': { ...ofTests, ca: 'withheld', cb: 'withheld', cn: 'withheld', exs: 'withheld', gds: 'withheld' },
  'teacher-assessment': ofTeachers,
  'pre-key-stage-1': ofTeachers,
  'pre-key-stage-2': ofTeachers,
  // Wa and Wt say that the standard was met or not, without the marks.
  'phonics-check': { a: 'absent', d: 'disapplied', l: 'disapplied', q: 'withheld', wa: 'withheld', wt: 'withheld' },
  'phonics-outcome': { a: 'absent', d: 'disapplied', l: 'disapplied', q: 'withheld' },
  'multiplication-tables-check': { a: 'absent', b: 'below-test', ...notEntered, ...notEnteredElse, q: 'withheld' },
  // A: unable to assess, or an exemption.
  'eyfs-profile': { a: 'disapplied' },
};

/** Other ways to write a grade of a scale, in lower case. */
const synonymsByScale: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'teacher-assessment': {
    wt: 'WTS',
    towards: 'WTS',
    'working towards': 'WTS',
    'working towards the expected standard': 'WTS',
    wa: 'EXS',
    ex: 'EXS',
    exp: 'EXS',
    expected: 'EXS',
    'working at': 'EXS',
    'working at the expected standard': 'EXS',
    gd: 'GDS',
    'greater depth': 'GDS',
    'working at greater depth': 'GDS',
    'working at greater depth within the expected standard': 'GDS',
    'has not met the expected standard': 'HNM',
    hnw: 'HNM',
    'pre-key stage': 'PKS',
    'pre key stage': 'PKS',
    'working below': 'WB',
    'engagement model': 'EM',
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((standard) => [`pre-key stage standard ${standard}`, `PK${standard}`]),
    ),
  },
  'phonics-outcome': { met: 'Wa', 'not met': 'Wt', y: 'Wa', yes: 'Wa', no: 'Wt' },
  'test-outcome': { 'achieved standard': 'AS', 'achieved the standard': 'AS', 'not achieved standard': 'NS' },
  'eyfs-profile': {
    1: 'emerging',
    2: 'expected',
    e: 'emerging',
    em: 'emerging',
    x: 'expected',
    ex: 'expected',
    exp: 'expected',
    yes: 'expected',
    y: 'expected',
    no: 'emerging',
    n: 'emerging',
  },
};

/** The state a national code stands for on its scale; null where the scale has no such code. */
export function statutoryCode(entry: string, scale: string | null): ResultStatus | null {
  const codes = scale !== null && Object.hasOwn(codesByScale, scale) ? codesByScale[scale] : {};
  const word = entry.toLowerCase();
  return Object.hasOwn(codes, word) ? codes[word] : null;
}

/** The grade that an entry stands for on a scale of national assessments; null where it is none of its grades. */
export function statutoryGrade(entry: string, scale: string | null): string | null {
  const word = entry.toLowerCase().replace(/\s+/g, ' ');
  if (scale === 'teacher-assessment') {
    const grade = teacherAssessmentGrades.find((one) => one.toLowerCase() === word.replace(/^pk ?(?=\d$)/, 'pk'));
    if (grade !== undefined) return grade;
  }
  const synonyms = scale !== null && Object.hasOwn(synonymsByScale, scale) ? synonymsByScale[scale] : {};
  return Object.hasOwn(synonyms, word) ? synonyms[word] : null;
}

/** Whether a column of these words is teacher assessment by the national frameworks, whatever its heading. */
export function areTeacherAssessment(words: readonly string[]): boolean {
  const grades = words.map((word) => teacherAssessmentGrades.find((one) => one.toLowerCase() === word.toLowerCase()));
  const isOfFrameworks = (grade = ''): boolean => !/^PK[1-6]$/.test(grade) && !ofAnyScale.has(grade);
  return grades.length > 0 && grades.every((grade) => grade !== undefined) && grades.some(isOfFrameworks);
}
