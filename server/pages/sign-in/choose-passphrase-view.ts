import { faultSummary } from '../../html/fault-summary.ts';
import { html, type Html } from '../../html/html.ts';
import { unseenSignInName, newPassphraseFields } from '../../html/passphrase-fields.ts';
import type { PassphraseFaults } from '../../people/passphrase-fault.ts';

export interface ChoosePassphrasePage {
  readonly name: string;
  readonly signInName: string;
  /** Address the form goes to. */
  readonly action: string;
  readonly token: string;
  readonly faults?: PassphraseFaults;
}

/** What a one-time link opens: choosing a passphrase, for the first time or anew. */
export function choosePassphraseView({ name, signInName, action, token, faults = {} }: ChoosePassphrasePage): Html {
  return html`${faultSummary({ passphrase: faults.passphrase, again: faults.again })}
    <h1 class="govuk-heading-l">Welcome, ${name}</h1>
    <p class="govuk-body lead">
      Choose a passphrase. You will sign in with it and with your sign-in name, <strong>${signInName}</strong>.
    </p>
    <form method="post" action="${action}" class="narrow" novalidate>
      <input type="hidden" name="token" value="${token}" />
      ${unseenSignInName(signInName)} ${newPassphraseFields(faults)}
      <button class="govuk-button">Save and sign in</button>
    </form>`;
}
