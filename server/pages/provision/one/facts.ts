import type { ProvisionPupilRow, ProvisionRow } from '../../../records/plans/plan-tables.ts';
import type { ProvisionVersion } from '../../../records/provision/save-provision.ts';
import type { ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import type { Entered, Faults } from './forms.ts';

/** A pupil in the provision; without `pupil` they are in no results any more: they have left, or came since. */
export interface Member {
  readonly row: ProvisionPupilRow;
  readonly pupil: ListedPupil | undefined;
  readonly name: string;
}

/** All that the page of one provision shows; without `provision` a new one is written. */
export interface ProvisionPage {
  readonly school: string;
  readonly provision: ProvisionRow | undefined;
  /** The pupil whom a new one is for. */
  readonly forPupil: ListedPupil | undefined;
  /** Within the reader’s reach. */
  readonly members: readonly Member[];
  /** How many more, out of reach. */
  readonly others: number;
  /** Who may come in: those on the register first. */
  readonly candidates: readonly { readonly pupil: ListedPupil; readonly onRegister: boolean }[];
  readonly versions: readonly ProvisionVersion[];
  readonly people: ReadonlyMap<string, string>;
  readonly unsaved: { readonly entered: Entered; readonly faults: Faults; readonly problem: string } | undefined;
  readonly mayKeep: boolean;
  readonly mayUndo: boolean;
  readonly today: string;
  readonly token: string;
}
