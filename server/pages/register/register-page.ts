import type { SavedChoiceRow } from '../../records/register/register-rows.ts';
import type { ReviewDateRow } from '../../records/settings/review-dates.ts';
import type { SupportOf } from '../../runs/pupils/register-of.ts';
import type { RegisterChoice } from './choice.ts';

/** What the register's page shows. */
export interface RegisterPage {
  readonly school: string;
  readonly schools: readonly string[];
  readonly classes: readonly string[];
  readonly supported: readonly SupportOf[];
  /** The rows that are shown, as they were chosen and sorted: with a status or, as information, with a plan and none. */
  readonly rows: readonly SupportOf[];
  readonly choice: RegisterChoice;
  /** Choices the reader keeps under a name. */
  readonly saved: readonly SavedChoiceRow[];
  /** A meeting suggested something for the register; a person decides. */
  readonly suggested: readonly SupportOf[];
  /** How many pupils have just been entered from the school's file; 0 for none. */
  readonly entered: number;
  /** Why a choice was not kept, with the name that was typed. */
  readonly unsaved: { readonly problem: string; readonly name: string } | null;
  readonly mayKeep: boolean;
  /** Documents of the school whose day of review has come; none for whoever does not keep the register. */
  readonly due: readonly ReviewDateRow[];
  /** ISO date. */
  readonly today: string;
  readonly token: string;
}
