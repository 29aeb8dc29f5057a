import type { ScaleClass } from '../../tables/assessment-data.ts';

/** What kind of process makes the true positions: ours (statistics of the engine) or one that is not. */
export type GrowthFamily = 'gaussian' | 'piecewise' | 'jumps';

/** One subject of a world: its scale, how well it measures, and how far its truth is shared with the other subjects. */
export interface SubjectSettings {
  readonly subject: string;
  readonly scale: string;
  readonly class: ScaleClass;
  /** Share of the observed variance that is true, 0–1. */
  readonly reliability: number;
  /** Correlation of the pupil's level in this subject with what all subjects share, 0–1; two subjects correlate by the product. */
  readonly levelLoading: number;
  /** The same for rate and drift. */
  readonly changeLoading: number;
  /** First year group that sits it (0 = Reception); earlier windows of a pupil hold no result. */
  readonly fromYear: number;
  /** Last year group that sits it, where there is one: a test of entry is sat in one year only. */
  readonly toYear?: number;
  /** Observed SD (mean 0, SD 1) at and beyond which a result is a floor or a ceiling; null = the scale has none. */
  readonly floorSd: number | null;
  readonly ceilingSd: number | null;
}

/** One school whose pupils are all marked too hard (shift < 0) in one window of one subject. */
export interface HarshMarking {
  readonly school: number;
  /** 1 = the last window, 2 = the one before it … */
  readonly windowFromLast: number;
  readonly subject: string;
  /** In SD of true position. */
  readonly shiftSd: number;
}

/** Everything a world is made from. Shares and chances are 0–1; SD are of true positions within a cohort and window. */
export interface WorldSettings {
  readonly seed: number | string;
  readonly pupils: number;
  readonly family: GrowthFamily;
  /** Relative sizes of the schools, one number a school; empty = as many schools of equal size as 240 pupils each need. */
  readonly schoolSizes: readonly number[];
  readonly schoolNames: readonly string[];
  /** Year groups on roll in the last window (0 = Reception … 13). */
  readonly yearGroups: readonly number[];
  readonly windows: number;
  /** `termly`: autumn, spring and summer of each academic year; `yearly`: the last window's season only. */
  readonly spacing: 'termly' | 'yearly';
  /** Academic year of the last window, an autumn one, by the year it starts in. */
  readonly lastAutumn: number;
  readonly subjects: readonly SubjectSettings[];

  /** SD of the true change over the year in the middle of the windows. */
  readonly yearlyChangeSd: number;
  /** Share of that change's variance that is each pupil's own lasting rate; the rest is drift. */
  readonly persistentShare: number;
  /** Mean reversion of the drift a year; 0 = a random walk. */
  readonly reversionPerYear: number;
  /** Shares of level and of rate variance that lie between schools. */
  readonly schoolLevelShare: number;
  readonly schoolRateShare: number;
  /** SD of a cohort's and of a window's mean on the scale: moves everyone alike, so no position. */
  readonly cohortSd: number;
  readonly windowSd: number;

  /** Share of pupils given a lasting slow-down, by how many SD a year, and each subject's chance of being touched (at least one is). */
  readonly slowedShare: number;
  readonly slowedSdPerYear: number;
  readonly slowedSubjectChance: number;

  /** Error variance is (1 + extremes·θ²)/(1 + extremes) of its mean: 0 = even. */
  readonly errorExtremes: number;
  /** Degrees of freedom of the errors (t, scaled to the stated variance); Infinity = normal. Must be over 2. */
  readonly errorDegrees: number;
  /** Chance that a sitting is a bad day, and the mean and SD of the fall that day. */
  readonly badDayChance: number;
  readonly badDayMeanSd: number;
  readonly badDaySpreadSd: number;
  /** SD of a shock common to a school, subject and window. */
  readonly schoolWindowSd: number;
  readonly harshMarking: HarshMarking | null;

