import { yearGroupWords } from '../../../engine/index.ts';
import { html, type Html } from '../../html/html.ts';
import { groupWords } from '../../html/pictures/group-words.ts';
import type { ExploreOf } from '../../html/pictures/explore-of.ts';
import { cellsOf, type CellRow } from '../../runs/groups/cells-of.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { monthOf } from '../../runs/run-heading.ts';
import { subjectLabels } from '../../runs/pupils/listed-pupils.ts';
import { cohortsChart, cohortsOf } from '../../html/pictures/cohorts-chart.ts';
import { explorePictureView } from '../../html/pictures/explore-picture.ts';
import { exploreTitles } from '../../html/pictures/explore-titles.ts';
import { cellTable, type CellTable } from './cell-table.ts';
import { noCells } from './school-view.ts';

/** What a run said of a school and a subject when it was released. */
export interface AsReleased {
  readonly runId: string;
  /** “June 2026”. */
  readonly month: string;
  /** Of the whole school and its year groups up to that run’s window; null where an earlier version made the run. */
  readonly rows: readonly CellRow[] | null;
}

/**
 * A school over time, in one subject: each cohort followed as it moves up, the whole school, joiners and leavers apart, and what
 * every released run said of them.
 */
export function timeView(run: LoadedRun, of: ExploreOf, released: readonly AsReleased[]): Html {
  const rows = cellsOf(run, of.school).filter(({ subject }) => subject === of.subject);
  if (rows.length === 0) return noCells();
  const windows = run.manifest.windows
    .map(({ window }) => window)
    .filter((window) => rows.some((row) => row.window === window));
  const columns = windows.map((window) => monthOf(run, window));
  const byWindow = windows.map((window) => rows.filter((row) => row.window === window));
  const label = subjectLabels(run).get(of.subject)?.label ?? of.subject;
  const over = (grouping: CellRow['grouping'], group: string) =>
    windows.map((window) => {
      const row = rows.find((one) => one.window === window && one.grouping === grouping && one.group === group);
      return row && { row };
    });
  const moves = ['stayed', 'joined', 'left since'].map((group) => ({
    name: groupWords('movement', group),
    cells: over('movement', group),
  }));
  const table = (caption: string, head: string, of: CellTable['rows']) =>
    cellTable({ caption, head, columns, rows: of });
  return html`<p class="govuk-body lead">
      Growth up to each window: of 100 pupils who started with the same score about a year before, how many made less
      progress than the middle pupil. 50 is usual. Earlier windows are worked out anew from today’s data, each from two
      tests alone.
    </p>
    <h2 class="govuk-heading-m">Each year group as it moved up</h2>
    ${cohortsFigure(run, of)} ${table(`${label}: each year group from window to window`, 'Now', cohortRows(byWindow))}
    <h2 class="govuk-heading-m">The whole school, and who came and went</h2>
    <p class="govuk-body lead">
      Pupils who joined or left may progress differently from those who were here throughout; a change of the whole
      school can come from them alone.
    </p>
    ${table(`${label}: the whole school, and who came and went`, 'Pupils', [{ name: 'Whole school', cells: over('all', 'all') }, ...moves])}
    ${releasedPart(released)}`;
}

/** The picture of the table under it; none where every figure is withheld. */
function cohortsFigure(run: LoadedRun, of: ExploreOf): Html {
  const chart = cohortsChart(run, of);
  if (chart.table.rows.length === 0) return html``;
  const [title, told] = exploreTitles.cohorts;
  const query = { run: run.id, school: of.school, subject: of.subject };
  return html`<p class="govuk-body lead">${told}</p>
    ${explorePictureView('/explore/pictures/cohorts', query, { chart, title })}`;
}

/** A row a cohort, by where it is in the last column; each cell says which year group it then was. */
function cohortRows(columns: readonly (readonly CellRow[])[]): CellTable['rows'] {
  return cohortsOf(columns).map(({ cohort, now }) => ({
    name: now === null ? `In Reception in ${cohort}` : yearGroupWords(now),
    cells: columns.map((rows) => {
      const row = rows.find((one) => one.grouping === 'year group' && one.cohort === cohort);
      return row && { row, before: yearGroupWords(row.group) };
    }),
  }));
}

function releasedPart(released: readonly AsReleased[]): Html {
  if (released.length === 0) return html``;
  const without = released.filter(({ rows }) => rows === null).map((one) => one.month);
  const told = released.flatMap((one) => (one.rows === null ? [] : [{ month: one.month, rows: one.rows }]));
  const whole = told.map(({ rows }) => {
    const row = rows.find(({ grouping }) => grouping === 'all');
    return row && { row };
  });
  return html`<h2 class="govuk-heading-m">As it was released</h2>
    <p class="govuk-body lead">
      What each set of results said when it was released. Late results and corrections since are not in it, so a figure
      here can differ from the one above.
    </p>
    ${
      told.length === 0
        ? ''
        : cellTable({
            caption: 'As it was released: the whole school and each year group',
            head: 'Now',
            columns: told.map(({ month }) => month),
            rows: [{ name: 'Whole school', cells: whole }, ...cohortRows(told.map(({ rows }) => rows))],
          })
    }
    ${without.length === 0 ? '' : html`<p class="govuk-body">${withoutWords(without)}</p>`}`;
}

function withoutWords(months: readonly string[]): string {
  const which =
    months.length === 1
      ? `The results of ${months[0]} were`
      : `${months.length} sets of results (${months.join(', ')}) were`;
  return `${which} worked out by an earlier version of Same Start, which did not keep growth by year group.`;
}
