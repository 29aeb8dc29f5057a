import type { ChartTable } from '../../engine/index.ts';
import { html, type Html } from './html.ts';

/** The numbers of a chart, one click under it and reached by keyboard. */
export function chartTable({ columns, rows }: ChartTable, title: string): Html {
  return html`<details class="govuk-details">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${title}</span></summary>
    <div class="govuk-details__text wide" tabindex="0" role="region" aria-label="${title}">
      <table class="govuk-table">
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col" class="govuk-table__header">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([first, ...others]) =>
              html`<tr>
                <th scope="row" class="govuk-table__header">${first}</th>
                ${others.map((cell) => html`<td class="govuk-table__cell">${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
