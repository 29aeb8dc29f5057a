import type { GroupRow } from '../../../engine/index.ts';
import { groupWords, withheldWords } from '../../html/pictures/group-words.ts';
import { html, type Html } from '../../html/html.ts';

/** The run's own figures by group, for everybody who explores: a table, because there is one number a group. */
export function exploreGroups(rows: readonly GroupRow[], label: string): Html {
  const byDesign = rows.some(isOwnYear);
  // Where no figure by year group means anything, a year that is withheld for its size as well is not the exception.
  const shown = byDesign ? rows.filter((row) => !(isYear(row) && row.suppressed)) : rows;
  return html`<h2 class="govuk-heading-m">Groups across the run: ${label}</h2>
    <p class="govuk-body lead">
      Of 100 pupils who started with the same score, how many made less progress than the middle pupil of each group. 50
      is usual. The range says how sure this is.
    </p>
    ${groupsTable(shown)}
    ${byDesign ? html`<p class="govuk-body lead">A year group is compared with itself, so it comes out as average by design: no figure by year group is shown.</p>` : ''}`;
}

function isYear(row: GroupRow): boolean {
  return row.grouping === 'year group';
}

function isOwnYear(row: GroupRow): boolean {
  return isYear(row) && row.reason === 'own-reference';
}

function groupsTable(rows: readonly GroupRow[]): Html {
  if (rows.length === 0) return html`<p class="govuk-body">There is nothing to show here.</p>`;
  return html`<div class="wide">
    <table class="govuk-table">
      <thead>
        <tr>
          <th scope="col" class="govuk-table__header">Group</th>
          <th scope="col" class="govuk-table__header number">Pupils</th>
          <th scope="col" class="govuk-table__header number">Middle pupil</th>
          <th scope="col" class="govuk-table__header number">Probably between</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(groupRow)}
      </tbody>
    </table>
  </div>`;
}

function groupRow(row: GroupRow): Html {
  const title = html`<th scope="row" class="govuk-table__header">${groupWords(row.grouping, row.group)}</th>`;
  if (row.suppressed)
    return html`<tr>
      ${title}
      <td class="govuk-table__cell number">–</td>
      <td class="govuk-table__cell" colspan="2">${withheldWords(row.reason ?? '')}</td>
    </tr>`;
  const whole = (percentile: number | null) => Math.round(percentile ?? Number.NaN);
  return html`<tr>
    ${title}
    <td class="govuk-table__cell number">${row.n}</td>
    <td class="govuk-table__cell number">${whole(row.median_growth)}</td>
    <td class="govuk-table__cell number">${whole(row.median_growth_low)} to ${whole(row.median_growth_high)}</td>
  </tr>`;
}
