import { predictByLeastSquares } from '../stats/least-squares/predict-by-least-squares.ts';
import { normalCdf } from '../stats/distributions/normal-cdf.ts';
import { studentTCdf } from '../stats/distributions/student-t-cdf.ts';
import { fewestOthers, leastDays, mostDaysBefore } from './help-limits.ts';
import { normalScores, type ResultsOfPupil } from './normal-scores.ts';

/** A time in which one pupil had help, days since 1970-01-01. */
export interface HelpTime {
  readonly pupilId: string;
  readonly from: number;
  /** NaN where it goes on. */
  readonly to: number;
}

/** Why a subject has no figure. */
export type NoHelpFigure = 'no-result-before' | 'no-result-since' | 'too-few-others';

/** Whether a pupil moved more than nine in ten of those who stood alike, less, or neither. */
export type HelpVerdict = 'more' | 'less' | 'cannot-say';

/** One subject of one pupil: places among 100 of the year group, NaN where there is none. */
export interface HelpOfPupilInSubject {
  readonly subject: string;
  /** null where there is a figure. */
  readonly reason: NoHelpFigure | null;
  /** Rows of the windows: the last result before the start, and the last one of the time; −1 where there is none. */
  readonly startWindow: number;
  readonly endWindow: number;
  readonly startPlace: number;
  readonly endPlace: number;
  /** Of 100 pupils without help who had the same score a year before the start, how many made less progress until it. */
  readonly beforePercentile: number;
  /** The same of the time with help, of 100 who stood alike before and at its start. */
  readonly duringPercentile: number;
  /** Change of place that was to be expected with nothing done, its rebound included, and where nine in ten lie. */
  readonly expectedChange: number;
  readonly expectedLow: number;
  readonly expectedHigh: number;
  readonly change: number;
  readonly verdict: HelpVerdict;
}

/** A result so many days after the end still tells of the time: tests come when they come. */
const daysAfterEnd = 42;

/**
 * What became of one pupil in a time with help, in each subject, beside pupils of the same test and year group of whom no help
 * is recorded and who stood alike a year before the start and at it: who fell just before comes up again by itself, and so do
 * those others.
 *
 *   places before, at the start ─► least squares over the others ─► place to be expected, 90 % prediction interval ─► place now
 *
 * Without a result before the start those who stood alike at the start are the comparison. One pupil is one pupil: help that
 * does something will often be `cannot-say`.
 *
 * @param results of all who are compared, the pupil's own included
 * @param helped pupils of whom help is recorded: no comparison
 */
export function measureHelpOfPupil(
  results: readonly ResultsOfPupil[],
  { pupilId, from, to }: HelpTime,
  { windowDays, helped }: { readonly windowDays: readonly number[]; readonly helped: ReadonlySet<string> },
): HelpOfPupilInSubject[] {
  const own = results.filter((one) => one.pupilId === pupilId);
  return own.map((one) => {
    const group = results.filter(({ comparedIn }) => comparedIn === one.comparedIn);
    const placed = normalScores(group);
    const scores = placed[group.indexOf(one)];
    const sat = windowDays.flatMap((day, window) => (Number.isNaN(scores[window]) ? [] : [{ day, window }]));
    const start = sat.findLast(({ day }) => day <= from);
    if (!start) return nothing(one.subject, 'no-result-before');
    const end = Number.isNaN(to) ? sat.at(-1) : sat.findLast(({ day }) => day <= to + daysAfterEnd);
    if (!end || end.day - start.day < leastDays) return nothing(one.subject, 'no-result-since', start.window);
    const before = sat.find(({ day }) => start.day - day <= mostDaysBefore && start.day - day >= leastDays);
    const others = placed.filter((_, at) => !helped.has(group[at].pupilId) && group[at] !== one);
    const column = (window: number) => Float64Array.from(others, (scoresOf) => scoresOf[window]);
    const known = before ? [before.window, start.window] : [start.window];
    const at = known.map((window) => scores[window]);
    const found = predictByLeastSquares(column(end.window), known.map(column), at);
    if (!found || found.degreesOfFreedom + known.length + 1 < fewestOthers)
      return nothing(one.subject, 'too-few-others', start.window);
    const fall =
      before && predictByLeastSquares(column(start.window), [column(before.window)], [scores[before.window]]);
    const [startPlace, endPlace] = [start, end].map(({ window }) => 100 * normalCdf(scores[window]));
    const change = (score: number) => 100 * normalCdf(score) - startPlace;
    const percentile = (score: number, of: { expected: number; error: number; degreesOfFreedom: number }) =>
      100 * studentTCdf((score - of.expected) / of.error, of.degreesOfFreedom);
    const reached = scores[end.window];
    return {
      subject: one.subject,
      reason: null,
      startWindow: start.window,
      endWindow: end.window,
      startPlace,
      endPlace,
      beforePercentile: fall ? percentile(scores[start.window], fall) : NaN,
      duringPercentile: percentile(reached, found),
      // The mean place of those who stood alike, not the place of their mean.
      expectedChange: change(found.expected / Math.sqrt(1 + found.error ** 2)),
      expectedLow: change(found.low),
      expectedHigh: change(found.high),
      change: endPlace - startPlace,
      verdict: reached > found.high ? 'more' : reached < found.low ? 'less' : 'cannot-say',
    };
  });
}

function nothing(subject: string, reason: NoHelpFigure, startWindow = -1): HelpOfPupilInSubject {
  return {
    subject,
    reason,
    startWindow,
    endWindow: -1,
    startPlace: NaN,
    endPlace: NaN,
    beforePercentile: NaN,
    duringPercentile: NaN,
    expectedChange: NaN,
    expectedLow: NaN,
    expectedHigh: NaN,
    change: NaN,
    verdict: 'cannot-say',
  };
}
