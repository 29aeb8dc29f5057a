import { html, trusted, type Html } from './html.ts';

export interface SchoolField {
  readonly schools: readonly string[];
  /** '' = not chosen yet, `*` = every school. */
  readonly chosen: string;
  readonly fault: string | undefined;
  readonly hint?: string;
  /** Whether every school may be chosen. */
  readonly everySchool?: boolean;
}

/** The choice of a school in a form, with its hint and fault. */
export function schoolField({ schools, chosen, fault, hint, everySchool = false }: SchoolField): Html {
  return html`<div class="govuk-form-group ${fault ? 'govuk-form-group--error' : ''}">
    <label class="govuk-label" for="school">School</label>
    ${hint ? html`<div class="govuk-hint">${hint}</div>` : ''}
    ${
      fault
        ? html`<p class="govuk-error-message" id="school-fault">
            <span class="govuk-visually-hidden">Error:</span> ${fault}
          </p>`
        : ''
    }
    <select class="govuk-select" id="school" name="school" ${fault ? trusted('aria-describedby="school-fault"') : ''}>
      ${chosen === '' ? html`<option value="" selected>Choose</option>` : ''}
      ${schools.map((school) => option(school, school, chosen))}
      ${everySchool ? option('*', 'Every school here', chosen) : ''}
    </select>
  </div>`;
}

function option(value: string, text: string, chosen: string): Html {
  return html`<option value="${value}" ${value === chosen ? trusted('selected') : ''}>${text}</option>`;
}
