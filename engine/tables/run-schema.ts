// Longer than the house limit: data, a line for each column of each table.
/**
 * The tables of a run folder, column by column: what is written, what may be relied on, and the text of `dictionary.json`.
 * Adding a column here is fine; renaming or dropping one is not.
 */
export interface RunColumnSchema {
  readonly type: 'text' | 'number' | 'integer' | 'boolean';
  readonly meaning: string;
  readonly unit?: string;
  /** Closed range in words, or the list of values. */
  readonly range?: string;
}

export const likelihoodWords = [
  'very likely',
  'likely',
  'leans towards',
  'leans against',
  'unlikely',
  'cannot say',
] as const;
export type Likelihood = (typeof likelihoodWords)[number];

export const criterionNames = ['slower-than-peers', 'below-own-rate', 'gap-not-closing', 'gap-widening'] as const;
export type Criterion = (typeof criterionNames)[number];

export const verdictNames = ['met', 'not-met', 'cannot-say'] as const;
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
export type Section = (typeof sectionNames)[number];

const text = (meaning: string, range?: string): RunColumnSchema => ({
  type: 'text',
  meaning,
  ...(range ? { range } : {}),
});
const number = (meaning: string, unit: string, range?: string): RunColumnSchema => ({
  type: 'number',
  meaning,
  unit,
  ...(range ? { range } : {}),
});
const count = (meaning: string): RunColumnSchema => ({ type: 'integer', meaning, unit: 'count', range: '0 or more' });
const flag = (meaning: string): RunColumnSchema => ({ type: 'boolean', meaning });

const pupilId = text('Pupil: the identifier of the data folder.');
const subject = text('Subject as the data folder names it.');
const position = (what: string) => number(what, 'SD of true positions in the year group', 'usually −4 to 4');
const percentile = (what: string) => number(what, 'of 100 pupils with the same score', '0 to 100');

