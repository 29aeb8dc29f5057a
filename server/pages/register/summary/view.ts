import { helpNotByLot, helpSentence, type CountOfGroup } from '../../../../engine/index.ts';
import { address } from '../../../html/address.ts';
import { dateWords } from '../../../html/date-words.ts';
import { html, type Html } from '../../../html/html.ts';
import { groupWords } from '../../../html/pictures/group-words.ts';
import { select } from '../../../html/select.ts';
import { senWords } from '../../../html/words.ts';
import { needTypes } from '../../../records/register/pupil-needs.ts';
import { hoursWords } from '../hours-words.ts';
import type { SummaryFacts } from './load.ts';
import type { Term } from './terms.ts';

export interface SummaryPage extends SummaryFacts {
  readonly heading: string;
  readonly school: string;
  readonly schools: readonly string[];
  readonly terms: readonly Term[];
  /** As asked for, ISO. */
  readonly from: string;
  readonly to: string;
  /** The time that is shown. */
  readonly time: Pick<Term, 'from' | 'to'>;
  /** The last day that was asked for is before the first. */
  readonly reversed: boolean;
  readonly whole: boolean;
  readonly seesPupils: boolean;
}

/** One printed page: movement, needs, provision, plans, what came of them, equity. No pupil is on it. */
export function summaryView(page: SummaryPage): Html {
  const { school, time, whole, waiting, minimum } = page;
  return html`<h1 class="govuk-heading-l">
      SEN register · ${school}
      <span class="govuk-caption-l">${dateWords(time.from)} to ${dateWords(time.to)}</span>
    </h1>
    ${choices(page)}
    ${
      whole
        ? waiting
          ? html`<p class="govuk-body">
              Not counted: ${waiting} with a status in the school’s file only.
              <a class="govuk-link no-print" href="${address('/register/from-file', { school })}">Enter them</a>
            </p>`
          : ''
        : html`<p class="govuk-body quiet">
            “–” stands for fewer than ${minimum}, and for what would lead to such a count: a pupil could be found by it.
          </p>`
    }
    ${movement(page)} ${groups(page)} ${plansPart(page)} ${equityPart(page)}`;
}

function choices({ school, schools, terms, from, to, reversed, whole, seesPupils }: SummaryPage): Html {
  const time = { school, from, to };
  return html`<form class="filters no-print" method="get" action="/register/summary" aria-label="Choose the time">
      ${
        schools.length > 1
          ? select(
              'school',
              'School',
              schools.map((one) => [one, one]),
              school,
            )
          : html`<input type="hidden" name="school" value="${school}" />`
      }
      ${reversed ? html`<p class="govuk-error-message" role="alert">The last day is before the first. The present term is shown.</p>` : ''}
      ${whole ? html`${dayBox('from', 'From', from)} ${dayBox('to', 'To', to)}` : ''}
      ${whole ? '' : html`<input type="hidden" name="for" value="governors" />`}
      <button class="govuk-button govuk-button--secondary">Show</button>
    </form>
    <ul class="actions govuk-body no-print">
      ${(whole ? terms : terms.slice(0, -1)).map(
        (term) =>
          html`<li>
            <a
              class="govuk-link"
              href="${address('/register/summary', { school, from: term.from, to: term.to, for: whole ? '' : 'governors' })}"
              >${term.name}</a
            >
          </li>`,
      )}
      ${
        seesPupils
          ? html`<li>
              <a class="govuk-link" href="${address('/register/summary', whole ? { ...time, for: 'governors' } : time)}"
                >${whole ? 'as governors and the SEN information report are shown it' : 'with small counts'}</a
              >
            </li>`
          : ''
      }
    </ul>`;
}

