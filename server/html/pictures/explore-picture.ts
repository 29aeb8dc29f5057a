import type { Chart } from '../../../engine/index.ts';
import { chartTable } from './chart-table.ts';
import { html, type Html } from '../html.ts';
import { address } from '../address.ts';

/** A chart as a picture for wide and narrow screens, its numbers under it; a script makes it answer where one runs. */
export function explorePictureView(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  { chart, title }: { chart: Chart; title: string },
): Html {
  return html`<figure class="picture picture--wide chart" data-chart="${title}">
      <picture>
        <source media="(max-width: 40em)" srcset="${address(path, { ...query, narrow: '1' })}" />
        <img src="${address(path, query)}" alt="${chart.description} The numbers are in the table below." />
      </picture>
    </figure>
    ${chartTable(chart.table, `Numbers: ${title}`)}`;
}
