import type { AgendaRow } from '../../../engine/index.ts';
import { html, type Html } from '../html.ts';
import { stateWords } from '../words.ts';

/** “new”, “again” or “eased” beside a pupil's name; nothing where the run gives no state. */
export function stateTag(row: AgendaRow): Html {
  return row.state ? html`<span class="state">${stateWords[row.state]}</span>` : html``;
}
