import { passphraseAdvice } from '../../people/passphrase-fault.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { formField } from '../../html/form-field.ts';
import { html, type Html } from '../../html/html.ts';

export interface ChoosePassphrasePage {
  readonly name: string;
  readonly signInName: string;
  /** Address the form goes to. */
  readonly action: string;
  readonly token: string;
  readonly faults?: PassphraseFaults;
}

export interface PassphraseFaults {
  readonly passphrase?: string | null;
  readonly again?: string | null;
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
      <input
        class="govuk-visually-hidden"
        aria-hidden="true"
        tabindex="-1"
        name="username"
        autocomplete="username"
        value="${signInName}"
        readonly
      />
      ${newPassphraseFields(faults)}
      <button class="govuk-button">Save and sign in</button>
    </form>`;
}

/** The two boxes in which a new passphrase is typed. */
export function newPassphraseFields(faults: PassphraseFaults): Html {
  return html`${formField({
    name: 'passphrase',
    label: 'New passphrase',
    hint: passphraseAdvice,
    type: 'password',
    autocomplete: 'new-password',
    longest: 400,
    fault: faults.passphrase,
  })}
  ${formField({
    name: 'again',
    label: 'The same once more',
    type: 'password',
    autocomplete: 'new-password',
    longest: 400,
    fault: faults.again,
  })}`;
}
