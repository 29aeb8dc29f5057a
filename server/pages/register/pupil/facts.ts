import type { SupportPlanRow, MonitoredRow, PupilNeedRow, RegisterEntryRow } from '../../../records/record-tables.ts';
import type { EntryVersion } from '../../../records/register/entry-versions.ts';
import type { SupportOf } from '../../../runs/pupils/register-of.ts';

/** All that the register page of a pupil shows. */
export interface RegisterPupilPage {
  readonly one: SupportOf;
  readonly heading: string;
  /** One sentence a subject, of the newest run: what anyone who decides has before them. */
  readonly inShort: readonly { sentence: string; met: boolean }[];
  /** Results in the time of a plan: “Reading: 104 (December 2025) before, 100 (December 2026) in the plan”. */
  readonly resultsIn: (plan: SupportPlanRow) => readonly string[];
  readonly entries: readonly RegisterEntryRow[];
  /** The open entry or the one that ended last, with the day on which it was last written; undefined where none is. */
  readonly newest: { readonly entry: RegisterEntryRow; readonly changedOn: string } | undefined;
  readonly versions: readonly EntryVersion[];
  readonly needsEver: readonly PupilNeedRow[];
  readonly watchedEver: readonly MonitoredRow[];
  readonly people: ReadonlyMap<string, string>;
  /** What a form held that was not saved, and why. */
  readonly unsaved: { problem: string; entered: Readonly<Record<string, string | undefined>> } | undefined;
  readonly today: string;
  readonly mayKeep: boolean;
  readonly mayPlan: boolean;
  readonly token: string;
}