  /** Chance of a result with status absent; chance that a pupil has no row at all in a window. */
  readonly absentChance: number;
  readonly missingWindowChance: number;
  readonly lateJoinerShare: number;
  readonly moverShare: number;
  /** Share of pupils with a long absence (14 weeks): a context fact, lower attendance, no result inside it. */
  readonly longAbsenceShare: number;
  /** Share taught a year below their cohort, half of them since Reception and half from a September between the windows. */
  readonly outOfYearShare: number;
  /** How much easier the paper of the year below is, in observed SD (not on vertical or age scales, which span years). */
  readonly outOfYearEaseSd: number;
  /** Below this observed SD half of the results are status below-test; null = none. */
  readonly belowTestSd: number | null;
  /** Classes of which most have not yet sat the last window. */
  readonly classesNotYetTested: number;
  /** What the files say of the error: a figure a scale, one a score, or nothing. */
  readonly errorStated: 'scale' | 'score' | 'none';
  /** `number`: seven digits with leading zeros; `upn`: the form of a UPN with a right check letter, of an authority that does not exist. */
  readonly idStyle: 'number' | 'upn';
}

const attainment = { levelLoading: 0.95, changeLoading: 0.75, fromYear: 0, floorSd: null, ceilingSd: null } as const;

/** A subject on each class of scale; reliability is the world's default unless it says otherwise. */
export const ordinarySubjects = {
  mathematics: { ...attainment, subject: 'mathematics', scale: 'maths-scale', class: 'vertical', reliability: 0.9 },
  reading: {
    ...attainment,
    subject: 'reading',
    scale: 'reading-standardised',
    class: 'standardised',
    reliability: 0.9,
  },
  spelling: {
    ...attainment,
    subject: 'spelling',
    scale: 'spelling-standardised',
    class: 'standardised',
    reliability: 0.9,
  },
  writing: { ...attainment, subject: 'writing', scale: 'writing-judgement', class: 'ordinal', reliability: 0.85 },
  science: { ...attainment, subject: 'science', scale: 'science-scaled', class: 'criterion', reliability: 0.88 },
  readingAge: {
    ...attainment,
    subject: 'reading age',
    scale: 'reading-age',
    class: 'age-equivalent',
    reliability: 0.9,
  },
  socialDevelopment: {
    ...attainment,
    subject: 'social development',
    scale: 'social-difficulties',
    class: 'non-attainment',
    reliability: 0.82,
    levelLoading: 0.5,
    changeLoading: 0.4,
  },
  /** A test of ability on entry to secondary school, sat once: mean 100, SD 15, SEM 5. */
  verbalReasoning: {
    ...attainment,
    subject: 'verbal reasoning',
    scale: 'cat4-verbal',
    class: 'standardised',
    reliability: 0.889,
    levelLoading: 0.85,
    changeLoading: 0.4,
    fromYear: 7,
    toYear: 7,
  },
} as const satisfies Record<string, SubjectSettings>;

/** The world every named one starts from: three subjects, seven termly windows, four year groups, nothing missing. */
export const plainWorld: WorldSettings = {
  seed: 1,
  pupils: 3000,
  family: 'gaussian',
  schoolSizes: [],
  schoolNames: [],
  yearGroups: [3, 4, 5, 6],
  windows: 7,
  spacing: 'termly',
  lastAutumn: 2026,
  subjects: [ordinarySubjects.mathematics, ordinarySubjects.reading, ordinarySubjects.spelling],
  yearlyChangeSd: 0.28,
  persistentShare: 0.5,
  reversionPerYear: 1,
  schoolLevelShare: 0.08,
  schoolRateShare: 0.05,
  cohortSd: 0.08,
  windowSd: 0.05,
  slowedShare: 0.06,
  slowedSdPerYear: 0.4,
  slowedSubjectChance: 1,
  errorExtremes: 0,
  errorDegrees: Number.POSITIVE_INFINITY,
  badDayChance: 0,
  badDayMeanSd: 1,
  badDaySpreadSd: 0.4,
  schoolWindowSd: 0,
  harshMarking: null,
  absentChance: 0,
  missingWindowChance: 0,
  lateJoinerShare: 0,
  moverShare: 0,
  longAbsenceShare: 0,
  outOfYearShare: 0,
  outOfYearEaseSd: 0.4,
  belowTestSd: null,
  classesNotYetTested: 0,
  errorStated: 'scale',
  idStyle: 'number',
};
