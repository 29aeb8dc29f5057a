import { mayDo } from '../../people/permissions.ts';
import { address } from '../../html/address.ts';
import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import { term } from '../../html/term.ts';
import type { WindowCounts } from '../../runs/groups/window-counts.ts';
import type { Home, SchoolStanding } from './facts.ts';

/** For readers of totals: which schools have released results, who was tested, and what it was in the window before. */
export function standingsView({ standings, person }: Home): Html {
  if (!standings || standings.length === 0) return html``;
  const mayOpen = mayDo(person.role, 'see-governor-page');
  return html`<div class="wide">
    <table class="govuk-table small-rows">
      <caption class="govuk-visually-hidden">
        Schools: results released, pupils tested, and what changed
      </caption>
      <thead>
        <tr>
          <th scope="col" class="govuk-table__header">School</th>
          <th scope="col" class="govuk-table__header">${term('release', 'Results released')}</th>
          <th scope="col" class="govuk-table__header">${term('tested', 'Tested')}</th>
          <th scope="col" class="govuk-table__header">${term('to-discuss', 'To discuss')}</th>
          <th scope="col" class="govuk-table__header">The ${term('window', 'window')} before</th>
        </tr>
      </thead>
      <tbody>
        ${standings.map((standing) => standingRow(standing, mayOpen))}
      </tbody>
    </table>
  </div>`;
}

function standingRow({ school, newest, before, behind }: SchoolStanding, mayOpen: boolean): Html {
  const name =
    mayOpen && newest ? html`<a class="govuk-link" href="${address('/governor', { school })}">${school}</a>` : school;
  if (!newest)
    return html`<tr>
      <th scope="row" class="govuk-table__header">${name}</th>
      <td class="govuk-table__cell" colspan="4"><span class="state">not yet</span> nothing is released</td>
    </tr>`;
  return html`<tr>
    <th scope="row" class="govuk-table__header">${name}</th>
    <td class="govuk-table__cell">
      ${newest.month}${newest.releasedOn ? html` <span class="quiet small">on ${dateWords(newest.releasedOn)}</span>` : ''}
      ${behind ? html`<span class="state">others have later ones</span>` : ''}
    </td>
    <td class="govuk-table__cell">${testedWords(newest)}</td>
    <td class="govuk-table__cell">${newest.counts ? newest.counts.listed : '–'}</td>
    <td class="govuk-table__cell">
      ${
        !before
          ? html`<span class="quiet">these are the first</span>`
          : before.counts
            ? html`${before.month}: ${testedWords(before)} tested, ${before.counts.listed} to discuss`
            : html`${before.month}: <span class="quiet">${tooSmall}</span>`
      }
    </td>
  </tr>`;
}

const tooSmall = 'not shown: numbers too small';

function testedWords({ counts }: WindowCounts): Html {
  return counts ? html`${counts.tested} of ${counts.onRoll}` : html`<span class="quiet">${tooSmall}</span>`;
}
