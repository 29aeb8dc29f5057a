import type { ChartTable } from '../../../engine/index.ts';
import { html, type Html } from '../html.ts';

/** The numbers of a chart, one click under it and reached by keyboard; rows lead to their page where there is one. */
export function chartTable({ columns, rows, addresses = [], ids = [] }: ChartTable, title: string): Html {
  return html`<details class="govuk-details" data-numbers="${title}">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${title}</span></summary>
    <div class="govuk-details__text wide" tabindex="0" role="region" aria-label="${title}">
      <table class="govuk-table">
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col" class="govuk-table__header">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(([first, ...others], place) => {
            const leadsTo = addresses[place];
            const id = ids[place];
            return html`<tr ${id ? html`data-id="${id}"` : ''}>
              <th scope="row" class="govuk-table__header">
                ${leadsTo ? html`<a class="govuk-link" href="${leadsTo}">${first}</a>` : first}
              </th>
              ${others.map((cell) => html`<td class="govuk-table__cell">${cell}</td>`)}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </details>`;
}
