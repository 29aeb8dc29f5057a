import { roleNames, roles, type Role } from '../../people/permissions.ts';
import { formField } from '../../html/form-field.ts';
import { html, trusted, type Html } from '../../html/html.ts';
import { schoolField } from '../../html/school-field.ts';

export interface PersonFields {
  readonly name: string;
  readonly role: Role;
  /** '' = not chosen yet, `*` = every school. */
  readonly school: string;
  readonly signInName: string;
  readonly address: string;
}

export interface PersonFieldsPage {
  readonly typed: PersonFields;
  readonly faults: { readonly [field in keyof PersonFields]?: string };
  readonly schools: readonly string[];
  /** Whether the reader may give every school. */
  readonly everySchool: boolean;
  /** Name of the school's own sign-in, or null. */
  readonly openId: string | null;
  /** Role and school stay as they are. */
  readonly keepsRole?: boolean;
}

/** What each role opens, in a line: the choice is made once and matters. */
const reach: Readonly<Record<Role, string>> = {
  teacher: 'pupils of their own classes, on the days you give',
  senco: 'all pupils of the school; releases results',
  headteacher: 'all pupils of the school; releases results; people and audit',
  'data-manager': 'files, results and what is wrong with them; no notes, no decisions',
  governor: 'figures of groups, small ones left out; no pupils',
  'trust-lead':
    'figures of groups across schools, small ones left out; names of one school for a purpose, which the audit keeps',
  auditor: 'settings, the audit and equity; no pupils',
};

/** The boxes for who somebody is. */
export function personFields(page: PersonFieldsPage): Html {
  const { typed, faults, openId } = page;
  return html`${formField({
    name: 'name',
    label: 'Name',
    hint: 'As colleagues know it: “Ms Khan”.',
    value: typed.name,
    fault: faults.name,
    longest: 120,
  })}
  ${page.keepsRole ? kept(page) : choices(page)}
  ${formField({
    name: 'signInName',
    label: 'Sign-in name',
    hint: 'For signing in with a passphrase. Without spaces: “s.khan”.',
    value: typed.signInName,
    fault: faults.signInName,
    autocomplete: 'off',
    longest: 120,
    width: 20,
  })}
  ${
    openId !== null || typed.address !== ''
      ? formField({
          name: 'address',
          label: `E-mail address at ${openId ?? 'the school’s sign-in'}`,
          hint: 'The first time they sign in with it, their account there is tied to this person for good.',
          value: typed.address,
          fault: faults.address,
          type: 'email',
          autocomplete: 'off',
          longest: 200,
        })
      : html`<input type="hidden" name="address" value="" />`
  }`;
}

function choices({ typed, faults, schools, everySchool }: PersonFieldsPage): Html {
  return html`<fieldset class="govuk-fieldset roles">
      <legend class="govuk-fieldset__legend">Role</legend>
      ${roles.map(
        (role) =>
          html`<div class="choice">
            <input
              type="radio"
              id="role-${role}"
              name="role"
              value="${role}"
              ${role === typed.role ? trusted('checked') : ''}
            />
            <label for="role-${role}"><strong>${roleNames[role]}</strong>: ${reach[role]}</label>
          </div>`,
      )}
    </fieldset>
    ${schoolField({
      schools,
      chosen: typed.school,
      fault: faults.school,
      everySchool,
      ...(schools.length === 0 ? { hint: 'Schools stand here once the first results have been read.' } : {}),
    })}`;
}

function kept({ typed }: PersonFieldsPage): Html {
  return html`<p class="govuk-body">
      Role: <strong>${roleNames[typed.role]}</strong>, ${typed.school === '*' ? 'every school here' : typed.school}. It
      stays, so that somebody can always look after the people.
    </p>
    <input type="hidden" name="role" value="${typed.role}" /><input
      type="hidden"
      name="school"
      value="${typed.school}"
    />`;
}
