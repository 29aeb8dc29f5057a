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
  /** A meeting suggested something for the register; a person decides. */
  readonly suggested: readonly SupportOf[];
  /** ISO date. */
  readonly today: string;
}
