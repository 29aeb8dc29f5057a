import { dateWords } from '../../html/date-words.ts';
import { html, type Content, type Html } from '../../html/html.ts';
import { provisionLine } from '../../html/plans/provision-line.ts';
import { weeklyMinutes } from '../../records/provision/provision-time.ts';
import type { ListedPupil } from '../../runs/pupils/listed-pupils.ts';
import type { MapPage, MappedProvision, MappedPupil } from './facts.ts';
import { hoursWords, poundsWords } from './figures.ts';

/** Each provision with its pupils, its hours and what it costs, and the sums. */
export function provisionTable({ map, choice, mayKeep }: MapPage): Html {
  const hours = map.reduce((sum, one) => sum + one.hours, 0);
  const priced = map.filter(({ cost }) => cost !== null);
  const cost = priced.reduce((sum, one) => sum + (one.cost ?? 0), 0);
  const heads = ['Provision', 'Pupils', 'Days', 'A week', ...(mayKeep ? ['Adult’s hours', 'Cost'] : [])];
  return html`<section aria-labelledby="by-provision">
    <h2 class="govuk-heading-m" id="by-provision">By provision</h2>
    <p class="govuk-body quiet">
      ${dateWords(choice.from)} to ${dateWords(choice.to)}.
      ${mayKeep ? 'Hours count 38 school weeks of 52, since holidays are not held here.' : ''}
    </p>
    ${table(
      'Provision',
      heads,
      html`${map.map((one) => provisionRow(one, mayKeep))}
      ${
        mayKeep
          ? html`<tr>
              <th scope="row" class="govuk-table__header">All ${map.length}</th>
              ${cell('')} ${cell('')} ${cell('')} ${number(hoursWords(hours))}
              ${number(priced.length === 0 ? 'not said' : `${poundsWords(cost)}${priced.length < map.length ? ` (${map.length - priced.length} without a cost)` : ''}`)}
            </tr>`
          : ''
      }`,
    )}
  </section>`;
}

function provisionRow({ provision, pupils, others, hours, cost }: MappedProvision, mayKeep: boolean): Html {
  const names = [...new Map(pupils.map(({ pupil }) => [pupil.pupilId, pupil])).values()];
  return html`<tr>
    <th scope="row" class="govuk-table__header">
      <a class="govuk-link" href="/provision/${provision.provision_id}">${provision.name}</a>
      <p class="small quiet">${provisionLine(provision)}</p>
    </th>
    ${cell(
      html`${names.map(
        (pupil, at) =>
          html`${at > 0 ? ', ' : ''}<a class="govuk-link" href="/plans/${pupil.key}">${pupil.name.short}</a>`,
      )}${names.length === 0 && others === 0 ? 'nobody in these days' : ''}${others > 0 ? `${names.length > 0 ? ' and ' : ''}${others} of other classes` : ''}`,
    )}
    ${cell(`${dateWords(provision.from_on)} to ${dateWords(provision.to_on)}`)}
    ${number(`${weeklyMinutes(provision)} min`)}
    ${mayKeep ? html`${number(hoursWords(hours))} ${number(cost === null ? 'not said' : poundsWords(cost))}` : ''}
  </tr>`;
}

/** Each pupil with the minutes a week of every month. */
export function pupilTable({ map, months }: MapPage): Html {
  const byPupil = Map.groupBy(
    map.flatMap(({ pupils }) => pupils),
    ({ pupil }) => pupil.pupilId,
  );
  if (byPupil.size === 0) return html``;
  const rows = [...byPupil.values()].toSorted((a, b) => a[0].pupil.name.full.localeCompare(b[0].pupil.name.full, 'en'));
  return html`<section aria-labelledby="by-pupil">
    <h2 class="govuk-heading-m" id="by-pupil">By pupil: minutes in the fullest week of each month</h2>
    ${table(
      'Pupils',
      ['Pupil', 'Provision', ...months.map(monthWords)],
      html`${rows.map((own) => pupilRow(own[0].pupil, own, months))}`,
    )}
  </section>`;
}

function pupilRow(pupil: ListedPupil, own: readonly MappedPupil[], months: readonly string[]): Html {
  return html`<tr>
    <th scope="row" class="govuk-table__header">
      <a class="govuk-link" href="/plans/${pupil.key}">${pupil.name.short}</a>
      <p class="small quiet">${pupil.row.class ?? ''}</p>
    </th>
    ${cell([...new Set(own.map(({ provision }) => provision.name))].join(', '))}
    ${months.map((month) => number(fullestWeek(own, month) === 0 ? '–' : String(fullestWeek(own, month))))}
  </tr>`;
}

/** “Dec 2026” of “2026-12”. */
function monthWords(month: string): string {
  const date = new Date(`${month}-01T12:00:00Z`);
  return date.toLocaleDateString('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
}

/** Most minutes a week on any day of a month. */
function fullestWeek(own: readonly MappedPupil[], month: string): number {
  const [first, last] = [`${month}-01`, `${month}-31`];
  const days = own.map(({ from }) => (from < first ? first : from)).filter((day) => day <= last);
  return Math.max(
    0,
    ...days.map((day) =>
      own
        .filter(({ from, to }) => from <= day && to >= day)
        .reduce((sum, { provision }) => sum + weeklyMinutes(provision), 0),
    ),
  );
}

/** A table that may be wider than the page. */
export function table(caption: string, heads: readonly string[], rows: Html): Html {
  return html`<div class="wide wide--scrolls" tabindex="0" role="region" aria-label="${caption}">
    <table class="govuk-table cells small-rows">
      <caption class="govuk-visually-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col" class="govuk-table__header">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

export function cell(content: Content): Html {
  return html`<td class="govuk-table__cell">${content}</td>`;
}

export function number(content: Content): Html {
  return html`<td class="govuk-table__cell number">${content}</td>`;
}
