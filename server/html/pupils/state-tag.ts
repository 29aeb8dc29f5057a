import type { RunRow } from '../../../engine/index.ts';
import { textOf } from '../../runs/row-values.ts';
import { html, type Html } from '../html.ts';
import { stateWords } from '../words.ts';

export function stateTag(row: RunRow): Html {
  const word = stateWords[textOf(row, 'state')];
  return word ? html`<span class="state">${word}</span>` : html``;
}
