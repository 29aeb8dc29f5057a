import { listDoubtSentence, type ListRow } from '../../engine/index.ts';
import { html, type Html } from './html.ts';
import { term } from './term.ts';

/** The honest doubt over every list: how many are listed, and how many of them by test luck alone. */
export function doubtsView(list: ListRow | undefined): Html {
  if (!list) return html``;
  const sentence = listDoubtSentence({
    listed: list.listed,
    probablyOrdinary: list.probably_ordinary ?? Number.NaN,
  });
  return html`<div class="doubts" role="note" aria-label="How sure is this list?">
    <p>${sentence} <span class="no-print">${term('doubts', 'What does that mean?')}</span></p>
  </div>`;
}
