import { address } from '../../html/address.ts';
import { agreedLine } from '../../html/pupils/agreed-line.ts';
import { html, type Html } from '../../html/html.ts';
import { stateTag } from '../../html/pupils/state-tag.ts';
import type { ListedPupil } from '../../runs/pupils/listed-pupils.ts';
import type { OwnClass } from './facts.ts';

/** A teacher's own class: what to do next, whom to talk about, and where everyone is. */
export function ownClassView(own: OwnClass): Html {
  const query = { school: own.school, class: own.class };
  return html`<ul class="actions govuk-body no-print">
      <li><a class="govuk-link" href="${address('/prepare', query)}">Prepare the meeting</a></li>
      <li><a class="govuk-link" href="${address('/meetings', query)}">Start it</a></li>
      <li><a class="govuk-link" href="${address('/class-sheet', query)}">Class sheet to print</a></li>
      <li><a class="govuk-link" href="${address('/agenda', query)}">The whole list</a></li>
    </ul>
    <h2 class="govuk-heading-m">To talk about <span class="quiet">(${own.first.length})</span></h2>
    ${
      own.first.length === 0
        ? html`<p class="govuk-body">Nobody of this class is on the list this time. Anyone may be added.</p>`
        : html`<ul class="meeting-list">
            ${own.first.map((pupil) => pupilLine(pupil, own))}
          </ul>`
    }
    <p class="govuk-body">
      ${own.supported > 0 ? `${own.supported} more already have support. ` : ''}
      <a class="govuk-link" href="${address('/agenda', query)}"
        >All ${own.first.length + own.supported + own.others} pupils</a
      >
    </p>`;
}

function pupilLine({ pupilId, key, name, row, sentences }: ListedPupil, { agreed }: OwnClass): Html {
  const known = agreed.get(pupilId);
  return html`<li>
    <a class="govuk-link" href="/pupils/${key}">${name.short}</a> ${stateTag(row)}
    ${sentences[0] ?? 'No criterion came out “likely” this time.'}
    ${known?.outcome ? html`<br /><span class="small">Agreed: ${agreedLine(known)}</span>` : ''}
  </li>`;
}
