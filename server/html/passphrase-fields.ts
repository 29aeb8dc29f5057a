import { type PassphraseFaults, passphraseAdvice } from '../people/passphrase-fault.ts';
import { formField } from './form-field.ts';
import { html, type Html } from './html.ts';

/** Longer than any passphrase that is taken: a page says so rather than cutting what is typed. */
const longestTyped = 400;

/** A box for the passphrase somebody has. */
export function passphraseField(field: { name: string; label: string; fault?: string | null | undefined }): Html {
  return formField({ ...field, type: 'password', autocomplete: 'current-password', longest: longestTyped });
}

/** The two boxes in which a new passphrase is typed. */
export function newPassphraseFields(faults: PassphraseFaults): Html {
  const box = { type: 'password', autocomplete: 'new-password', longest: longestTyped } as const;
  return html`${formField({
    ...box,
    name: 'passphrase',
    label: 'New passphrase',
    hint: passphraseAdvice,
    fault: faults.passphrase,
  })}
  ${formField({ ...box, name: 'again', label: 'The same once more', fault: faults.again })}`;
}

/** Whose passphrase it is, for the browser that keeps passphrases; nobody sees it. */
export function unseenSignInName(signInName: string): Html {
  return html`<input
    class="govuk-visually-hidden"
    aria-hidden="true"
    tabindex="-1"
    name="username"
    autocomplete="username"
    value="${signInName}"
    readonly
  />`;
}
