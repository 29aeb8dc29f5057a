import { yearGroupWords } from '../../../engine/index.ts';
import { html, type Html } from '../../html/html.ts';
import { groupWords } from '../../html/pictures/group-words.ts';
import type { ExploreOf } from '../../html/pictures/explore-of.ts';
import { cellsOf, type CellRow } from '../../runs/groups/cells-of.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { monthOf } from '../../runs/run-heading.ts';
import { subjectLabels } from '../../runs/pupils/listed-pupils.ts';
import { cellTable, type CellTable } from './cell-table.ts';
import { noCells } from './school-view.ts';

/** What an earlier run said of a school when it was released. */
export interface AsReleased {
  readonly runId: string;
  /** “Results of June 2026”. */
  readonly heading: string;
  readonly row: CellRow | undefined;
}

/**
 * A school over time, in one subject: each cohort followed as it moves up, the whole school, joiners and leavers apart, and what
 * earlier runs said when they were released.
 */
export function timeView(run: LoadedRun, of: ExploreOf, released: readonly AsReleased[]): Html {
  const rows = cellsOf(run, of.school).filter(({ subject }) => subject === of.subject);
  if (rows.length === 0) return noCells();
  const windows = run.manifest.windows
    .map(({ window }) => window)
    .filter((window) => rows.some((row) => row.window === window));
  const columns = windows.map((window) => monthOf(run, window));
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
    ${table(`${label}: each cohort from window to window`, 'Now', cohortRows(rows, windows, run.manifest.window))}
    <h2 class="govuk-heading-m">The whole school, and who came and went</h2>
    <p class="govuk-body lead">
      Pupils who joined or left may progress differently from those who were here throughout; a change of the whole
      school can come from them alone.
    </p>
    ${table(`${label}: the whole school, and who came and went`, 'Pupils', [{ name: 'Whole school', cells: over('all', 'all') }, ...moves])}
    ${releasedPart(released)}`;
}

/** A row a cohort, by where it is now; each cell says which year group it then was. */
function cohortRows(rows: readonly CellRow[], windows: readonly string[], newest: string): CellTable['rows'] {
  const years = rows.filter(({ grouping, cohort }) => grouping === 'year group' && cohort !== null);
  // The later a cohort began, the younger it is.
  const cohorts = [...new Set(years.map(({ cohort }) => cohort ?? ''))].toSorted().toReversed();
  return cohorts.map((cohort) => {
    const own = years.filter((row) => row.cohort === cohort);
    const now = own.find(({ window }) => window === newest);
    return {
      name: now ? yearGroupWords(now.group) : `In Reception in ${cohort}`,
      cells: windows.map((window) => {
        const row = own.find((one) => one.window === window);
        return row && { row, before: yearGroupWords(row.group) };
      }),
    };
  });
}

function releasedPart(released: readonly AsReleased[]): Html {
  if (released.length === 0) return html``;
  return html`<h2 class="govuk-heading-m">As it was released</h2>
    <p class="govuk-body lead">
      What each set of results said when staff first saw it. Late results and corrections since are not in it.
    </p>
    ${cellTable({
      caption: 'The whole school as it was released',
      head: 'Results',
      columns: ['Whole school'],
      rows: released.map(({ heading, row }) => ({ name: heading, cells: [row && { row }] })),
    })}`;
}
