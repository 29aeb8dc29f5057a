import type { AgendaRow } from '../../../engine/index.ts';
import { html, type Html } from '../html.ts';
import { stateWords } from '../words.ts';

export function stateTag(row: AgendaRow): Html {
  return row.state ? html`<span class="state">${stateWords[row.state]}</span>` : html``;
}
