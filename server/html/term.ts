import type { GlossaryTerm } from '../../engine/index.ts';
import { html, type Content, type Html } from './html.ts';

/** Words that lead to what they mean. */
export function term(name: GlossaryTerm, words: Content): Html {
  return html`<a class="term" href="/help#${name}">${words}</a>`;
}
