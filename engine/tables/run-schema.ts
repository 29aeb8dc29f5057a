// Longer than the house limit: data, a line for each column of each table.
import { resultStatuses } from './assessment-data.ts';

/**
 * The tables of a run folder, column by column: what is written, what may be relied on, the text of `dictionary.json`, and the
 * types of the rows (`RowOf`). Adding a column here is fine; renaming or dropping one is not, nor is promising a value in every
 * row of a column that an earlier version wrote with gaps.
 */
export interface RunColumnSchema extends DictionaryColumn {
  /** Every row has a value; where this is not said, it may be missing. A boolean is never missing. */
  readonly always?: true;
  /** The only values the text may have. */
  readonly names?: readonly string[];
}

/** A column as `dictionary.json` explains it. */
export interface DictionaryColumn {
  readonly type: 'text' | 'number' | 'integer' | 'boolean';
  readonly meaning: string;
  readonly unit?: string;
  /** Closed range in words, or the list of values. */
  readonly range?: string;
}

/** The words for a probability, from the surest; the limits between them are the policy’s. */
export const likelihoodWords = [
  'very likely',
  'likely',
  'leans towards',
  'leans against',
  'unlikely',
  'cannot say',
] as const;
/** A word for a probability. */
export type Likelihood = (typeof likelihoodWords)[number];

/** The four criteria, in the order in which they are told. */
export const criterionNames = ['slower-than-peers', 'below-own-rate', 'gap-not-closing', 'gap-widening'] as const;
/** One of the four criteria. */
export type Criterion = (typeof criterionNames)[number];

/** What may be said of a criterion. */
export const verdictNames = ['met', 'not-met', 'cannot-say'] as const;
/** What may be said of a criterion. */
export type Verdict = (typeof verdictNames)[number];

/** Reasons of a verdict. The last three belong to `not-met`, the others to `cannot-say`. */
export const reasonNames = [
  'too-close-to-call',
  'too-imprecise',
  'no-baseline',
  'no-earlier-window',
  'windows-too-close',
  'too-few-peers',
  'not-measured',
  'changed-test',
  'at-floor',
  'at-ceiling',
  'only-bands',
  'out-of-year',
  'gap-closing',
  'no-gap',
  'ordinary',
] as const;
/** Why a criterion has its verdict. */
export type Reason = (typeof reasonNames)[number];

/** In the order of the meeting's list. */
export const sectionNames = [
  'discuss-first',
  'discuss-if-time',
  'supported',
  'monitoring',
  'not-measured',
  'eased',
  'not-listed',
] as const;
/** A section of the meeting’s list. */
export type Section = (typeof sectionNames)[number];

export const listingStates = ['new', 'persisting', 'eased'] as const;
/** How a pupil’s listing stands to that of the run before. */
export type ListingState = (typeof listingStates)[number];

/** Broad bands of position, from the lowest. */
export const levelNames = ['below', 'middle', 'above'] as const;
export type Level = (typeof levelNames)[number];

/** How an observed growth percentile was found; `ordinal` and `none` have none. */
export const growthMethods = ['quantile', 'gaussian', 'ordinal', 'none'] as const;
export type GrowthMethod = (typeof growthMethods)[number];

export const effectUnits = ['SD', 'SD a year'] as const;
export type EffectUnit = (typeof effectUnits)[number];

/** Ways of dividing the pupils of a run into groups. */
export const groupingNames = [
  'school',
  'class',
  'year group',
  'sex',
  'pupil premium',
  'english additional',
  'sen status',
  'birth term',
] as const;
/** A way of dividing the pupils of a run. */
export type GroupingName = (typeof groupingNames)[number];

/** Ways of dividing the pupils of one school, or of all, in `cells`: `all` is the whole school. */
export const cellGroupings = [
  'all',
  'year group',
  'class',
  'sex',
  'pupil premium',
  'english additional',
  'sen status',
  'birth term',
  'joined',
  'attendance',
  'movement',
] as const;
export type CellGrouping = (typeof cellGroupings)[number];

/** Days for which a run tells how scores may come out. */
export const forecastDates = ['year', 'key-stage'] as const;

