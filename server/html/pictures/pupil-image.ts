import { address } from '../address.ts';
import { html, type Html } from '../html.ts';

/** One pupil's picture of a subject, drawn for the page's own ground; the key of all pictures stands elsewhere on the page. */
export function pupilImage(of: { key: string; subject: string; run: string }, description: string): Html {
  const query = { subject: of.subject, run: of.run, key: 'elsewhere' };
  const path = `/pupils/${of.key}/picture`;
  return html`<picture>
    <source media="(prefers-color-scheme: dark)" srcset="${address(path, { ...query, dark: '1' })}" />
    <img src="${address(path, query)}" alt="${description}" />
  </picture>`;
}
