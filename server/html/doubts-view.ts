import { listDoubtSentences, type RunRow } from '../../engine/index.ts';
import { html, type Html } from './html.ts';
import { numberOf } from '../runs/row-values.ts';

/** The two honest doubts over every list: who of those listed is making ordinary progress, and what luck alone would list. */
export function doubtsView(list: RunRow | undefined): Html {
  if (!list) return html``;
  const sentences = listDoubtSentences({
    listed: numberOf(list, 'listed'),
    probablyOrdinary: numberOf(list, 'probably_ordinary'),
    byLuck: numberOf(list, 'by_luck'),
  });
  return html`<div class="doubts" role="note" aria-label="How sure is this list?">
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
  </div>`;
}