function dayBox(name: string, label: string, value: string): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${name}">${label}</label>
    <input class="govuk-input" id="${name}" name="${name}" type="date" value="${value}" />
  </div>`;
}

function movement({ summary }: SummaryPage): Html {
  const { atStart, joined, left, changedStatus, atEnd, provided, hoursAWeek, medianHours } = summary;
  return html`<h2 class="govuk-heading-m">Movement and provision</h2>
    ${facts('Movement and provision', [
      ['On the register at the start', count(atStart)],
      ['Came onto it', count(joined)],
      ['Left it', count(left)],
      ['Changed status', count(changedStatus)],
      ['On the register at the end', count(atEnd)],
      ['Of these, with provision in the provision map', count(provided)],
      ['Hours of it a week, together', Number.isNaN(hoursAWeek) ? '–' : hoursWords(hoursAWeek)],
      ['Hours a week of the middle pupil with provision', Number.isNaN(medianHours) ? '–' : hoursWords(medianHours)],
    ])}`;
}

const partitionWords: Readonly<Record<string, readonly [title: string, words: (group: string) => string]>> = {
  need: ['First need', (group) => needTypes[group]?.[0] ?? (group === '' ? 'none recorded' : group)],
  year: ['Year group', (group) => group],
  'english additional': ['English as an additional language', (group) => (group === '' ? 'not known' : group)],
};

function groups({ summary }: SummaryPage): Html {
  if (summary.byStatus.length === 0) return html`<p class="govuk-body">Nobody was on the register at the end.</p>`;
  const table = (title: string, rows: readonly CountOfGroup[], words: (group: string) => string) =>
    html`<div>
      ${facts(
        title,
        rows.map((row) => [words(row.group), count(row.count)]),
        title,
      )}
    </div>`;
  return html`<h2 class="govuk-heading-m">Who was on it at the end</h2>
    <div class="side-tables">
      ${table('Status', summary.byStatus, (status) => senWords[status] ?? status)}
      ${Object.entries(summary.partitions).map(([name, rows]) => table(partitionWords[name][0], rows, partitionWords[name][1]))}
    </div>`;
}

function plansPart({ summary, plans, whole, minimum, heading }: SummaryPage): Html {
  const { plansDue, reviewedInTime, reviewedLate, notReviewed } = summary;
  const during = plans?.phases.find(({ phase }) => phase === 'during');
  const told = during === undefined ? '' : helpSentence(during);
  const pupils = plans === undefined || (!whole && plans.pupils < minimum) ? '' : `${plans.pupils} pupils had one. `;
  return html`<h2 class="govuk-heading-m">Plans</h2>
    ${facts('Plans', [
      ['To be reviewed in this time', count(plansDue)],
      ['Reviewed by the day', count(reviewedInTime)],
      ['Reviewed later', count(reviewedLate)],
      ['Not reviewed yet', count(notReviewed)],
    ])}
    <p class="govuk-body lead">
      ${
        told === ''
          ? 'What came of plans cannot be said yet: too few pupils have results at the start of one and after.'
          : html`While a plan went on (${heading}): ${pupils}${told} ${helpNotByLot}`
      }
    </p>`;
}

function equityPart({ equity, heading }: SummaryPage): Html {
  if (equity.length === 0) return html``;
  const tenth = (ratio: number) => (Math.round(10 * ratio) / 10).toFixed(1);
  return html`<h2 class="govuk-heading-m">Equity</h2>
    <p class="govuk-body">
      How often pupils of each group of all schools together come out as “to discuss” (${heading}), beside the rate of
      all pupils (1.0), with the range that chance alone leaves open. No group is given another threshold.
    </p>
    ${facts(
      'Equity',
      equity.map(({ grouping, group, ratio, low, high }) => [
        groupWords(grouping, group),
        `${tenth(ratio)} (${tenth(low)} to ${tenth(high)})`,
      ]),
    )}`;
}

function facts(title: string, rows: readonly (readonly [string, string])[], shown = ''): Html {
  return html`<table class="govuk-table sums">
    <caption class="${shown ? 'govuk-table__caption' : 'govuk-visually-hidden'}">
      ${title}
    </caption>
    <tbody>
      ${rows.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row" class="govuk-table__header">${name}</th>
            <td class="govuk-table__cell number">${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function count(value: number): string {
  return Number.isNaN(value) ? '–' : String(value);
}
