import { html, type Html } from '../../html/html.ts';
import type { RegisterPage } from './register-page.ts';

/** Choices the reader keeps, each a link, and a line to keep the present one. */
export function savedChoicesPart({ school, saved, choice, unsaved, token }: RegisterPage): Html {
  const hidden = { school, class: choice.class, show: choice.show, need: choice.need, sort: choice.sort };
  return html`<details class="govuk-details no-print" ${unsaved ? html`open` : ''}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">Kept choices${saved.length > 0 ? ` (${saved.length})` : ''}</span>
    </summary>
    <div class="govuk-details__text">
      ${
        saved.length === 0
          ? html`<p>None yet. Choose above what is shown, then keep it under a name; only you see it.</p>`
          : html`<ul class="govuk-list">
              ${saved.map(
                ({ choice_id, name, choice: kept }) =>
                  html`<li>
                    <form class="inline" method="post" action="/register/choices/forget">
                      <input type="hidden" name="token" value="${token}" /><input
                        type="hidden"
                        name="choice"
                        value="${choice_id}"
                      />
                      <a
                        class="govuk-link"
                        href="/register?school=${encodeURIComponent(school)}${kept === '' ? '' : `&${kept}`}"
                        >${name}</a
                      >
                      <button class="link">forget<span class="govuk-visually-hidden"> ${name}</span></button>
                    </form>
                  </li>`,
              )}
            </ul>`
      }
      <form class="filters" method="post" action="/register/choices" autocomplete="off">
        <input type="hidden" name="token" value="${token}" />
        ${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <div class="govuk-form-group">
          <label class="govuk-label" for="choice-name">Keep what is shown now as</label>
          ${unsaved ? html`<p class="govuk-error-message" id="choice-fault" role="alert">${unsaved.problem}</p>` : ''}
          <input
            class="govuk-input govuk-input--width-20"
            id="choice-name"
            name="name"
            type="text"
            maxlength="200"
            value="${unsaved?.name ?? ''}"
            ${unsaved ? html`aria-describedby="choice-fault"` : ''}
          />
        </div>
        <button class="govuk-button govuk-button--secondary">Keep</button>
      </form>
    </div>
  </details>`;
}