export const listGroupings = ['class', 'school', 'run'] as const;
export type ListGrouping = (typeof listGroupings)[number];

/** Why a figure of a group is withheld. */
export const withheldReasons = ['too-few', 'complement', 'own-reference'] as const;
export type WithheldReason = (typeof withheldReasons)[number];

const text = (meaning: string, range?: string) => ({
  type: 'text' as const,
  meaning,
  ...(range ? { range } : {}),
});
/** A text that is one of some names; `range` where the dictionary says it otherwise than by listing them, '' where not at all. */
const oneOf = <Name extends string>(names: readonly Name[], meaning: string, range = names.join(', ')) => ({
  ...text(meaning, range),
  names,
});
const number = (meaning: string, unit: string, range?: string) => ({
  type: 'number' as const,
  meaning,
  unit,
  ...(range ? { range } : {}),
});
const count = (meaning: string) => ({ type: 'integer' as const, meaning, unit: 'count', range: '0 or more' });
const flag = (meaning: string) => ({ type: 'boolean' as const, meaning });
const always = <Column extends DictionaryColumn>(column: Column) => ({ ...column, always: true as const });

const pupilId = always(text('Pupil: the identifier of the data folder.'));
const subject = always(text('Subject as the data folder names it.'));
const position = (what: string) => number(what, 'SD of true positions in the year group', 'usually −4 to 4');
const percentile = (what: string) => number(what, 'of 100 pupils with the same score', '0 to 100');

