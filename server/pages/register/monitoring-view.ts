import type { SupportOf } from '../../runs/pupils/register-of.ts';
import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import { term } from '../../html/term.ts';
import { address } from '../../html/address.ts';

export interface MonitoringPage {
  readonly school: string;
  readonly watched: readonly SupportOf[];
  /** ISO date. */
  readonly today: string;
}

/** The separate monitoring list: no SEN status; the four questions keep running for everyone on it. */
export function monitoringView({ school, watched, today }: MonitoringPage): Html {
  return html`<h1 class="govuk-heading-l">Monitoring list · ${school}</h1>
    <p class="govuk-body lead">
      These pupils have no SEN status. We keep looking whether progress keeps up after support ended, or until a
      question is settled.
    </p>
    <ul class="actions govuk-body no-print">
      <li><a class="govuk-link" href="${address('/register', { school })}">Register of SEN support</a></li>
      <li>${term('monitoring', 'What monitoring is')}</li>
    </ul>
    ${
      watched.length === 0
        ? html`<p class="govuk-body">Nobody is on the monitoring list.</p>`
        : html`<div class="wide">
            <table class="govuk-table listing">
              <caption class="govuk-visually-hidden">
                Monitoring list
              </caption>
              <thead>
                <tr>
                  ${['Pupil', 'Since, and why', 'Look again', 'What the results say now'].map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${watched.map((one) => row(one, today))}
              </tbody>
            </table>
          </div>`
    }`;
}

function row({ pupil, monitored }: SupportOf, today: string): Html {
  return html`<tr>
    <th scope="row" class="govuk-table__header">
      <a class="govuk-link" href="/register/${pupil.key}">${pupil.name.short}</a>
      <p class="small quiet">${pupil.row.class ?? ''}</p>
    </th>
    <td class="govuk-table__cell">
      ${monitored ? html`<p>${dateWords(monitored.from_on)}: ${monitored.because}</p>` : html`<p class="quiet">From the school’s file.</p>`}
    </td>
    <td class="govuk-table__cell">
      ${monitored ? html`${dateWords(monitored.look_again_on)}${monitored.look_again_on <= today ? html` <strong>due</strong>` : ''}` : '–'}
    </td>
    <td class="govuk-table__cell">
      <p>${pupil.sentences[0] ?? 'No question came out “likely” this time.'}</p>
      <p class="small">
        <a class="govuk-link" href="/pupils/${pupil.key}"
          >All results<span class="govuk-visually-hidden"> of ${pupil.name.short}</span></a
        >
      </p>
    </td>
  </tr>`;
}
