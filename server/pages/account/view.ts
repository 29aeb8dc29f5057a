import { roleNames } from '../../people/permissions.ts';
import type { Person } from '../../people/person.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { html, type Html } from '../../html/html.ts';
import { passphraseField, unseenSignInName, newPassphraseFields } from '../../html/passphrase-fields.ts';
import type { PassphraseFaults } from '../../people/passphrase-fault.ts';

export interface AccountFaults extends PassphraseFaults {
  readonly current?: string | null;
}

export interface AccountPage {
  readonly person: Person;
  readonly signInName: string | null;
  readonly hasPassphrase: boolean;
  /** Name of the school's own sign-in where the reader's account there is tied to this one; else null. */
  readonly school: string | null;
  /** The passphrase has just been changed. */
  readonly changed: boolean;
  readonly token: string;
  readonly faults: AccountFaults;
}

/** What the reader may see, how they sign in, a new passphrase, and signing out everywhere. */
export function accountView(page: AccountPage): Html {
  const { person, signInName, hasPassphrase, school, faults, token } = page;
  const classes = [...person.classes.keys()].map((one) => (JSON.parse(one) as string[]).join(', class '));
  return html`${faultSummary({ current: faults.current, passphrase: faults.passphrase, again: faults.again })}
    ${page.changed ? html`<p class="doubts" role="status">Your new passphrase is saved. You are signed out everywhere else.</p>` : ''}
    <h1 class="govuk-heading-l">Your account</h1>
    <dl class="facts">
      ${fact('Name', person.name)} ${fact('Role', roleNames[person.role])}
      ${fact('School', person.school ?? 'every school here')}
      ${person.role === 'teacher' ? fact('Classes today', classes.join(' · ') || 'none: the headteacher can add them') : ''}
      ${fact('You sign in with', waysOf(signInName, hasPassphrase, school))}
    </dl>
    <p class="govuk-body quiet">Is something wrong? The headteacher changes it on the list of people.</p>
    ${hasPassphrase ? changePassphrase(faults, signInName ?? '', token) : ''}
    <h2 class="govuk-heading-m">Sign out everywhere</h2>
    <form method="post" action="/sign-out">
      <input type="hidden" name="token" value="${token}" /><input type="hidden" name="everywhere" value="yes" />
      <p class="govuk-body">On this computer and on every other where you are signed in.</p>
      <button class="govuk-button govuk-button--secondary">Sign out everywhere</button>
    </form>`;
}

function changePassphrase(faults: AccountFaults, signInName: string, token: string): Html {
  return html`<h2 class="govuk-heading-m">Change your passphrase</h2>
    <form method="post" action="/account" class="narrow" novalidate>
      <input type="hidden" name="token" value="${token}" />
      ${unseenSignInName(signInName)}
      ${passphraseField({ name: 'current', label: 'Your passphrase now', fault: faults.current })}
      ${newPassphraseFields(faults)}
      <button class="govuk-button">Change passphrase</button>
    </form>`;
}

function waysOf(signInName: string | null, hasPassphrase: boolean, school: string | null): string {
  const ways = [hasPassphrase ? `the name ${signInName ?? ''} and a passphrase` : '', school ?? ''].filter(Boolean);
  return ways.join(', or ') || 'the address that is printed when Same Start is started';
}

function fact(name: string, value: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}
