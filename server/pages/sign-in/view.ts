import { faultSummary } from '../../html/fault-summary.ts';
import { formField } from '../../html/form-field.ts';
import { html, type Html } from '../../html/html.ts';
import { passphraseField } from '../../html/passphrase-fields.ts';

export interface SignInPage {
  /** Name of the school's own sign-in, or null. */
  readonly school: string | null;
  readonly passphrases: boolean;
  /** Page to open afterwards. */
  readonly to: string;
  readonly token: string;
  readonly signInName?: string;
  readonly fault?: string;
}

/** Signing in by the school's account, by passphrase, or both. */
export function signInView(page: SignInPage): Html {
  const { school, passphrases, to } = page;
  return html`${faultSummary(page.fault ? { name: page.fault } : {})}
    <h1 class="govuk-heading-l">Sign in</h1>
    ${
      school
        ? html`<p class="govuk-body">
            <a class="govuk-button" role="button" href="/sign-in/school?to=${encodeURIComponent(to)}"
              >Sign in with ${school}</a
            >
          </p>`
        : ''
    }
    ${
      passphrases
        ? html`<form method="post" action="/sign-in" class="narrow" novalidate>
            ${school ? html`<h2 class="govuk-heading-m">Or with a passphrase</h2>` : ''}
            <input type="hidden" name="token" value="${page.token}" /><input type="hidden" name="to" value="${to}" />
            ${formField({
              name: 'name',
              label: 'Your sign-in name',
              value: page.signInName ?? '',
              autocomplete: 'username',
              longest: 200,
              fault: page.fault,
            })}
            ${passphraseField({ name: 'passphrase', label: 'Your passphrase' })}
            <button class="govuk-button ${school ? 'govuk-button--secondary' : ''}">Sign in</button>
          </form>`
        : ''
    }
    <p class="govuk-body quiet lead">
      Forgotten the passphrase, or not on the list of people yet? The headteacher can make you a sign-in link.
    </p>`;
}
