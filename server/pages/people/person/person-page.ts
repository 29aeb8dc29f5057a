import type { PersonOnList } from '../../../people/manage-people.ts';
import type { PersonClassRow } from '../../../records/record-tables.ts';
import { html, type Html } from '../../../html/html.ts';
import type { PersonFields, PersonFieldsPage } from '../person-fields.ts';

/** What the page of one person on the list shows. */
export interface PersonPage {
  readonly person: PersonOnList;
  readonly typed?: PersonFields;
  readonly faults?: PersonFieldsPage['faults'];
  readonly classFault?: string;
  /** A link that has just been made: shown once. */
  readonly link?: string;
  /** The reader's own page. */
  readonly self: boolean;
  /** Role and school stay, and the person cannot be disabled. */
  readonly keepsRole: boolean;
  readonly classes: readonly PersonClassRow[];
  readonly choices: readonly { readonly school: string; readonly class: string }[];
  readonly schools: readonly string[];
  readonly everySchool: boolean;
  /** Name of the school's own sign-in, or null. */
  readonly school: string | null;
  readonly saved: boolean;
  /** ISO date. */
  readonly today: string;
  readonly token: string;
}

/** What every form of the page carries: its token, and the version its reader saw. */
export function stamps({ token, person }: Pick<PersonPage, 'token' | 'person'>): Html {
  return html`<input type="hidden" name="token" value="${token}" /><input
      type="hidden"
      name="version"
      value="${person.version}"
    />`;
}
