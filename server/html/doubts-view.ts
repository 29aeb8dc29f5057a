import { listDoubtSentences, type ListRow } from '../../engine/index.ts';
import { html, type Html } from './html.ts';

/** The two honest doubts over every list: who of those listed is making ordinary progress, and what luck alone would list. */
export function doubtsView(list: ListRow | undefined): Html {
  if (!list) return html``;
  const sentences = listDoubtSentences({
    listed: list.listed,
    probablyOrdinary: list.probably_ordinary ?? Number.NaN,
    byLuck: list.by_luck ?? Number.NaN,
  });
  return html`<div class="doubts" role="note" aria-label="How sure is this list?">
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
  </div>`;
}
