/**
 * The one catalogue of warnings: doubt that travels with a result. `{count}` and other slots are filled from the warning;
 * `[one|many]` goes by the count.
 */
export const warningCatalogue = {
  'school-window-shift':
    '{count} [result|results] in {subject} at {school} in {window} [is|are] {side} than the same pupils’ results before and after, in this subject alone, as if the middle pupil of 100 stood at place {place}{largest}. They are compared as if marked like the others; check how they were marked.',
  'newest-window-apart':
    '{count} [result|results] in {subject} at {school} in {window} [is|are] {side} than the same pupils’ earlier results say, as if the middle pupil of 100 stood at place {place}{largest}. Nothing was taken out. If they were marked {marked}, too {many} of these pupils are listed; if the pupils {moved} together, the list is right and the question is the school’s before it is any pupil’s.',
  'usual-component':
    'What the results of {count} [pupil|pupils] in {subject} say of {what} is like no school test; what is usual is taken instead. Check the marks, the dates and the error stated.',
  'few-peers':
    '{count} [comparison rests|comparisons rest] on fewer than {usual} pupils; [it leans|they lean] more on what is usual for all.',
  'list-share-unusual':
    'Of 100 pupils tested, {share} have a question answered “likely”; from {low} to {high} is usual. Check the scales and the windows.',
  'rank-deficient':
    '{count} design [column is a combination|columns are combinations] of earlier ones and [was|were] left out (coefficient 0).',
  'iteration-limit':
    '{count} [quantile|quantiles] stopped at the iteration limit; the best solution found so far is given.',
  'not-certified':
    '{count} [quantile has|quantiles have] a duality gap above one part in a thousand million of their check loss.',
  'not-a-number': '{count} [score was infinite and counts|scores were infinite and count] as missing.',
  'small-reference':
    '{count} [pupil is|pupils are] compared with fewer peers than the full curve needs; a simpler one was used.',
  'too-few-peers':
    '{count} [pupil has fewer than {fewest} peers and gets|pupils have fewer than {fewest} peers and get] no growth percentile.',
  'beyond-baselines':
    '{count} [pupil has|pupils have] an earlier score outside the range of the reference; the curve is continued.',
  // calendars
  'window-few-sat': '{count} of {could} pupils [has|have] sat the tests of {window}: the list is for {listWindow}.',
  'classes-behind':
    '{count} [pupil is|pupils are] in classes of which too few have sat the tests of {window}; [that pupil is|they are] compared up to the tests before.',
  // marks and cohorts
  'cohort-unknown':
    '{count} [pupil has|pupils have] neither a date of birth nor a year group that can be read; [that pupil is|they are] compared with nobody.',
  'out-of-year':
    '{count} [pupil is|pupils are] taught outside the year group of their age; they are compared with the year group of their age.',
  'year-groups-moved':
    'The year [group of 1 pupil runs|groups of {count} pupils run] {years} ahead of the last window with results, as after a September roll-over; [it was|they were] moved back.',
  'constant-scores': '{count} results of {subject} in {window} are all the same: they say nothing about progress.',
  'small-cell':
    '{count} [result is|results are] placed among fewer than 30 pupils; how far scores spread is taken from other windows too.',
  'placed-by-near-cohort':
    '{count} [result belongs|results belong] to fewer than 5 pupils of their year group; [it is|they are] placed among the nearest year group.',
  'too-few-to-place':
    '{count} [result stands|results stand] alone in [its|their] year group and no year group near sat the same test; [it is|they are] not used.',
  'rank-normal':
    '{count} results in {subject} ({window}) are of year groups many of whose pupils score near the top or the bottom of the test. These pupils are followed by their place in the year group, not by points.',
  'tests-joined':
    '{count} [pupil has|pupils have] results of {subject} on more than one test; places in the year group are followed from one to the other, points are not.',
  'stray-marks':
    '{count} [result|results] of {subject} in {window} [lies|lie] far from all others; [it counts|they count] by place only: check that no digit is wrong.',
  'error-too-large':
    '{count} [result|results] of {subject} in {window} [states|state] an error as large as the spread of the scores; a little less is taken: check that it is in points of the test.',
  'error-too-small':
    '{count} [result|results] of {subject} in {window} [states|state] next to no error, which no school test has; how well it measures is estimated from the results instead: check that the error is in points of the test.',
  'errors-contradict':
    '{count} [result|results] of {subject} in {window} [states|state] an error and a reliability that contradict each other; neither is taken, how well the test measures is estimated from the results: check which is right.',
  'no-error-stated':
    'No test states how large its errors are: how well they measure is estimated from the {count} [result itself|results themselves].',
  'second-test':
    '{count} [result|results] of {subject} in {window} [is|are] on {scale}, not the test most of the year group sat; [it is|they are] placed among [its|their] own.',
  'reference-lacks-cell':
    '{count} [result is of a window, year group or test|results are of windows, year groups or tests] that the reference does not hold; [it is placed by its|they are placed by their] own.',
  'reference-lacks-pair':
    '{count} [comparison is of a window, year group or test|comparisons are of windows, year groups or tests] that the reference does not hold; [it has|they have] no percentile.',
  'settings-without-school':
    'There [is a setting|are settings] of {school}, of which there is no pupil in the files: [it changes|they change] nothing. Check how the school’s name is written.',
  'rows-not-used': '{count} [row|rows] of the files [was|were] not used; the data report says which and why.',
  'cells-set-aside':
    '{count} optional [cell could not be read; its row is|cells could not be read; their rows are] used without them.',
  'columns-without-meaning':
    '{count} [column of the files has no meaning here; it is|columns of the files have no meaning here; they are] kept and not used.',
  'scales-inferred':
    '{count} [scale is not described anywhere and was inferred from its|scales are not described anywhere and were inferred from their] scores.',
} as const satisfies Record<string, string>;

/** A code of the catalogue of warnings. */
export type WarningCode = keyof typeof warningCatalogue;

/** A warning of the catalogue and how many results it touches; further slots ride along. */
export interface Warning {
  readonly code: WarningCode;
  readonly count: number;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Adds up warnings of one code and equal values; order is by code, so that equal inputs give equal bytes. */
export function mergeWarnings(warnings: readonly Warning[]): Warning[] {
  const merged = new Map<string, Warning>();
  for (const warning of warnings) {
    const key = warning.code + JSON.stringify(warning.values ?? null);
    const earlier = merged.get(key);
    merged.set(key, earlier ? { ...earlier, count: earlier.count + warning.count } : warning);
  }
  return [...merged.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, warning]) => warning);
}
