import type { SupportOf } from '../../../runs/pupils/register-of.ts';
import type { EhcDue } from '../../../records/higher/ehc-due.ts';
import type { EhcStanding } from '../../../records/higher/ehc-standing.ts';
import type { EhcStepRow } from '../../../records/higher/ehc-steps.ts';
import type { Unsaved } from '../change-of-pupil.ts';

/** All that the page shows. */
export interface HigherPage {
  readonly one: SupportOf;
  /** All rows, those taken back and the undoing of them included. */
  readonly rows: readonly EhcStepRow[];
  readonly standing: EhcStanding;
  readonly due: readonly EhcDue[];
  readonly person: (personId: string) => string;
  /** ISO date. */
  readonly today: string;
  readonly unsaved: Unsaved | undefined;
  readonly token: string;
}
