import { html, trusted, type Html } from './html.ts';

/** A labelled choice; options are value and words. `of`: of which of several forms of a page with the same boxes. */
export function select(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
  of = '',
): Html {
  const id = of ? `${of}-${name}` : name;
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${id}">${label}</label>
    <select class="govuk-select" id="${id}" name="${name}">
      ${options.map(
        ([value, text]) =>
          html`<option value="${value}" ${value === chosen ? trusted(' selected') : ''}>${text}</option>`,
      )}
    </select>
  </div>`;
}
