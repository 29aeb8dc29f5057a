import type { TrajectoryFit } from '../growth/trajectory/model/trajectory-fit.ts';
import type { ScaleClass } from '../tables/assessment-data.ts';
import { daysAYear } from '../tables/days.ts';
import { answersToCome } from './answers-to-come.ts';
import type { CriteriaSettings } from './index.ts';

/** The tests as they have been sat, from which those to come are foreseen. */
export interface Calendar {
  /** Days of the windows sat so far, ascending; the last is the current one. */
  readonly days: readonly number[];
  /** Of each subject that is tested in points. */
  readonly scaleClass: readonly ScaleClass[];
  readonly reliability: readonly number[];
  /** How long before a current window its baseline is aimed at, and lies at least, weeks. */
  readonly targetWeeks: number;
  readonly minimumWeeks: number;
}

/** From when on a question can be answered for many, and for what share of pupils then, 0–1. */
export interface Answerable {
  readonly day: number;
  readonly share: number;
}

/** A question can be answered for many from this share of pupils on. */
export const many = 0.25;
/** Windows looked back at, and years looked ahead. */
const mostWindows = 12;
const yearsAhead = 2;
/** Subjects looked at: more change little and cost with their cube. */
const mostSubjects = 3;
/** 2000-01-01, the origin of `TrajectoryScores.year`. */
const dayOfYear2000 = 10_957;

/**
 * When a criterion of one line will be answerable for at least a quarter of the pupils who sit every window, were the tests of
 * the last year sat again at the same dates in the next two. Null where it will not within that time.
 */
export function whenAnswerable(
  fit: TrajectoryFit,
  criterion: number,
  calendar: Calendar,
  settings: CriteriaSettings,
): Answerable | null {
  const days = calendar.days.slice(-mostWindows);
  const now = days[days.length - 1];
  const yearBefore = days.filter((day) => day > now - daysAYear + 30);
  const toCome = Array.from({ length: yearsAhead }, (_, year) =>
    yearBefore.map((day) => Math.round(day + (year + 1) * daysAYear)),
  ).flat();
  for (const [at, day] of toCome.entries()) {
    const sat = [...days, ...toCome.slice(0, at + 1)].sort((a, b) => a - b);
    const baseline = baselineOf(sat, calendar);
    if (baseline <= 0) continue;
    const record = {
      years: sat.map((one) => (one - dayOfYear2000) / daysAYear),
      baseline,
      scaleClass: calendar.scaleClass.slice(0, mostSubjects),
      reliability: calendar.reliability.slice(0, mostSubjects),
    };
    const { minimumYears } = settings.belowOwnRate;
    const longEnough =
      record.years[baseline] - record.years[0] >= minimumYears &&
      record.years[sat.length - 1] - record.years[baseline] >= minimumYears;
    const share = longEnough ? answersToCome(fit, criterion, record, settings) : 0;
    if (share >= many) return { day, share };
  }
  return null;
}

/** Place of the window nearest to the time aimed at before the last; −1 for none. */
function baselineOf(days: readonly number[], { targetWeeks, minimumWeeks }: Calendar): number {
  const now = days[days.length - 1];
  let best = -1;
  for (const [at, day] of days.entries()) {
    if (now - day < 7 * minimumWeeks) break;
    if (best < 0 || Math.abs(now - day - 7 * targetWeeks) <= Math.abs(now - days[best] - 7 * targetWeeks)) best = at;
  }
  return best;
}
