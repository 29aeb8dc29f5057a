import { html, type Html } from '../../html/html.ts';
import { address } from '../../html/address.ts';

/** The ways from a class's list to its meeting. */
export function meetingLinks(of: { school: string; class: string }): Html {
  return html`<li><a class="govuk-link" href="${address('/meetings', of)}">Start the meeting</a></li>
    <li><a class="govuk-link" href="${address('/prepare', of)}">Prepare it</a></li>`;
}
