import { html, type Html } from './html.ts';

export interface TextArea {
  /** Also the id, with `of` before it. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** What is wrong with what was typed; undefined where nothing is. */
  readonly fault?: string | undefined;
  /** Of which of several forms of a page with the same boxes: a part of their ids. */
  readonly of?: string;
  readonly rows?: number;
}

/** A box for several lines, with its label and fault tied to it. */
export function textArea({ name, label, value, fault, of, rows = 3 }: TextArea): Html {
  const id = of ? `${of}-${name}` : name;
  return html`<div class="govuk-form-group ${fault ? 'govuk-form-group--error' : ''}">
    <label class="govuk-label" for="${id}">${label}</label>
    ${
      fault
        ? html`<p class="govuk-error-message" id="${id}-fault">
            <span class="govuk-visually-hidden">Error:</span> ${fault}
          </p>`
        : ''
    }
    <textarea
      class="govuk-textarea ${fault ? 'govuk-textarea--error' : ''}"
      id="${id}"
      name="${name}"
      rows="${rows}"
      maxlength="4000"
      ${fault ? html`aria-describedby="${id}-fault"` : ''}
    >
${value}</textarea>
  </div>`;
}
