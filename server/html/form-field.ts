import { html, trusted, type Html } from './html.ts';

export interface FormField {
  /** Also the id, with `of` before it. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string | Html;
  readonly value?: string;
  /** What is wrong with what was typed; undefined or null where nothing is. */
  readonly fault?: string | null | undefined;
  readonly type?: 'text' | 'password' | 'email' | 'date';
  /** What a browser may fill in. */
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly longest?: number;
  /** Id of a list of suggestions. */
  readonly list?: string;
  /** Of which of several forms of a page with the same boxes: a part of their ids. */
  readonly of?: string;
  /** Signs shown at once, about. */
  readonly width?: 10 | 20;
}

/** One text box with its label, hint and fault, each tied to it for those who hear the page. */
export function formField(field: FormField): Html {
  const { name, label, hint, fault, type = 'text', width, of } = field;
  const id = of ? `${of}-${name}` : name;
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return html`<div class="govuk-form-group ${fault ? 'govuk-form-group--error' : ''}">
    <label class="govuk-label" for="${id}">${label}</label>
    ${hint ? html`<div class="govuk-hint" id="${id}-hint">${hint}</div>` : ''}
    ${
      fault
        ? html`<p class="govuk-error-message" id="${id}-fault">
            <span class="govuk-visually-hidden">Error:</span> ${fault}
          </p>`
        : ''
    }
    <input
      class="govuk-input ${width ? `govuk-input--width-${width}` : ''} ${fault ? 'govuk-input--error' : ''}"
      id="${id}"
      name="${name}"
      type="${type}"
      value="${field.value ?? ''}"
      ${field.autocomplete ? html`autocomplete="${field.autocomplete}"` : ''}
      ${type === 'text' && field.autocomplete ? trusted('spellcheck="false" autocapitalize="none"') : ''}
      ${described ? html`aria-describedby="${described}"` : ''}
      ${field.longest ? html`maxlength="${field.longest}"` : ''}
      ${field.list ? html`list="${field.list}"` : ''}
      ${field.required ? trusted('required') : ''}
    />
  </div>`;
}
