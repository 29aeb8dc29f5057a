import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import { address } from '../../html/address.ts';
import { needLine, orNotKnown, sinceWords } from '../../html/register-words.ts';
import { hoursWords } from './hours-words.ts';
import { savedChoicesPart } from './saved-choices-view.ts';
import { sortableHead, type Column } from '../../html/sortable-head.ts';
import { effectWords, senWords } from '../../html/words.ts';
import type { SupportOf } from '../../runs/pupils/register-of.ts';
import { statusOf } from './choice.ts';
import type { RegisterPage } from './register-page.ts';

const columns: readonly Column[] = [
  { text: 'Pupil', sort: 'name' },
  { text: 'Class', sort: 'class' },
  { text: 'Status', sort: 'status' },
  { text: 'Since', sort: 'since' },
  { text: 'Needs, most important first', sort: 'need' },
  { text: 'Plan and review', sort: 'review' },
  { text: 'Hours a week', sort: 'hours', number: true },
  { text: 'Parents told', sort: 'told' },
  { text: 'Attendance', sort: 'attendance', number: true },
  { text: 'Results now', sort: 'results' },
  { text: 'To do' },
];

/** Everyone with a status and, as information, everyone with a plan and none. */
export function registerTable(page: RegisterPage): Html {
  const { school, rows, supported, choice } = page;
  const query = { school, class: choice.class, show: choice.show, need: choice.need };
  const sorted = { ...query, sort: choice.sort };
  return html`<div data-table>
    <p class="govuk-body quiet" role="status">${rows.length} ${rows.length === 1 ? 'pupil' : 'pupils'} shown.</p>
    ${
      rows.length === 0
        ? ''
        : html`<p class="govuk-body no-print">
            What is shown as a table: <a class="govuk-link" href="${address('/register.xlsx', sorted)}">Excel</a> ·
            <a class="govuk-link" href="${address('/register.csv', sorted)}">CSV</a>
          </p>`
    }
    ${savedChoicesPart(page)}
    ${supported.length === 0 ? html`<p class="govuk-body">Nobody is on SEN Support or has an EHC plan here.</p>` : ''}
    ${
      rows.length === 0
        ? ''
        : html`<div class="wide">
            <table class="govuk-table listing register small-rows">
              <caption class="govuk-visually-hidden">
                Register of ${school}
              </caption>
              ${sortableHead(columns, { path: '/register', query, sort: choice.sort })}
              <tbody>
                ${rows.map(row)}
              </tbody>
            </table>
          </div>`
    }
  </div>`;
}

function row(one: SupportOf): Html {
  const { pupil, entry, fileSince } = one;
  const since = entry?.from_on ?? fileSince;
  const status = statusOf(one);
  return html`<tr>
    <th scope="row" class="govuk-table__header">
      <a class="govuk-link" href="/register/${pupil.key}">${pupil.name.short}</a>
    </th>
    <td class="govuk-table__cell" data-of="Class">${pupil.row.class ?? ''}</td>
    <td class="govuk-table__cell" data-of="Status">
      ${status === '' ? 'support, no SEN status' : (senWords[status] ?? status)}
    </td>
    <td class="govuk-table__cell" data-of="Since">
      ${entry ? sinceWords(entry).replace(/^since /, '') : since ? dateWords(since) : '–'}
    </td>
    ${cell('Needs', needsOf(one))} ${cell('Plan and review', planOf(one))}
    ${cell('Hours a week', one.hoursAWeek === 0 ? null : html`${hoursWords(one.hoursAWeek)}`)}
    ${cell('Parents told', entry ? html`${orNotKnown(entry, 'told', dateWords(entry.told_on))}` : null)}
    ${cell('Attendance', one.attendancePercent === null ? null : html`${one.attendancePercent} %`)}
    ${cell('Results now', resultsOf(one))} ${cell('To do', toDoOf(one))}
  </tr>`;
}

/** On a phone a cell stands in a line of its own under its name, and one that holds nothing takes no room. */
function cell(name: string, content: Html | null): Html {
  if (content === null) return html`<td class="govuk-table__cell register__none">–</td>`;
  return html`<td class="govuk-table__cell" data-of="${name}">${content}</td>`;
}

function needsOf({ needs, fileNeed }: SupportOf): Html | null {
  if (needs.length > 0) return html`${needs.map((need) => html`<p>${needLine(need)}</p>`)}`;
  return fileNeed ? html`<p>${needLine({ need: fileNeed, note: '' })}</p>` : null;
}

function planOf({ plan, reviewed }: SupportOf): Html | null {
  if (!plan && reviewed.length === 0) return null;
  return html`${
    plan
      ? html`<p>${plan.hoped_for.split('\n')[0]}</p>
          <p class="small">review ${dateWords(plan.review_on)}</p>`
      : ''
  }
  ${reviewed.length > 0 ? html`<p class="small quiet">${reviewed.length} reviewed, last: ${effectWords[reviewed.at(-1)?.effect ?? '']}</p>` : ''}`;
}

/** What the newest results say, in short: the page of the results has the sentences. */
function resultsOf({ pupil }: SupportOf): Html {
  const { section, subjects } = pupil.row;
  const words = section === 'not-measured' ? 'not tested' : subjects ? `to discuss: ${subjects}` : 'nothing to discuss';
  return html`<a class="govuk-link" href="/pupils/${pupil.key}"
    >${words}<span class="govuk-visually-hidden">, ${pupil.name.short}</span></a
  >`;
}

/** What a person acts on. Whoever waits to be entered has one thing to do first; the pupil's page says the rest. */
function toDoOf({ entry, fileStatus, toDo, statutory, pupil }: SupportOf): Html | null {
  const waits = entry === undefined && fileStatus !== '';
  if (!waits && toDo.length === 0 && !statutory) return null;
  const first = html`<p>
    <a class="govuk-link" href="/register/${pupil.key}"
      >enter<span class="govuk-visually-hidden"> ${pupil.name.short}</span></a
    >
  </p>`;
  return html`${waits ? first : toDo.map((line) => html`<p>${line}</p>`)}
  ${statutory ? html`<p><strong>Two plans, gap grown: see the page.</strong></p>` : ''}`;
}
