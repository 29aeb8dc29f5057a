import { html, trusted, type Html } from '../../html/html.ts';

/**
 * The keys of a page, shown where scripts run; whoever is disturbed by letters as keys turns them off.
 *
 * @param keys markup of ours: “<kbd>N</kbd> next”
 */
export function keysBar(keys: string): Html {
  return html`<div class="meeting-keys no-print" id="keys" hidden>
      <p>Keys: ${trusted(keys)}</p>
      <p class="choice">
        <input type="checkbox" id="keys-on" checked /><label for="keys-on">letters work as keys</label>
      </p>
    </div>
    <p id="meeting-says" class="meeting-says" role="status"></p>`;
}
