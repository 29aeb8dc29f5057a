import type { Unsaved } from '../change-of-pupil.ts';
import type { ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import type { SupportEntry, SupportEntryRow } from '../../../records/higher/support-entries.ts';

/** All that the page shows. */
export interface TeachingPage {
  readonly pupil: ListedPupil;
  /** Undefined where nothing is written yet, or it was taken back. */
  readonly works: SupportEntry<'works'> | undefined;
  readonly access: readonly SupportEntry<'access'>[];
  /** Every version ever written, oldest first. */
  readonly versions: readonly SupportEntryRow[];
  readonly person: (personId: string) => string;
  readonly mayWrite: boolean;
  readonly mayKeep: boolean;
  readonly unsaved: Unsaved | undefined;
  readonly token: string;
}
