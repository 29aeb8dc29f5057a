import type { LetterBlock } from '../../../engine/index.ts';
import { html, type Html } from '../html.ts';

/** The paragraphs of a letter on paper; room to write has borders, because a browser prints no backgrounds. */
export function letterBlocksView(blocks: readonly LetterBlock[]): Html {
  return html`${blocks.map(({ kind, text }) => {
    if (kind === 'lines')
      return html`<p class="letter__lines">
        <span class="letter__line"></span><span class="letter__line"></span><span class="letter__line"></span>
      </p>`;
    return kind === 'heading'
      ? html`<h2 class="govuk-heading-s">${text}</h2>`
      : html`<p class="letter__text">${text}</p>`;
  })}`;
}