/** Every table and column of a run: the source of `dictionary.json` and of the types of rows. */
export const runSchema = {
  growth: {
    pupil_id: pupilId,
    subject,
    baseline_window: text('Window progress is counted from; empty where the pupil has none.'),
    window: always(text('Newest window with a valid score: the current one.')),
    baseline_score: text('Score in the baseline window, as written.'),
    score: always(text('Score in the current window, as written.')),
    baseline_value: number('Score in the baseline window where it is a number.', 'points of the test'),
    score_value: number('Score in the current window where it is a number.', 'points of the test'),
    expected_score: number('Middle current score of pupils who had the same baseline score.', 'points of the test'),
    growth_percentile: percentile('Observed: of 100 pupils who had the same score, how many made less progress.'),
    growth_percentile_true: percentile('The same for true positions, with test error allowed for: its posterior mean.'),
    growth_percentile_true_low: percentile('5th percentile of that posterior.'),
    growth_percentile_true_high: percentile('95th percentile of that posterior.'),
    method: always(oneOf(growthMethods, 'How growth_percentile was found.')),
    year_group: text('Year group of those the pupil is compared with: that of the pupil’s age, wherever taught.'),
    peers: always(count('Pupils in the reference for this comparison, the pupil not counted.')),
    peers_near: number(
      '1/leverage of the fitted row: how many pupils the fit rests on near this baseline score.',
      'pupils',
    ),
    position: position('True position in the current window, posterior mean; higher is better.'),
    position_low: position('5th percentile of that posterior.'),
    position_high: position('95th percentile of that posterior.'),
    baseline_position: position('True position in the baseline window, posterior mean.'),
    rebound_usual_points: number(
      'For a pupil listed before: how far the score was to be expected to come since the window first listed in, with nothing done; positive = better.',
      'points of the test',
    ),
    rebound_points: number('How far it came; positive = better.', 'points of the test'),
    rebound_points_low: number(
      'Lower end of the 90 % range of that change: test error allowed for.',
      'points of the test',
    ),
    rebound_points_high: number('Upper end of that range.', 'points of the test'),
  },
  criteria: {
    pupil_id: pupilId,
    subject,
    criterion: always(oneOf(criterionNames, 'Which of the policy’s four criteria.')),
    verdict: always(oneOf(verdictNames, 'What may be said.')),
    probability: number(
      'Probability that the statement about true positions holds; empty where it cannot be computed.',
      '',
      '0 to 1',
    ),
    base_rate: number('The same probability before this pupil’s scores were seen.', '', '0 to 1'),
    information: number('1 − Var(posterior) / Var(prior) of the effect: how much the scores tell.', '', '0 to 1'),
    likelihood: always(oneOf(likelihoodWords, 'The probability in words.')),
    effect: number(
      'Size of the difference the criterion is about, posterior mean, higher scores being better whichever way the scale runs: growth against pupils with the same start (slower-than-peers); rate since the baseline less the rate before it (below-own-rate); growth of the gap, positive = wider (the gap criteria).',
      'see unit',
    ),
    effect_low: number('5th percentile of the effect.', 'see unit'),
    effect_high: number('95th percentile of the effect.', 'see unit'),
    unit: always(oneOf(effectUnits, 'Unit of the effect.')),
    effect_points: number(
      'The effect in the test’s own points, in the same direction, where a difference in them means something; for the gap criteria gap_points less gap_baseline_points.',
      'points of the test (a year for below-own-rate)',
    ),
    effect_points_low: number('5th percentile of the effect in points.', 'points of the test'),
    effect_points_high: number('95th percentile of the effect in points.', 'points of the test'),
    reason: oneOf(reasonNames, 'Why the verdict is cannot-say or not-met.'),
    sentence: always(text('The verdict as a sentence; a page puts the forename for “This pupil”.')),
    baseline_window: text('Window progress is counted from.'),
    earlier_window: text('First valid window, from which the earlier rate is counted.'),
    window: text('Current window.'),
    gap_baseline_points: number(
      'Distance to the middle of the year group in the baseline window, posterior mean; positive = below.',
      'points of the test',
    ),
    gap_points: number('The same in the current window.', 'points of the test'),
    rate_before_points: number(
      'Rate against the year group before the baseline, posterior mean; positive = gaining on it.',
      'points of the test a year',
    ),
    rate_since_points: number('The same since the baseline.', 'points of the test a year'),
    settles: number('Chance that one more window would settle a verdict of cannot-say.', '', '0 to 1'),
  },
  concern: {
    pupil_id: pupilId,
    subject,
    concern: number(
      'Log odds of a lasting slow-down given all scores, each slow-down counted by what it has taken (0.45 SD counts once).',
      'log odds',
    ),
    recent_fall: number(
      'Chance that the pupil has fallen behind steadily, beginning in about the last year.',
      '',
      '0 to 1',
    ),
    long_decline: number('Chance that the pupil has fallen behind steadily, beginning before that.', '', '0 to 1'),
    lasting_step: number('Chance that the pupil fell once and has stayed there.', '', '0 to 1'),
    shortfall: number(
      'What lasting slow-downs are expected to have taken by the current window; it stays, it is not carried on.',
      'SD',
    ),
  },
  agenda: {
    order: always(count('Place in the list within the school, from 1; a page never prints it.')),
    pupil_id: pupilId,
    school: always(text('School in the current window.')),
    class: text('Class in the current window.'),
    year_group: always(text('Year group.')),
    section: always(oneOf(sectionNames, 'Part of the meeting’s list.')),
    why_listed: text('Subject: criterion pairs that are met, separated by “; ”; or why the pupil is not measured.'),
    concern: number('The pupil’s concern over all subjects together.', 'log odds'),
    subjects: text('Subjects in which a criterion is met, separated by “; ”.'),
    state: oneOf(listingStates, 'Against the previous run.', 'new, persisting, eased, empty'),
    first_listed: text('Window in which the pupil was first listed without a break.'),
    baseline_window: text('Baseline kept since the pupil was first listed.'),
    probably_ordinary: number(
      '1 − probability that at least one criterion the pupil is listed for is true.',
      '',
      '0 to 1',
    ),
    sentence: always(text('The one sentence a class page prints.')),
    level: oneOf(levelNames, 'Position in three broad bands over the subjects.'),
  },
  trajectories: {
    pupil_id: pupilId,
    subject,
    window: always(text('Window.')),
    score: text('Score as written.'),
    score_value: number('Score where it is a number.', 'points of the test'),
    status: always(oneOf(resultStatuses, 'State of the result.', '')),
    position: position('True position, posterior mean.'),
    position_low: position('5th percentile of that posterior.'),
    position_high: position('95th percentile of that posterior.'),
    points: number('The position in the test’s own points.', 'points of the test'),
    points_low: number('5th percentile, in points.', 'points of the test'),
    points_high: number('95th percentile, in points.', 'points of the test'),
    middle_points: number('Middle of the year group in that window.', 'points of the test'),
  },
  fan: {
    subject,
    cohort: always(text('Cohort: academic year in which its pupils were in Reception, as 2019/20.')),
    baseline_window: always(text('Window of the baseline score.')),
    window: always(text('Window of the later score.')),
    baseline_value: number('Baseline score the fan starts from.', 'points of the test'),
    q05: number('5th percentile of the later score of pupils with that baseline score.', 'points of the test'),
    q10: number('10th percentile.', 'points of the test'),
    q25: number('25th percentile.', 'points of the test'),
    q50: number('Middle.', 'points of the test'),
    q75: number('75th percentile.', 'points of the test'),
    q90: number('90th percentile.', 'points of the test'),
    q95: number('95th percentile.', 'points of the test'),
    peers: always(count('Pupils the fit rests on.')),
  },
  groups: {
    subject,
    grouping: always(
      oneOf(
        groupingNames,
        'What the groups are.',
        'school, class, year group, sex, pupil premium, english additional, sen status',
      ),
    ),
    group: always(text('The group; a class carries its school before it, “school / class”.')),
    n: count('Pupils with a growth percentile.'),
    median_growth: percentile('Middle observed growth percentile.'),
    median_growth_low: percentile('Lower end of its 90 % interval.'),
    median_growth_high: percentile('Upper end of its 90 % interval.'),
    suppressed: flag(
      'Withheld: too few pupils, a complement too small, or a school, year group or class that is its own reference.',
    ),
    reason: oneOf(withheldReasons, 'Why it is withheld.'),
    mean_position: position('Mean true position now.'),
  },
  cells: {
    school: text('School at that window; empty: all schools of the run.'),
    subject,
    window: always(
      text(
        'Window up to which growth is counted. Before the newest it is looked back on: places among positions, by a line.',
      ),
    ),
    grouping: always(oneOf(cellGroupings, 'What the groups are; all: the whole school.')),
    group: always(
      text(
        'The group: a year group at that window, a class, a characteristic as it is known now; movement: stayed, joined, left since.',
      ),
    ),
    cohort: text(
      'Of a year group: academic year in which its pupils were in Reception, the same from window to window.',
    ),
    n: count('Pupils with a growth percentile up to that window.'),
    median_growth: percentile('Middle observed growth percentile.'),
    median_growth_low: percentile('Lower end of its 90 % interval.'),
    median_growth_high: percentile('Upper end of its 90 % interval.'),
    suppressed: flag(
      'Withheld: too few pupils, a complement too small in any table of the window, or a group that is its own reference.',
    ),
    reason: oneOf(withheldReasons, 'Why it is withheld.'),
  },
  equity: {
    grouping: always(oneOf(groupingNames, 'What the groups are.', '')),
    group: always(text('The group.')),
    n: count('Pupils with a current score.'),
    listed: count('Of those, pupils with at least one criterion met, whatever section they are in.'),
    expected: number('Pupils who would be listed at the run’s overall rate.', 'pupils'),
    ratio: number('listed / expected.', 'ratio'),
    ratio_low: number('Lower end of its 90 % interval.', 'ratio'),
    ratio_high: number('Upper end of its 90 % interval.', 'ratio'),
    suppressed: flag('Withheld: under 6 pupils, or a complement that would give them away.'),
  },
  coverage: {
    school: always(text('School.')),
    class: text('Class.'),
    subject,
    on_roll: always(count('Pupils on roll.')),
    valid: always(count('With a valid score in the current window.')),
    floor: always(count('At the bottom of the test.')),
    ceiling: always(count('At the top of the test.')),
    absent: always(count('Absent.')),
    below_test: always(count('Working below the test.')),
    disapplied: always(count('Disapplied.')),
    withheld: always(count('Withheld.')),
    not_entered: always(count('On roll without any result.')),
    current_window: text('The window that counts as current for this class.'),
  },
  targets: {
    pupil_id: pupilId,
    subject,
    date: always(text('Date the target is for, ISO 8601.')),
    typical: number('Middle of the conditional distribution of the score.', 'points of the test'),
    aspirational: number('80th percentile.', 'points of the test'),
    exceptional: number('95th percentile.', 'points of the test'),
    typical_chance: number('Chance of reaching the typical target.', '', '0 to 1'),
    aspirational_chance: number('Chance of reaching the aspirational target.', '', '0 to 1'),
    exceptional_chance: number('Chance of reaching the exceptional target.', '', '0 to 1'),
    peers: always(count('Peers the quantiles rest on.')),
    need_matched: flag('Peers have a similar need as well as the same start.'),
  },
  forecasts: {
    pupil_id: pupilId,
    subject,
    until: always(
      oneOf(forecastDates, 'End of the school year, or of the pupil’s key stage (that, where both are one day).'),
    ),
    date: always(text('That day, ISO 8601: the time of year of the newest summer window.')),
    typical: number('Middle of what pupils with the same record reach, whatever their needs.', 'points of the test'),
    aspirational: number('80th percentile.', 'points of the test'),
    exceptional: number('95th percentile.', 'points of the test'),
    q05: number('5th percentile of the score to come, from the worse end.', 'points of the test'),
    q10: number('10th percentile.', 'points of the test'),
    q25: number('25th percentile.', 'points of the test'),
    q50: number('Middle.', 'points of the test'),
    q65: number('65th percentile.', 'points of the test'),
    q80: number('80th percentile.', 'points of the test'),
    q90: number('90th percentile.', 'points of the test'),
    q95: number('95th percentile.', 'points of the test'),
    whole: flag('Scores are whole numbers: one counts as reached from half a point before it.'),
    peers: always(count('Pupils the forecast rests on.')),
  },
  lists: {
    grouping: always(oneOf(listGroupings, 'What the list is of.')),
    group: always(text('The class (“school / class”), the school, or the whole run.')),
    on_roll: always(count('Pupils on roll.')),
    measured: always(count('Pupils with a current score.')),
    listed: always(count('Pupils listed for discussion.')),
    probably_ordinary: number('Of those listed, how many are probably making ordinary progress.', 'pupils'),
    by_luck: number(
      'How many would be listed by test luck alone if every pupil were making ordinary progress. No part of those listed: pupils do differ, so luck lists fewer of them.',
      'pupils',
    ),
  },
  rejects: {
    file: always(text('File of the data folder.')),
    row: always(count('Line of data in the file: 1 is the first below the header.')),
    column: always(text('Column at fault.')),
    reason: always(text('What is wrong and what to do.')),
    value: always(text('The value at fault; empty where the column is not one that a run repeats.')),
    content: always(
      text(
        'The row as read, as JSON: identifiers, results and dates only. Notes, names and all else stay in the school’s file.',
      ),
    ),
  },
} as const satisfies Record<string, Record<string, RunColumnSchema>>;

