import { html, type Html } from '../../html/html.ts';

/** Asks before signing out; `token` null: it is done. */
export function signOutView(token: string | null): Html {
  if (token === null)
    return html`<h1 class="govuk-heading-l">You are signed out</h1>
      <p class="govuk-body">Close this window if others use this computer.</p>`;
  return html`<h1 class="govuk-heading-l">Sign out</h1>
    <form method="post" action="/sign-out">
      <input type="hidden" name="token" value="${token}" />
      <div class="govuk-form-group">
        <div class="govuk-checkboxes" data-module="govuk-checkboxes">
          <div class="govuk-checkboxes__item">
            <input class="govuk-checkboxes__input" id="everywhere" name="everywhere" type="checkbox" value="yes" />
            <label class="govuk-label govuk-checkboxes__label" for="everywhere"
              >On every computer where I am signed in</label
            >
          </div>
        </div>
      </div>
      <button class="govuk-button">Sign out</button>
    </form>`;
}
