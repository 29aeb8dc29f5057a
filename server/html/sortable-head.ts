import { address } from './address.ts';
import { html, trusted, type Html } from './html.ts';

export interface Column {
  readonly text: string;
  /** What the address calls its order; left out for a column that has none. */
  readonly sort?: string;
  readonly number?: true;
  /** Heard, not seen: what stands in the column says it. */
  readonly heard?: true;
}

export interface Sorting {
  readonly path: string;
  /** What the table is narrowed to, to be kept. */
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The order now: a column’s name, with “-” before it from the end. */
  readonly sort: string;
  /** The order that the same heading again leads to; default: the other way round. */
  readonly again?: string;
}

/** Headings that sort: links, so that no script is needed; the same heading again turns the order round. */
export function sortableHead(columns: readonly Column[], sorting: Sorting): Html {
  return html`<thead>
    <tr>
      ${columns.map((column) => heading(column, sorting))}
    </tr>
  </thead>`;
}

function heading({ text, sort, number, heard }: Column, { path, query, sort: now, again }: Sorting): Html {
  const kind = `govuk-table__header${number ? ' number' : ''}`;
  if (sort === undefined)
    return html`<th scope="col" class="${kind}">
      ${heard ? html`<span class="govuk-visually-hidden">${text}</span>` : text}
    </th>`;
  const [up, down] = [now === sort, now === `-${sort}`];
  const order = up ? ' aria-sort="ascending"' : down ? ' aria-sort="descending"' : '';
  return html`<th scope="col" class="${kind}" ${trusted(order)}>
    <a class="sorts" data-sorts="${sort}" href="${address(path, { ...query, sort: up ? (again ?? `-${sort}`) : sort })}"
      >${text}<span aria-hidden="true">${up ? ' ▲' : down ? ' ▼' : ''}</span></a
    >
  </th>`;
}

/**
 * Rows in the order asked for; equal ones stay in the order they came in, rows without a value come last both ways.
 *
 * @param values of a row by the name of its column
 */
export function sortedRows<Row>(
  rows: readonly Row[],
  sort: string,
  values: Readonly<Record<string, (row: Row) => string>>,
): readonly Row[] {
  const value = values[sort.replace(/^-/, '')];
  if (!value) return rows;
  const order = new Intl.Collator('en', { numeric: true });
  const turn = sort.startsWith('-') ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one, other] = [value(a), value(b)];
    if (one === '' || other === '') return Number(one === '') - Number(other === '');
    return turn * order.compare(one, other);
  });
}