export const runSchema = {
  growth: {
    pupil_id: pupilId,
    subject,
    baseline_window: text('Window progress is counted from; empty where the pupil has none.'),
    window: text('Newest window with a valid score: the current one.'),
    baseline_score: text('Score in the baseline window, as written.'),
    score: text('Score in the current window, as written.'),
    baseline_value: number('Score in the baseline window where it is a number.', 'points of the test'),
    score_value: number('Score in the current window where it is a number.', 'points of the test'),
    expected_score: number('Middle current score of pupils who had the same baseline score.', 'points of the test'),
    growth_percentile: percentile('Observed: of 100 pupils who had the same score, how many made less progress.'),
    growth_percentile_true: percentile('The same for true positions, with test error allowed for: its posterior mean.'),
    growth_percentile_true_low: percentile('5th percentile of that posterior.'),
    growth_percentile_true_high: percentile('95th percentile of that posterior.'),
    method: text('How growth_percentile was found.', 'quantile, gaussian, ordinal, none'),
    peers: count('Pupils in the reference for this comparison, the pupil not counted.'),
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
    criterion: text('Which of the policy’s four criteria.', criterionNames.join(', ')),
    verdict: text('What may be said.', verdictNames.join(', ')),
    probability: number(
      'Probability that the statement about true positions holds; empty where it cannot be computed.',
      '',
      '0 to 1',
    ),
    base_rate: number('The same probability before this pupil’s scores were seen.', '', '0 to 1'),
    information: number('1 − Var(posterior) / Var(prior) of the effect: how much the scores tell.', '', '0 to 1'),
    likelihood: text('The probability in words.', likelihoodWords.join(', ')),
    effect: number(
      'Size of the difference the criterion is about, posterior mean, higher scores being better whichever way the scale runs: growth against pupils with the same start (slower-than-peers); rate since the baseline less the rate before it (below-own-rate); growth of the gap, positive = wider (the gap criteria).',
      'see unit',
    ),
    effect_low: number('5th percentile of the effect.', 'see unit'),
    effect_high: number('95th percentile of the effect.', 'see unit'),
    unit: text('Unit of the effect.', 'SD, SD a year'),
    effect_points: number(
      'The effect in the test’s own points, in the same direction, where a difference in them means something; for the gap criteria gap_points less gap_baseline_points.',
      'points of the test (a year for below-own-rate)',
    ),
    effect_points_low: number('5th percentile of the effect in points.', 'points of the test'),
    effect_points_high: number('95th percentile of the effect in points.', 'points of the test'),
    reason: text('Why the verdict is cannot-say or not-met.', reasonNames.join(', ')),
    sentence: text('The verdict as a sentence; a page puts the forename for “This pupil”.'),
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
    concern: number('Log odds of a lasting slow-down given all scores.', 'log odds'),
  },
  agenda: {
    order: count('Place in the list within the school, from 1; a page never prints it.'),
    pupil_id: pupilId,
    school: text('School in the current window.'),
    class: text('Class in the current window.'),
    year_group: text('Year group.'),
    section: text('Part of the meeting’s list.', sectionNames.join(', ')),
    why_listed: text('Subject: criterion pairs that are met, separated by “; ”; or why the pupil is not measured.'),
    concern: number('The pupil’s concern over all subjects.', 'log odds'),
    subjects: text('Subjects in which a criterion is met, separated by “; ”.'),
    state: text('Against the previous run.', 'new, persisting, eased, empty'),
    first_listed: text('Window in which the pupil was first listed without a break.'),
    baseline_window: text('Baseline kept since the pupil was first listed.'),
    probably_ordinary: number(
      '1 − probability that at least one criterion the pupil is listed for is true.',
      '',
      '0 to 1',
    ),
    sentence: text('The one sentence a class page prints.'),
    level: text('Position in three broad bands over the subjects.', 'below, middle, above'),
  },
  trajectories: {
    pupil_id: pupilId,
    subject,
    window: text('Window.'),
    score: text('Score as written.'),
    score_value: number('Score where it is a number.', 'points of the test'),
    status: text('State of the result.'),
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
    cohort: text('Cohort: academic year in which its pupils were in Reception, as 2019/20.'),
    baseline_window: text('Window of the baseline score.'),
    window: text('Window of the later score.'),
    baseline_value: number('Baseline score the fan starts from.', 'points of the test'),
    q05: number('5th percentile of the later score of pupils with that baseline score.', 'points of the test'),
    q10: number('10th percentile.', 'points of the test'),
    q25: number('25th percentile.', 'points of the test'),
    q50: number('Middle.', 'points of the test'),
    q75: number('75th percentile.', 'points of the test'),
    q90: number('90th percentile.', 'points of the test'),
    q95: number('95th percentile.', 'points of the test'),
    peers: count('Pupils the fit rests on.'),
  },
  groups: {
    subject,
    grouping: text(
      'What the groups are.',
      'school, class, year group, sex, pupil premium, english additional, sen status',
    ),
    group: text('The group; a class carries its school before it, “school / class”.'),
    n: count('Pupils with a growth percentile.'),
    median_growth: percentile('Middle observed growth percentile.'),
    median_growth_low: percentile('Lower end of its 90 % interval.'),
    median_growth_high: percentile('Upper end of its 90 % interval.'),
    suppressed: flag(
      'Withheld: too few pupils, a complement too small, or a school, year group or class that is its own reference.',
    ),
    reason: text('Why it is withheld.', 'too-few, complement, own-reference'),
    mean_position: position('Mean true position now.'),
  },
  equity: {
    grouping: text('What the groups are.'),
    group: text('The group.'),
    n: count('Pupils with a current score.'),
    listed: count('Of those, pupils with at least one criterion met, whatever section they are in.'),
    expected: number('Pupils who would be listed at the run’s overall rate.', 'pupils'),
    ratio: number('listed / expected.', 'ratio'),
    ratio_low: number('Lower end of its 90 % interval.', 'ratio'),
    ratio_high: number('Upper end of its 90 % interval.', 'ratio'),
    suppressed: flag('Withheld: under 6 pupils, or a complement that would give them away.'),
  },
  coverage: {
    school: text('School.'),
    class: text('Class.'),
    subject,
    on_roll: count('Pupils on roll.'),
    valid: count('With a valid score in the current window.'),
    floor: count('At the bottom of the test.'),
    ceiling: count('At the top of the test.'),
    absent: count('Absent.'),
    below_test: count('Working below the test.'),
    disapplied: count('Disapplied.'),
    withheld: count('Withheld.'),
    not_entered: count('On roll without any result.'),
    current_window: text('The window that counts as current for this class.'),
  },
  targets: {
    pupil_id: pupilId,
    subject,
    date: text('Date the target is for, ISO 8601.'),
    typical: number('Middle of the conditional distribution of the score.', 'points of the test'),
    aspirational: number('80th percentile.', 'points of the test'),
    exceptional: number('95th percentile.', 'points of the test'),
    typical_chance: number('Chance of reaching the typical target.', '', '0 to 1'),
    aspirational_chance: number('Chance of reaching the aspirational target.', '', '0 to 1'),
    exceptional_chance: number('Chance of reaching the exceptional target.', '', '0 to 1'),
    peers: count('Peers the quantiles rest on.'),
    need_matched: flag('Peers have a similar need as well as the same start.'),
  },
  lists: {
    grouping: text('What the list is of.', 'class, school, run'),
    group: text('The class (“school / class”), the school, or the whole run.'),
    on_roll: count('Pupils on roll.'),
    measured: count('Pupils with a current score.'),
    listed: count('Pupils listed for discussion.'),
    probably_ordinary: number('Of those listed, how many are probably making ordinary progress.', 'pupils'),
    by_luck: number(
      'How many would be listed by test luck alone if every pupil were making ordinary progress. No part of those listed: pupils do differ, so luck lists fewer of them.',
      'pupils',
    ),
  },
  rejects: {
    file: text('File of the data folder.'),
    row: count('Line of data in the file: 1 is the first below the header.'),
    column: text('Column at fault.'),
    reason: text('What is wrong and what to do.'),
    value: text('The value at fault.'),
    content: text('The row as read, as JSON, names of people left out.'),
  },
} as const satisfies Record<string, Record<string, RunColumnSchema>>;

export type RunTableName = keyof typeof runSchema;
export const runTableNames = Object.keys(runSchema) as RunTableName[];
