import { criterionNames, reasonNames, verdictNames } from '../../tables/run-schema.ts';
import { type CriterionFacts, type SentenceSettings, defaultSentenceSettings } from './criterion-facts.ts';
import { criterionSentence } from './criterion-sentence.ts';
import { nextWindowMonth } from '../kit/next-window-month.ts';
import type { SubjectWords } from '../kit/subject-words.ts';
import { windowMonth } from '../kit/window-month.ts';

/** The criteria table as columns, one entry a row. NaN where a number is not known, −1 where an index is not. */
export interface CriteriaColumns {
  readonly count: number;
  /** Index into `subjects`. */
  readonly subject: ArrayLike<number>;
  /** Indices into `criterionNames`, `verdictNames`, `reasonNames` (−1 none). */
  readonly criterion: ArrayLike<number>;
  readonly verdict: ArrayLike<number>;
  readonly reason: ArrayLike<number>;
  readonly probability: ArrayLike<number>;
  readonly information: ArrayLike<number>;
  /** SD, or SD a year for `below-own-rate`. */
  readonly effect: ArrayLike<number>;
  /** The effect in points: for `below-own-rate` points a year, rate since minus rate before, negative = slowed. */
  readonly effectPoints: ArrayLike<number>;
  /** Distance to the middle of the year group in points, positive = worse off, at the baseline and now. */
  readonly gapBaselinePoints: ArrayLike<number>;
  readonly gapPoints: ArrayLike<number>;
  readonly settles: ArrayLike<number>;
  /** Indices into `windowDays`; −1 where there is none. */
  readonly baselineWindow: ArrayLike<number>;
  readonly window: ArrayLike<number>;
  /** Years from the baseline to the current result; taken from the windows' dates where it is left out. */
  readonly yearsSince?: ArrayLike<number>;
  /** Points a year against the year group, positive = gaining; worked out from the gaps where they are left out. */
  readonly rateBeforePoints?: ArrayLike<number>;
  readonly rateSincePoints?: ArrayLike<number>;
  /** The pupil's own case for `no-baseline` and `not-measured` (see `lackWords`). */
  readonly because?: ArrayLike<string | null>;
  readonly weeksApart?: ArrayLike<number>;
  readonly peers?: ArrayLike<number>;
}

/** What the rows' indices point into. */
export interface CriteriaWords {
  readonly subjects: readonly SubjectWords[];
  /** Days since 1970-01-01, ascending. */
  readonly windowDays: ArrayLike<number>;
  readonly settings?: SentenceSettings;
  /** Of one pupil, by the number in the table of pupils, where not all have the same; goes over `settings`. */
  readonly settingsOf?: (pupil: number) => SentenceSettings;
}

/**
 * The `sentence` column of the criteria table. One pass; months are made once a window, and nothing is kept between rows.
 *
 * @returns one sentence a row, in the order of the rows; never empty
 */
export function criteriaSentences(
  columns: CriteriaColumns & { readonly pupil?: ArrayLike<number> },
  words: CriteriaWords,
): string[] {
  const factsOf = criteriaFacts(columns, words.windowDays);
  const settings = words.settings ?? defaultSentenceSettings;
  return Array.from({ length: columns.count }, (_, row) =>
    criterionSentence(
      factsOf(row),
      words.subjects[columns.subject[row]],
      columns.pupil ? (words.settingsOf?.(columns.pupil[row]) ?? settings) : settings,
    ),
  );
}

/** Reads rows of the columns as facts. */
export function criteriaFacts(
  columns: CriteriaColumns,
  windowDays: ArrayLike<number>,
): (row: number) => CriterionFacts {
  const months = Array.from(windowDays, (day) => windowMonth(day));
  const nextMonths = months.map((_, window) => nextWindowMonth(windowDays, window));
  return (row) => {
    const baseline = columns.baselineWindow[row];
    const current = columns.window[row];
    const years = columns.yearsSince?.[row] ?? (windowDays[current] - windowDays[baseline]) / 365.25;
    const rateSince =
      columns.rateSincePoints?.[row] ?? (columns.gapBaselinePoints[row] - columns.gapPoints[row]) / years;
    const reason = columns.reason[row];
    return {
      criterion: criterionNames[columns.criterion[row]],
      verdict: verdictNames[columns.verdict[row]],
      reason: reason < 0 ? null : reasonNames[reason],
      probability: columns.probability[row],
      information: columns.information[row],
      effect: columns.effect[row],
      rateBeforePoints: columns.rateBeforePoints?.[row] ?? rateSince - columns.effectPoints[row],
      rateSincePoints: rateSince,
      gapBaselinePoints: columns.gapBaselinePoints[row],
      gapPoints: columns.gapPoints[row],
      settles: columns.settles[row],
      baselineMonth: months[baseline] ?? null,
      currentMonth: months[current] ?? null,
      nextMonth: nextMonths[current] ?? null,
      because: columns.because?.[row] ?? null,
      weeksApart: columns.weeksApart?.[row] ?? Number.NaN,
      peers: columns.peers?.[row] ?? Number.NaN,
    };
  };
}