export type RunSchema = typeof runSchema;
/** The name of a table of a run. */
export type RunTableName = keyof RunSchema;
/** The tables of a run, in the order of the schema. */
export const runTableNames = Object.keys(runSchema) as RunTableName[];

/** Tables that runs of earlier versions do not have: read from one of them, they have no rows. */
export const laterTables: ReadonlySet<RunTableName> = new Set<RunTableName>(['cells', 'forecasts']);

/** The columns of a table, or of every one of several, by name. */
export type ColumnName<Name extends RunTableName> = keyof RunSchema[Name] & string;

/** What a row holds in a column: missing = null. */
export type ValueOf<Column extends DictionaryColumn> =
  KnownValue<Column> | (Column extends { readonly always: true } | { readonly type: 'boolean' } ? never : null);

type KnownValue<Column extends DictionaryColumn> = Column extends { readonly names: readonly (infer Name)[] }
  ? Name
  : { text: string; number: number; integer: number; boolean: boolean }[Column['type']];

/** A row of a table as an object: `RowOf<'agenda'>['section']` is a Section, `RowOf<'agenda'>['class']` a text or null. */
export type RowOf<Name extends RunTableName> = {
  readonly [Column in ColumnName<Name>]: ValueOf<Extract<RunSchema[Name][Column], DictionaryColumn>>;
};
