import { html, type Html } from './html.ts';

/** What is wrong with a form, above it, each line leading to its box. Keys are ids of boxes; nothing is shown where nothing is wrong. */
export function faultSummary(faults: Readonly<Record<string, string | null | undefined>>): Html | '' {
  const found = Object.entries(faults).filter(([, fault]) => fault);
  if (found.length === 0) return '';
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1" aria-labelledby="faults">
    <h2 class="govuk-error-summary__title" id="faults">Please look at this again</h2>
    <div class="govuk-error-summary__body">
      <ul class="govuk-list govuk-error-summary__list">
        ${found.map(([id, fault]) => html`<li><a href="#${id}">${fault}</a></li>`)}
      </ul>
    </div>
  </div>`;
}
