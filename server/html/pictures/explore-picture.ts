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
  return html`${chartFigure(path, query, { description: chart.description, title })}
  ${chartTable(chart.table, `Numbers: ${title}`)}`;
}

/** The picture alone, for a page that has its table already. */
export function chartFigure(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  { description, title }: { description: string; title: string },
): Html {
  const [dark, narrow] = ['(prefers-color-scheme: dark)', '(max-width: 40em)'];
  const source = (media: string, also: Readonly<Record<string, string>>) =>
    html`<source media="${media}" srcset="${address(path, { ...query, ...also })}" />`;
  return html`<figure class="picture picture--wide chart" data-chart="${title}">
    <picture>
      ${source(`${dark} and ${narrow}`, { narrow: '1', dark: '1' })} ${source(dark, { dark: '1' })}
      ${source(narrow, { narrow: '1' })}
      <img src="${address(path, query)}" alt="${description} The numbers are in the table below." />
    </picture>
  </figure>`;
}
