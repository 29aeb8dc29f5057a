/** The one catalogue of warnings: doubt that travels with a result. `{count}` and other slots are filled from the warning. */
export const warningCatalogue = {
  'school-window-shift':
    '{count} results in {subject} at {school} in {window} lie {shift} SD from what the same pupils’ other results say; that was taken out: check how they were marked.',
  'few-peers': '{count} comparisons rest on fewer than 30 peers; they are pooled more strongly.',
  'list-share-unusual':
    'The share of pupils with a criterion met is {share} %, outside 1–20 %: check the scales and the windows.',
  'rank-deficient': '{count} design columns are combinations of earlier ones and were left out (coefficient 0).',
  'iteration-limit': '{count} quantiles stopped at the iteration limit; the best solution found so far is given.',
  'not-certified': '{count} quantiles have a duality gap above one part in a thousand million of their check loss.',
  'not-a-number': '{count} scores were infinite and count as missing.',
  'small-reference': '{count} pupils are compared with fewer peers than the full curve needs; a simpler one was used.',
  'too-few-peers': '{count} pupils have fewer than 11 peers and get no growth percentile.',
  'beyond-baselines':
    '{count} pupils have an earlier score outside the range of the reference; the curve is continued.',
  // marks and cohorts
  'cohort-unknown':
    '{count} pupils have neither a date of birth nor a year group that can be read; they are compared with nobody.',
  'out-of-year': '{count} pupils are taught outside the year group of their age; they stay with their own cohort.',
  'year-groups-moved':
    'The year groups of {count} pupils run {years} ahead of the last window with results, as after a September roll-over; they were moved back.',
  'constant-scores': '{count} results of {subject} in {window} are all the same: they say nothing about progress.',
  'small-cell': '{count} results are placed among fewer than 30 pupils; the spread is pooled with other windows.',
  'placed-by-near-cohort':
    '{count} results belong to fewer than 5 pupils of their year group; they are placed among the nearest year group.',
  'too-few-to-place':
    '{count} results stand alone in their year group and no year group near sat the same test; they are not used.',
  'rank-normal':
    '{count} results of {subject} in {window} are lopsided or piled up at an end of the test; places by rank are used.',
  'second-test':
    '{count} results of {subject} in {window} are on {scale}, not the test most of the year group sat; they are placed among its own.',
  'reference-lacks-cell':
    '{count} results are of windows, year groups or tests that the reference does not hold; they are placed by their own.',
  'reference-lacks-pair':
    '{count} comparisons are of windows, year groups or tests that the reference does not hold; they have no percentile.',
  'rows-not-used': '{count} rows of the files were not used; the data report says which and why.',
  'cells-set-aside': '{count} optional cells could not be read; their rows are used without them.',
  'columns-without-meaning': '{count} columns of the files have no meaning here; they are kept and not used.',
  'scales-inferred': '{count} scales are not described anywhere and were inferred from their scores.',
} as const satisfies Record<string, string>;

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
