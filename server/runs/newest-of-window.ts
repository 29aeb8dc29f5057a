import { dayOfText } from '../../engine/index.ts';
import type { KnownRun } from './run-library.ts';

/** What readers of totals are shown where they ask for a run. */
export interface NewestOfWindow {
  readonly run: KnownRun;
  /** Schools of it that a newer run of the same window holds as well: their totals stand there, and are not shown here. */
  readonly hidden: ReadonlySet<string>;
}

/** A window whose date was corrected is the same one; one of the same name a year later is not. */
const correctedDays = 45;

/**
 * The newest released run of a run’s window: two runs of one window side by side would tell a reader of totals which late
 * pupil is listed. Where the newer one holds some of the schools only, the older one is shown without them.
 *
 * @param wanted the run that was asked for
 * @param within all runs the reader may open, newest first
 * @param school the one school that is asked about; null for every school of the run
 */
export function newestOfWindow(wanted: KnownRun, within: readonly KnownRun[], school: string | null): NewestOfWindow {
  const newer = within
    .slice(
      0,
      within.findIndex(({ id }) => id === wanted.id),
    )
    .filter((run) => run.release === 'released' && run.state === 'complete' && isSameWindow(run, wanted));
  const asked = school === null ? wanted.schools : [school];
  const isHeld = (one: string) => newer.some((run) => holdsSchool(run, one));
  const isReplaced = asked === undefined ? newer.length > 0 : asked.every(isHeld);
  if (!isReplaced) return { run: wanted, hidden: new Set(wanted.schools?.filter(isHeld)) };
  const newest = newer.find((run) => school === null || holdsSchool(run, school));
  return newest ? newestOfWindow(newest, within, school) : { run: wanted, hidden: new Set() };
}

function holdsSchool({ schools }: KnownRun, school: string): boolean {
  return schools === undefined || schools.includes(school);
}

function isSameWindow(a: KnownRun, b: KnownRun): boolean {
  if (a.windowDate === b.windowDate) return true;
  const apart = Math.abs(dayOfText(a.windowDate) - dayOfText(b.windowDate));
  return a.window !== undefined && a.window === b.window && apart < correctedDays;
}
