import type { SupportOf } from '../../runs/pupils/register-of.ts';
import { select } from '../../html/select.ts';
import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import { needLine, statusLine } from '../../html/register-words.ts';
import { senWords, effectWords } from '../../html/words.ts';
import { address } from '../../html/address.ts';
import { outcomeWords } from '../../html/outcome-words.ts';

export interface RegisterPage {
  readonly school: string;
  readonly schools: readonly string[];
  readonly supported: readonly SupportOf[];
  /** A plan is running and there is no SEN status: legitimate, shown as information. */
  readonly supportOnly: readonly SupportOf[];
  /** A meeting suggested something for the register; a person decides. */
  readonly suggested: readonly SupportOf[];
  /** ISO date. */
  readonly today: string;
}

/**
 * A school's register: suggestions of meetings, pupils by status, those only the school's file knows, and support without a
 * status.
 */
export function registerView(page: RegisterPage): Html {
  const { school, schools, supported, supportOnly, suggested } = page;
  const entered = supported.filter(({ entry }) => entry !== undefined);
  const inFile = supported.filter(({ entry }) => entry === undefined);
  const statuses = [...new Set(entered.map(statusOf))].toSorted((a, b) => b.localeCompare(a, 'en'));
  return html`<h1 class="govuk-heading-l">Register of SEN support · ${school}</h1>
    <p class="govuk-body lead">${countsLine(page)}</p>
    <ul class="actions govuk-body no-print">
      <li><a class="govuk-link" href="${address('/monitoring', { school })}">Monitoring list</a></li>
    </ul>
    ${
      schools.length > 1
        ? html`<form class="filters no-print" method="get" action="/register" aria-label="Choose the school">
            ${select(
              'school',
              'School',
              schools.map((one) => [one, one]),
              school,
            )}
            <button class="govuk-button govuk-button--secondary">Show</button>
          </form>`
        : ''
    }
    ${suggestedPart(suggested)}
    ${statuses.map((status) =>
      part(
        senWords[status] ?? status,
        `status-${status}`,
        entered.filter((one) => statusOf(one) === status),
      ),
    )}
    ${supported.length === 0 ? html`<p class="govuk-body">Nobody is on SEN Support or has an EHC plan here.</p>` : ''}
    ${inFile.length > 0 ? inFilePart(inFile) : ''}
    ${supportOnly.length > 0 ? part('Support without an SEN status', 'support-only', supportOnly) : ''}
    <p class="govuk-body quiet">
      A pupil comes onto this register, and leaves it, by a person’s decision only. No result and no list changes a
      status.
    </p>`;
}

function statusOf({ entry, fileStatus }: SupportOf): string {
  return entry?.status ?? fileStatus;
}

/** “12 pupils. 3 reviews are due, 2 have no plan running, 4 wait to be entered.” */
function countsLine({ supported, today }: RegisterPage): string {
  const due = supported.filter(({ plan }) => plan !== undefined && plan.review_on <= today).length;
  const without = supported.filter(({ plan }) => plan === undefined).length;
  const waiting = supported.filter(({ entry }) => entry === undefined).length;
  const facts = [
    due > 0 ? `${due} ${due === 1 ? 'review is' : 'reviews are'} due` : '',
    without > 0 ? `${without} ${without === 1 ? 'has' : 'have'} no plan running` : '',
    waiting > 0
      ? `${waiting} ${waiting === 1 ? 'is' : 'are'} in the school’s file and not entered here by a person yet`
      : '',
  ].filter(Boolean);
  const count = `${supported.length} ${supported.length === 1 ? 'pupil' : 'pupils'}.`;
  return facts.length === 0 ? `${count} Every one has a plan.` : `${count} ${facts.join('; ')}.`;
}

