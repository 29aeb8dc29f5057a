import { coverageCells, dayOfText, daysAYear, runRows } from '../../../engine/index.ts';
import { address } from '../../html/address.ts';
import { html, type Html } from '../../html/html.ts';
import type { ExploreOf } from '../../html/pictures/explore-of.ts';
import { cellsOf } from '../../runs/groups/cells-of.ts';
import { coverageByYear } from '../../runs/groups/coverage-by-year.ts';
import { fewestShown } from '../../runs/groups/withheld-counts.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { monthOf } from '../../runs/run-heading.ts';
import { subjectLabels } from '../../runs/pupils/listed-pupils.ts';
import { cellTable } from './cell-table.ts';
import { noCells } from './school-view.ts';

/** Whether a school's results of a window are released, in words: “17 November 2026”, “not released”. */
export type ReleasedWords = ReadonlyMap<string, string>;

/** A window this near to the day of the newest in an earlier year is of the same term. */
const sameTermDays = 45;

/**
 * All schools within reach, in alphabetical order, never by result: who was tested, whether the results are released, and growth
 * in one subject with its range, now and in the same term of earlier years; for one year group where one is chosen.
 */
export function schoolsView(run: LoadedRun, of: ExploreOf, released: ReleasedWords): Html {
  const schools = of.schools.toSorted((a, b) => a.localeCompare(b, 'en-GB'));
  const newest = dayOfText(run.manifest.windowDate);
  const windows = run.manifest.windows.filter(({ date }) => {
    const years = (newest - dayOfText(date)) / daysAYear;
    return years >= 0 && Math.abs(years - Math.round(years)) * daysAYear <= sameTermDays;
  });
  const told = windows.filter(({ window }) =>
    schools.some((school) => cellsOf(run, school).some((row) => row.window === window && row.subject === of.subject)),
  );
  if (told.length === 0) return noCells();
  const label = subjectLabels(run).get(of.subject)?.label ?? of.subject;
  const group = of.year === '' ? 'all' : of.year;
  const rows = schools.map((school) => ({
    name: school,
    cells: told.map(({ window }) => {
      const row = cellsOf(run, school).find(
        (one) =>
          one.window === window &&
          one.subject === of.subject &&
          one.grouping === (of.year === '' ? 'all' : 'year group') &&
          one.group === group,
      );
      return row && { row, address: address('/explore/school', { run: run.id, school, subject: of.subject }) };
    }),
  }));
  return html`<p class="govuk-body lead">
      In alphabetical order. Where a range holds 50, a school cannot be told from usual. A range says how sure a figure
      is, not who does better: schools are not ranked. Names of pupils are on no page of this kind.
    </p>
    <h2 class="govuk-heading-m">Growth: ${label}</h2>
    ${cellTable({
      caption: `Growth of each school in ${label}, now and in the same term of earlier years`,
      head: 'School',
      columns: told.map(({ window }) => monthOf(run, window)),
      rows,
    })}
    ${coverageTable(run, schools, released)}`;
}

function coverageTable(run: LoadedRun, schools: readonly string[], released: ReleasedWords): Html {
  const sat = coverageByYear(run).filter(({ sits }) => sits);
  const cells = coverageCells(
    sat.map(({ row }) => row).filter(({ school }) => schools.includes(school)),
    { by: 'school', fewest: fewestShown(run) },
  );
  const labels = subjectLabels(run);
  const lists = new Map(
    runRows(run.tables.lists)
      .filter(({ grouping }) => grouping === 'school')
      .map((row) => [row.group, row]),
  );
  const { subjects } = run.manifest;
  return html`<h2 class="govuk-heading-m">Who was tested, and what is released</h2>
    <div class="wide" tabindex="0" role="region" aria-label="Who was tested, and what is released">
      <table class="govuk-table cells">
        <thead>
          <tr>
            <th scope="col" class="govuk-table__header">School</th>
            <th scope="col" class="govuk-table__header">Released</th>
            <th scope="col" class="govuk-table__header number">On roll</th>
            ${subjects.map((subject) => html`<th scope="col" class="govuk-table__header">${labels.get(subject)?.label ?? subject}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${schools.map(
            (school) =>
              html`<tr>
                <th scope="row" class="govuk-table__header">${school}</th>
                <td class="govuk-table__cell">${released.get(school) ?? 'not released'}</td>
                <td class="govuk-table__cell number">${lists.get(school)?.on_roll ?? ''}</td>
                ${subjects.map((subject) => {
                  const cell = cells.find((one) => one.group === school && one.subject === subject);
                  return html`<td class="govuk-table__cell">
                    ${cell === undefined || cell.shown === 'nothing' ? html`<span class="quiet">–</span>` : cell.words}
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
