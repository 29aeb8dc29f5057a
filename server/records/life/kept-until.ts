import type { Period } from './retention.ts';
import type { Retentions } from './retention-settings.ts';

/** What the record knows of a pupil that periods run from. Dates are ISO. */
export interface PupilLife {
  readonly dateOfBirth: string | null;
  /** Day on which the pupil had left; null while on the roll, or where no roll says. */
  readonly leftOn: string | null;
  /** Whether anything of special educational provision is held. */
  readonly hasSupport: boolean;
}

/** The kinds that are kept by pupil. */
export type PupilKind = 'pupil' | 'preparations' | 'meetings' | 'support';

/** First day on which a kind is not kept any more; null where it cannot be told yet: the period runs from a day to come. */
export type KeptUntil = Readonly<Record<PupilKind, string | null>>;

/** The years that a birthday is later than the day of leaving at most, for the youngest who leave. */
const youngestYears = 4;

/**
 * Until when each kind is kept of a pupil. Notes of meetings are kept as the SEN file where there is one; the name as long as
 * anything it is the name of.
 */
export function keptUntil(life: PupilLife, retentions: Retentions): KeptUntil {
  const own = (kind: PupilKind) => endOf(life, retentions[kind].period);
  const support = own('support');
  const meetings = life.hasSupport ? later(own('meetings'), support) : own('meetings');
  const preparations = own('preparations');
  const pupil = [own('pupil'), meetings, preparations, ...(life.hasSupport ? [support] : [])].reduce(later);
  return { pupil, preparations, meetings, support };
}

function endOf({ dateOfBirth, leftOn }: PupilLife, period: Period): string | null {
  if (!('years' in period) || period.from === 'writing') return null;
  if (period.from === 'birth' && dateOfBirth !== null) return yearsAfter(dateOfBirth, period.years);
  if (leftOn === null) return null;
  return yearsAfter(leftOn, period.from === 'birth' ? Math.max(0, period.years - youngestYears) : period.years);
}

function later(a: string | null, b: string | null): string | null {
  return a === null || b === null ? null : a > b ? a : b;
}

/** Years for which meetings are kept after leaving, where no date of birth says the day; those with support are kept longer. */
export function yearsAfterLeaving(retentions: Retentions, kind: PupilKind = 'meetings'): number {
  const { period } = retentions[kind];
  if (!('years' in period)) return 0;
  return period.from === 'birth' ? Math.max(0, period.years - youngestYears) : period.years;
}

/** The same day so many years later; 1 March for a 29 February in a year without. */
export function yearsAfter(date: string, years: number): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1, day)).toISOString().slice(0, 10);
}
