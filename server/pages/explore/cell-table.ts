import { growthSide } from '../../../engine/index.ts';
import { withheldWords } from '../../html/pictures/group-words.ts';
import { html, type Html } from '../../html/html.ts';
import type { CellRow } from '../../runs/groups/cells-of.ts';

export interface CellTable {
  readonly caption: string;
  /** Heading of the first column. */
  readonly head: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** One a column; undefined where there is nothing to measure. */
    readonly cells: readonly (ToldCell | undefined)[];
  }[];
}

export interface ToldCell {
  readonly row: CellRow;
  /** The page of its pupils, for those who may open it. */
  readonly address?: string | undefined;
  /** Said before the figure: “Year 3”. */
  readonly before?: string;
}

const sides = { below: 'below usual', above: 'above usual' } as const;

/** Middle growth with its range and count, a cell a group; what is clearly below or above usual says so in words. */
export function cellTable({ caption, head, columns, rows }: CellTable): Html {
  if (rows.length === 0) return html`<p class="govuk-body">There is nothing to show here.</p>`;
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}">
    <table class="govuk-table cells">
      <caption class="govuk-visually-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="govuk-table__header">${head}</th>
          ${columns.map((column) => html`<th scope="col" class="govuk-table__header">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, cells }) =>
            html`<tr>
              <th scope="row" class="govuk-table__header">${name}</th>
              ${cells.map(cellView)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cellView(cell: ToldCell | undefined): Html {
  if (cell === undefined) return html`<td class="govuk-table__cell"><span class="quiet">no results</span></td>`;
  const { row, address, before } = cell;
  const lead = before === undefined ? '' : html`<span class="quiet">${before}</span> `;
  if (row.suppressed)
    return html`<td class="govuk-table__cell">
      ${lead}<span class="quiet">${withheldWords(row.reason ?? '')}</span>
    </td>`;
  const side = growthSide({ low: row.median_growth_low, high: row.median_growth_high });
  const whole = (value: number | null) => Math.round(value ?? Number.NaN);
  const figure = html`<strong>${whole(row.median_growth)}</strong>`;
  const isApart = side === 'below' || side === 'above';
  return html`<td class="govuk-table__cell ${isApart ? `cells__apart cells__apart--${side}` : ''}">
    ${lead}${address === undefined ? figure : html`<a class="govuk-link" href="${address}">${figure}</a>`}
    <span class="quiet">${whole(row.median_growth_low)} to ${whole(row.median_growth_high)}, ${row.n} pupils</span>
    ${isApart ? html`<span class="cells__said">${sides[side]}</span>` : ''}
  </td>`;
}
