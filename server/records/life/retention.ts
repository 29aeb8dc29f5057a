/** What is kept of people, by kind: each kind has one period, one reason and one source. */
export const retainedKinds = [
  'pupil',
  'preparations',
  'meetings',
  'support',
  'class-meetings',
  'runs',
  'imports',
  'drafts',
  'uploads',
  'sessions',
  'sign-in-failures',
  'copies-before-pruning',
  'audit',
] as const;
export type RetainedKind = (typeof retainedKinds)[number];

/**
 * How long. `birth`: until that birthday; where no date of birth is held, four years fewer from the day of leaving, which is as
 * late for the youngest who can leave a school. `leaving`: from the day on which the pupil had left. `writing`: from the last
 * change. `use`: ends by itself while the pages are served. `record`: as long as the record.
 */
export type Period =
  | { readonly from: 'birth' | 'leaving' | 'writing'; readonly years: number }
  | { readonly from: 'writing' | 'use'; readonly days: number }
  | { readonly from: 'record' };

export interface Retention {
  /** What of it, in words of a page. */
  readonly what: string;
  readonly period: Period;
  readonly reason: string;
  /** Who says so; '' where it is this program's own choice. */
  readonly source: string;
}

const toolkit = 'Information and Records Management Society, Toolkit for Schools, retention schedule';

/**
 * What a school keeps where it has not decided otherwise (`retention.json` beside the record, see `retention-settings.ts`). A pupil
 * who is on the roll loses nothing, however old a row is: the periods run for those who have left.
 */
export const usualRetention: Readonly<Record<RetainedKind, Retention>> = {
  pupil: {
    what: 'names, date of birth and context, dated facts, roll, moves between schools',
    period: { from: 'birth', years: 25 },
    reason: 'the pupil’s educational record; kept longer where anything else is still kept of the pupil',
    source: `${toolkit}: pupil’s educational record, date of birth + 25 years (Limitation Act 1980); a primary school’s goes on to the next school`,
  },
  preparations: {
    what: 'notes written before a meeting',
    period: { from: 'leaving', years: 1 },
    reason: 'a draft: what was agreed stands with the meeting',
    source: '',
  },
  meetings: {
    what: 'discussions and every version of them, what was agreed and done, pupils added or put aside',
    period: { from: 'birth', years: 25 },
    reason: 'the pupil’s educational record; as the SEN file where there is one, being the evidence in it',
    source: `${toolkit}: pupil’s educational record, date of birth + 25 years (Limitation Act 1980)`,
  },
  support: {
    what: 'register, areas of need, plans and their reviews, monitoring list, steps to an EHC plan, agencies, access arrangements, what works, letters made, results in areas other than attainment',
    period: { from: 'birth', years: 31 },
    reason: 'the SEN file: a plan may run until the 25th birthday, and claims may be brought for six years after',
    source: `${toolkit}: SEN files, reviews and EHC plans, date of birth + 31 years (Children and Families Act 2014, section 46; Limitation Act 1980)`,
  },
  'class-meetings': {
    what: 'when a class met, and who began and ended it',
    period: { from: 'writing', years: 6 },
    reason: 'kept longer where a discussion of it is',
    source: '',
  },
  runs: {
    what: 'folders of results: identifiers and numbers of whole schools; a school’s newest is never removed',
    period: { from: 'writing', years: 6 },
    reason: 'year groups are compared over the years; each pupil’s own results go on from run to run',
    source: `${toolkit}: composite records of results, current year + 6 years`,
  },
  imports: {
    what: 'what a school’s files were found to hold: columns, questions, rows that were not used',
    period: { from: 'writing', years: 1 },
    reason: 'last year’s report is looked at when the same files come again',
    source: '',
  },
  drafts: {
    what: 'names and context of results that were analysed and not released',
    period: { from: 'writing', days: 90 },
    reason: 'results that wait for a term are analysed again',
    source: '',
  },
  uploads: {
    what: 'files as they were brought, in plain text in a private folder, until they are analysed',
    period: { from: 'use', days: 1 },
    reason: 'what is not encrypted does not lie about',
    source: 'UK GDPR, articles 5(1)(e) and 32',
  },
  sessions: {
    what: 'who is signed in, and one-time links',
    period: { from: 'use', days: 3 },
    reason: 'ten hours for a session, three days for a link that was not used',
    source: '',
  },
  'sign-in-failures': {
    what: 'wrong attempts to sign in, by hashed name and network address',
    period: { from: 'use', days: 1 },
    reason: 'long enough to slow down guessing',
    source: '',
  },
  'copies-before-pruning': {
    what: 'the copy of the record made before anything was removed',
    period: { from: 'writing', days: 30 },
    reason: 'so that a mistake can be put right; it opens with the record’s key only',
    source: '',
  },
  audit: {
    what: 'who opened, changed, exported and removed what; pupils by identifier',
    period: { from: 'record' },
    reason: 'shows what was done, removals included; nothing can be taken out of its chain',
    source: 'UK GDPR, articles 5(2) and 30',
  },
};
