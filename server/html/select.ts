import { html, trusted, type Html } from './html.ts';

/** A labelled choice; options are value and words. */
export function select(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${name}">${label}</label>
    <select class="govuk-select" id="${name}" name="${name}">
      ${options.map(
        ([value, text]) =>
          html`<option value="${value}" ${value === chosen ? trusted(' selected') : ''}>${text}</option>`,
      )}
    </select>
  </div>`;
}
