import { html, type Html } from '../html.ts';

/** A box for several lines with its label, hint and fault. */
export function textArea(field: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly fault?: string | null | undefined;
  readonly rows?: number;
}): Html {
  const { name, label, value, hint, fault, rows = 2 } = field;
  const described = [hint ? `${name}-hint` : '', fault ? `${name}-fault` : ''].filter(Boolean).join(' ');
  return html`<div class="govuk-form-group ${fault ? 'govuk-form-group--error' : ''}">
    <label class="govuk-label" for="${name}">${label}</label>
    ${hint ? html`<div class="govuk-hint" id="${name}-hint">${hint}</div>` : ''}
    ${
      fault
        ? html`<p class="govuk-error-message" id="${name}-fault">
            <span class="govuk-visually-hidden">Error:</span> ${fault}
          </p>`
        : ''
    }
    <textarea
      class="govuk-textarea"
      id="${name}"
      name="${name}"
      rows="${rows}"
      maxlength="4000"
      ${described ? html`aria-describedby="${described}"` : ''}
    >
${value}</textarea>
  </div>`;
}