function suggestedPart(suggested: readonly SupportOf[]): Html {
  if (suggested.length === 0) return html``;
  return html`<section aria-labelledby="suggested">
    <h2 class="govuk-heading-m" id="suggested">
      Suggested by meetings <span class="quiet">(${suggested.length})</span>
    </h2>
    <p class="govuk-body quiet">A suggestion changes nothing. Whoever decides opens the pupil and enters it.</p>
    <ul class="govuk-list">
      ${suggested.map(
        (one) =>
          html`<li>
            <a class="govuk-link" href="/register/${one.pupil.key}">${one.pupil.name.short}</a>
            (${one.pupil.row.class ?? ''}): ${outcomeWords(one.suggested)}
          </li>`,
      )}
    </ul>
  </section>`;
}

/** Known from the school's own files only: one line each, until a person enters them. */
function inFilePart(lines: readonly SupportOf[]): Html {
  return html`<section aria-labelledby="in-file">
    <h2 class="govuk-heading-m" id="in-file">
      In the school’s file, not entered here yet <span class="quiet">(${lines.length})</span>
    </h2>
    <p class="govuk-body lead">
      Open a pupil to enter what makes learning hard, what is different or additional, and when parents were told.
    </p>
    <ul class="register-file">
      ${lines.map(
        (one) =>
          html`<li>
            <a class="govuk-link" href="/register/${one.pupil.key}">${one.pupil.name.short}</a>
            ${[
              one.pupil.row.class ?? '',
              statusLine(one),
              one.fileNeed ? needLine({ need: one.fileNeed, note: '' }) : '',
            ]
              .filter(Boolean)
              .join(
                ' · ',
              )}${one.plan ? html` · plan, review ${dateWords(one.plan.review_on)}` : ''}${one.statutory ? html` · <strong>two plans, gap grown: see the page</strong>` : ''}
          </li>`,
      )}
    </ul>
  </section>`;
}

function part(title: string, id: string, lines: readonly SupportOf[]): Html {
  return html`<section aria-labelledby="${id}">
    <h2 class="govuk-heading-m" id="${id}">${title} <span class="quiet">(${lines.length})</span></h2>
    <div class="wide">
      <table class="govuk-table listing register">
        <caption class="govuk-visually-hidden">
          ${title}
        </caption>
        <thead>
          <tr>
            ${['Pupil', 'Needs, most important first', 'Plan and review', 'Parents told', 'To do'].map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${lines.map(row)}
        </tbody>
      </table>
    </div>
  </section>`;
}

function row(one: SupportOf): Html {
  const { pupil, entry, needs, fileNeed, plan, reviewed, toDo, statutory } = one;
  return html`<tr>
    <th scope="row" class="govuk-table__header">
      <a class="govuk-link" href="/register/${pupil.key}">${pupil.name.short}</a>
      <p class="small quiet">${[pupil.row.class ?? '', statusLine(one)].filter(Boolean).join(' · ')}</p>
    </th>
    <td class="govuk-table__cell" data-of="Needs">
      ${needs.length > 0 ? needs.map((need) => html`<p>${needLine(need)}</p>`) : fileNeed ? html`<p>${needLine({ need: fileNeed, note: '' })} <span class="quiet">(school’s file)</span></p>` : '–'}
    </td>
    <td class="govuk-table__cell" data-of="Plan and review">
      ${
        plan
          ? html`<p>${plan.hoped_for.split('\n')[0]}</p>
              <p class="small">review ${dateWords(plan.review_on)}</p>`
          : '–'
      }
      ${reviewed.length > 0 ? html`<p class="small quiet">${reviewed.length} reviewed, last: ${effectWords[reviewed.at(-1)?.effect ?? '']}</p>` : ''}
    </td>
    <td class="govuk-table__cell" data-of="Parents told">${entry ? dateWords(entry.told_on) : '–'}</td>
    <td class="govuk-table__cell" data-of="To do">
      ${toDo.map((line) => html`<p>${line}</p>`)}
      ${statutory ? html`<p><strong>Two plans, gap grown: see the page.</strong></p>` : ''}
      ${toDo.length === 0 && !statutory ? '–' : ''}
    </td>
  </tr>`;
}
