import {
  attendanceBands,
  birthTermNames,
  cellGroupings,
  sideBySideSentence,
  subjectWords,
  usualGrowthSentence,
  yearGroupWords,
} from '../../../engine/index.ts';
import { address } from '../../html/address.ts';
import { html, type Html } from '../../html/html.ts';
import { groupWords } from '../../html/pictures/group-words.ts';
import type { ExploreOf } from '../../html/pictures/explore-of.ts';
import { cellsOf, type CellRow } from '../../runs/groups/cells-of.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { subjectLabels } from '../../runs/pupils/listed-pupils.ts';
import { cellTable, type ToldCell } from './cell-table.ts';

/** Years before Year 1 first, then by number. */
const yearPlace = (group: string): number => (group === 'N' ? -1 : group === 'R' ? 0 : Number(group));

/**
 * One school at a glance: every class and year group in every subject, said first in a sentence a subject; then the groups of the
 * chosen subject, this school's beside all schools'. Each cell leads to its pupils, for those who may see them.
 */
export function schoolView(run: LoadedRun, of: ExploreOf): Html {
  const rows = cellsOf(run, of.school).filter(({ window }) => window === run.manifest.window);
  if (rows.length === 0) return noCells();
  const labels = subjectLabels(run);
  const subjects = run.manifest.subjects.filter((subject) => rows.some((row) => row.subject === subject));
  const names = (grouping: CellRow['grouping']) => [
    ...new Set(rows.filter((row) => row.grouping === grouping).map(({ group }) => group)),
  ];
  const years = names('year group').toSorted((a, b) => yearPlace(a) - yearPlace(b));
  const order = new Intl.Collator('en-GB', { numeric: true });
  const classes = names('class').toSorted((a, b) => order.compare(a, b));
  const find = (grouping: CellRow['grouping'], group: string, subject: string) =>
    rows.find((row) => row.grouping === grouping && row.group === group && row.subject === subject);
  const told = (row: CellRow | undefined, query: Readonly<Record<string, string>>): ToldCell | undefined =>
    row && { row, address: address('/explore', { run: run.id, school: of.school, ...query, subject: row.subject }) };
  const columns = subjects.map((subject) => labels.get(subject)?.label ?? subject);
  const yearRows = years.map((year) => ({
    name: yearGroupWords(year),
    cells: subjects.map((subject) => told(find('year group', year, subject), { year })),
  }));
  const whole = {
    name: 'Whole school',
    cells: subjects.map((subject) => told(find('all', 'all', subject), {})),
  };
  const classRows = classes.map((name) => ({
    name,
    cells: subjects.map((subject): ToldCell | undefined => {
      const row = find('class', name, subject);
      if (row === undefined || of.names === null) return row && { row };
      return { row, address: address('/agenda', { run: run.id, school: of.school, class: name, subject }) };
    }),
  }));
  return html`${sentences(rows, subjects)}
    <h2 class="govuk-heading-m">Year groups</h2>
    <p class="govuk-body lead">
      Of 100 pupils who started with the same score, how many made less progress than the middle pupil. 50 is usual. The
      range says how sure this is.
    </p>
    ${cellTable({ caption: 'Growth of each year group in each subject', head: 'Year group', columns, rows: [...yearRows, whole] })}
    <h2 class="govuk-heading-m">Classes</h2>
    <p class="govuk-body lead">A class has had several teachers and years: this says nothing about one of them.</p>
    ${cellTable({ caption: 'Growth of each class in each subject', head: 'Class', columns, rows: classRows })}
    ${groupsTable(run, of)}`;
}

/** Bands and terms in their own order, others as the run has them. */
function inOrder(grouping: string, groups: readonly string[]): readonly string[] {
  const order: readonly string[] = grouping === 'attendance' ? attendanceBands : birthTermNames;
  return groups.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** Where a run was made by an earlier version. */
export function noCells(): Html {
  return html`<p class="govuk-body lead">
    These results were worked out before this page existed. It comes with the next run of the same files.
  </p>`;
}

function sentences(rows: readonly CellRow[], subjects: readonly string[]): Html {
  const figures = rows.filter(({ grouping }) => grouping === 'class' || grouping === 'year group').map(toldOf);
  const each = subjects.map((subject) => {
    const name = subjectWords(subject).name;
    const own = (grouping: CellRow['grouping']) =>
      rows.filter((row) => row.subject === subject && row.grouping === grouping).map(toldOf);
    const years = own('year group');
    const classes = own('class');
    // One class a year is its year group: said once.
    return classes.length <= years.length
      ? [usualGrowthSentence(years, name)]
      : [usualGrowthSentence(years, name), usualGrowthSentence(classes, name)];
  });
  return html`<div class="in-short">
    ${each.map((told) => told.filter(Boolean)).map((told) => (told.length === 0 ? '' : html`<p>${told.join(' ')}</p>`))}
    <p class="quiet">${sideBySideSentence(figures)}</p>
  </div>`;
}

function toldOf({ grouping, group, suppressed, median_growth_low, median_growth_high }: CellRow) {
  return {
    name: grouping === 'year group' ? yearGroupWords(group) : group,
    low: suppressed ? null : median_growth_low,
    high: suppressed ? null : median_growth_high,
  };
}

/** Groups of the chosen subject, this school’s beside those of all schools. */
function groupsTable(run: LoadedRun, of: ExploreOf): Html {
  const groupings = cellGroupings.filter((one) => !['all', 'year group', 'class', 'movement'].includes(one));
  const isShown = (row: CellRow) =>
    row.window === run.manifest.window && row.subject === of.subject && row.group !== 'not known';
  const own = cellsOf(run, of.school).filter(isShown);
  const all = run.manifest.schools.length > 1 ? cellsOf(run, null).filter(isShown) : [];
  const label = subjectLabels(run).get(of.subject)?.label ?? of.subject;
  const rows = groupings.flatMap((grouping) => {
    const of = [...own, ...all].filter((row) => row.grouping === grouping).map(({ group }) => group);
    return inOrder(grouping, [...new Set(of)]).map((group) => {
      const find = (rows: readonly CellRow[]) => {
        const row = rows.find((one) => one.grouping === grouping && one.group === group);
        return row && { row };
      };
      return { name: groupWords(grouping, group), cells: all.length > 0 ? [find(own), find(all)] : [find(own)] };
    });
  });
  return html`<h2 class="govuk-heading-m">Groups in this school: ${label}</h2>
    <p class="govuk-body lead">
      None of these groups enters a comparison: a pupil is compared with pupils who had the same score, whoever they
      are. Groups of few pupils are not shown, nor any from which they could be found.
    </p>
    ${cellTable({
      caption: `Growth of groups in ${label}`,
      head: 'Group',
      columns: all.length > 0 ? [of.school, 'All schools'] : [of.school],
      rows,
    })}`;
}
