import type { Comparisons } from '../growth/comparisons/comparisons.ts';
import type { Targets } from '../growth/forecasts/set-targets.ts';
import { sectionNames, type RunTableName } from '../tables/run-schema.ts';
import type { AssessmentData } from '../tables/assessment-data.ts';
import type { TableOf } from '../tables/run-table.ts';
import { textAt } from '../tables/text-column.ts';
import type { Agenda } from './build-agenda.ts';
import type { ClassCoverage } from './measure-coverage.ts';
import type { EquityOfGroup } from './measure-equity.ts';
import type { GroupGrowth } from './measure-groups.ts';
import type { ListDoubts } from './measure-lists.ts';
import { formatDay } from '../tables/days.ts';
import { notKnown } from './pupil-groups.ts';

/** The tables of a run that the agenda stage fills, column for column as `runSchema` has them. */

/** @param sentences one a row of the agenda, from `reports` */
export function agendaTable(
  { pupils }: AssessmentData,
  agenda: Agenda,
  sentences: readonly string[],
): TableOf<'agenda'> {
  const rows = [...agenda.pupil];
  return table('agenda', agenda.count, {
    order: integers(agenda.order),
    pupil_id: texts(rows.map((pupil) => pupils.pupilId[pupil])),
    school: texts(rows.map((pupil) => textAt(pupils.school, pupil) ?? notKnown)),
    class: texts(rows.map((pupil) => textAt(pupils.class, pupil))),
    year_group: texts(rows.map((pupil) => textAt(pupils.yearGroup, pupil) ?? notKnown)),
    section: texts(Array.from(agenda.section, (index) => sectionNames[index])),
    why_listed: texts(agenda.whyListed),
    concern: { type: 'number', values: agenda.concern },
    subjects: texts(agenda.subjects),
    state: texts(agenda.state),
    first_listed: texts(agenda.firstListed),
    baseline_window: texts(agenda.baselineWindow),
    probably_ordinary: { type: 'number', values: agenda.probablyOrdinary },
    sentence: texts(sentences),
    level: texts(agenda.level),
  });
}

/** One row a group and subject: growth percentiles 0–100 with 90 % interval, positions in SD; NaN where withheld. */
export function groupsTable(groups: readonly GroupGrowth[]): TableOf<'groups'> {
  return table('groups', groups.length, {
    subject: texts(groups.map(({ subject }) => subject)),
    grouping: texts(groups.map(({ grouping }) => grouping)),
    group: texts(groups.map(({ group }) => group)),
    n: integers(groups.map(({ n }) => n)),
    median_growth: numbers(groups.map(({ median }) => median)),
    median_growth_low: numbers(groups.map(({ low }) => low)),
    median_growth_high: numbers(groups.map(({ high }) => high)),
    suppressed: flags(groups.map(({ reason }) => reason !== null)),
    reason: texts(groups.map(({ reason }) => reason)),
    mean_position: numbers(groups.map(({ meanPosition }) => meanPosition)),
  });
}

/** One row a group: pupils listed beside those expected, their ratio with a 90 % interval; NaN where withheld. */
export function equityTable(groups: readonly EquityOfGroup[]): TableOf<'equity'> {
  return table('equity', groups.length, {
    grouping: texts(groups.map(({ grouping }) => grouping)),
    group: texts(groups.map(({ group }) => group)),
    n: integers(groups.map(({ n }) => n)),
    listed: integers(groups.map(({ listed }) => listed)),
    expected: numbers(groups.map(({ expected }) => expected)),
    ratio: numbers(groups.map(({ ratio }) => ratio)),
    ratio_low: numbers(groups.map(({ low }) => low)),
    ratio_high: numbers(groups.map(({ high }) => high)),
    suppressed: flags(groups.map(({ reason }) => reason !== null)),
  });
}

/** One row a class and subject: pupils on roll, and how many have each status of result in the current window. */
export function coverageTable(classes: readonly ClassCoverage[]): TableOf<'coverage'> {
  const status = (name: keyof ClassCoverage['byStatus']) => integers(classes.map(({ byStatus }) => byStatus[name]));
  return table('coverage', classes.length, {
    school: texts(classes.map(({ school }) => school)),
    class: texts(classes.map((each) => each.class)),
    subject: texts(classes.map(({ subject }) => subject)),
    on_roll: integers(classes.map(({ onRoll }) => onRoll)),
    valid: status('valid'),
    floor: status('floor'),
    ceiling: status('ceiling'),
    absent: status('absent'),
    below_test: status('below-test'),
    disapplied: status('disapplied'),
    withheld: status('withheld'),
    not_entered: integers(classes.map(({ notEntered }) => notEntered)),
    current_window: texts(classes.map(({ currentWindow }) => currentWindow)),
  });
}

/** One row a list: counts of pupils, and the two doubts as expected numbers of pupils; `by_luck` is NaN where unknown. */
export function listsTable(lists: readonly ListDoubts[]): TableOf<'lists'> {
  return table('lists', lists.length, {
    grouping: texts(lists.map(({ grouping }) => grouping)),
    group: texts(lists.map(({ group }) => group)),
    on_roll: integers(lists.map(({ onRoll }) => onRoll)),
    measured: integers(lists.map(({ measured }) => measured)),
    listed: integers(lists.map(({ listed }) => listed)),
    probably_ordinary: numbers(lists.map(({ probablyOrdinary }) => probablyOrdinary)),
    by_luck: numbers(lists.map(({ byLuck }) => byLuck)),
  });
}

/**
 * One row a comparison with targets: three in points of the test, each with the chance (0–1) of a score at least as good,
 * all for one date.
 */
export function targetsTable(
  { pupils, subjects }: AssessmentData,
  { pupil, subject }: Comparisons,
  targets: Targets,
): TableOf<'targets'> {
  const rows = [...targets.comparison];
  const date = formatDay(targets.day);
  const [typical, aspirational, exceptional] = targets.points;
  const [typicalChance, aspirationalChance, exceptionalChance] = targets.chance;
  return table('targets', targets.count, {
    pupil_id: texts(rows.map((i) => pupils.pupilId[pupil[i]])),
    subject: texts(rows.map((i) => subjects[subject[i]])),
    date: texts(rows.map(() => date)),
    typical: { type: 'number', values: typical },
    aspirational: { type: 'number', values: aspirational },
    exceptional: { type: 'number', values: exceptional },
    typical_chance: { type: 'number', values: typicalChance },
    aspirational_chance: { type: 'number', values: aspirationalChance },
    exceptional_chance: { type: 'number', values: exceptionalChance },
    peers: integers(targets.peers),
    need_matched: { type: 'boolean', values: targets.needMatched },
  });
}

function table<Name extends RunTableName>(name: Name, rows: number, columns: TableOf<Name>['columns']): TableOf<Name> {
  return { name, rows, columns };
}

function texts<Value extends string | null>(values: readonly Value[]) {
  return { type: 'text' as const, values };
}

function numbers(values: readonly number[]) {
  return { type: 'number' as const, values: Float64Array.from(values) };
}

/** Doubles, because a withheld count is NaN. */
function integers(values: ArrayLike<number>) {
  return { type: 'integer' as const, values: Float64Array.from(values) };
}

function flags(values: readonly boolean[]) {
  return { type: 'boolean' as const, values: Uint8Array.from(values, Number) };
}
