import type { WindowGrowth } from '../growth/percentiles/earlier-growth.ts';
import { receptionYearOf } from '../scales/reception-year-of.ts';
import { academicYearOf } from '../tables/academic-year-of.ts';
import { attendanceBand } from '../tables/attendance-band.ts';
import { birthTermOf } from '../tables/birth-term-of.ts';
import { joinedWhen } from '../tables/joined-when.ts';
import type { CellGrouping } from '../tables/run-schema.ts';
import { textAt } from '../tables/text-column.ts';
import type { AgendaInput } from './agenda-input.ts';
import { membersByGroup, notKnown, personGroupings, type Partition } from './pupil-groups.ts';

/** A way of dividing the comparisons of a window: within each school, or over all of them. */
export interface CellDivision {
  readonly grouping: CellGrouping;
  readonly withinSchool: boolean;
  readonly groupOf: readonly string[];
  readonly partitionOf: readonly string[];
}

/** The members of each group of a division; parts of which nothing is known are left out. */
export function partitionsOf({ groupOf, partitionOf }: CellDivision, kept: (i: number) => boolean): Partition[] {
  return membersByGroup({ groupOf, partitionOf }, kept).filter(({ groups }) =>
    groups.some(({ group }) => group !== notKnown && !group.endsWith(`\n${notKnown}`)),
  );
}

/** Growth up to the current window, as the run has it. */
export function newestGrowth({ comparisons, growth }: AgendaInput): WindowGrowth {
  return {
    window: comparisons.currentWindow,
    comparisons,
    percentile: growth.percentile,
    pair: growth.pair,
    peers: Int32Array.from(growth.pair, (pair) => growth.reference.pairs[pair]?.peers ?? 0),
  };
}

/**
 * All divisions of which growth is published by school and window: year groups, classes and groups of pupils within each school,
 * and all but classes over all schools. Characteristics are those known now.
 */
export function cellDivisions(input: AgendaInput, own: WindowGrowth): CellDivision[] {
  const { data } = input;
  const schoolOf = schoolsAt(input, own);
  const { pupils, results, windows } = data;
  const { comparisons } = own;
  const rows = Array.from({ length: comparisons.count }, (_, i) => i);
  const ofPupil = (column: readonly string[]) => rows.map((i) => column[comparisons.pupil[i]]);
  const named = (value: (pupil: number) => string | null) =>
    ofPupil(Array.from({ length: pupils.count }, (_, pupil) => value(pupil) ?? notKnown));
  const current = (i: number) => comparisons.currentRow[i];
  const day = windows.day[own.window];
  const people: [CellGrouping, readonly string[]][] = [
    ...personGroupings(data).map(({ grouping, groupOf }): [CellGrouping, readonly string[]] => [
      grouping as CellGrouping,
      ofPupil(groupOf),
    ]),
    ['birth term', named((pupil) => birthTermOf(pupils.dateOfBirthDay[pupil]))],
    ['joined', named((pupil) => joinedWhen(pupils.joinedOnDay[pupil], day))],
    ['attendance', named((pupil) => attendanceBand(pupils.attendancePercent[pupil]))],
    ['movement', movements(input, own, schoolOf)],
  ];
  const year = rows.map((i) => yearGroupAt(input, own, i));
  const classes = rows.map((i) => (current(i) < 0 ? notKnown : (textAt(results.class, current(i)) ?? notKnown)));
  const within = (grouping: CellGrouping, groupOf: readonly string[]): CellDivision => ({
    grouping,
    withinSchool: true,
    groupOf: groupOf.map((group, i) => `${schoolOf[i]}\n${group}`),
    partitionOf: schoolOf,
  });
  const over = (grouping: CellGrouping, groupOf: readonly string[]): CellDivision => ({
    grouping,
    withinSchool: false,
    groupOf,
    partitionOf: groupOf.map(() => ''),
  });
  return [
    within(
      'all',
      rows.map(() => 'all'),
    ),
    within('year group', year),
    within('class', classes),
    ...people.map(([grouping, groupOf]) => within(grouping, groupOf)),
    over('year group', year),
    ...people.map(([grouping, groupOf]) => over(grouping, groupOf)),
  ];
}

function schoolsAt({ data }: AgendaInput, { comparisons }: WindowGrowth): string[] {
  return Array.from(comparisons.currentRow, (row) =>
    row < 0 ? notKnown : (textAt(data.results.school, row) ?? notKnown),
  );
}

/** The year group a cohort is in at a window: “R”, “4”. */
function yearGroupAt(input: AgendaInput, { window, comparisons }: WindowGrowth, i: number): string {
  const cohort = input.measurements.cohorts[input.measurements.cohort[comparisons.pupil[i]]];
  if (cohort === undefined) return notKnown;
  const years = academicYearOf(input.data.windows.day[window]) - receptionYearOf(cohort);
  return years === 0 ? 'R' : years < 0 ? 'N' : String(years);
}

/** Who was in the school at both ends and is there now, who came in between, who has left since: growth of each is another story. */
function movements({ data }: AgendaInput, { comparisons }: WindowGrowth, schoolOf: readonly string[]): string[] {
  const { pupils, results } = data;
  return schoolOf.map((school, i) => {
    const [before, pupil] = [comparisons.baselineRow[i], comparisons.pupil[i]];
    if (before < 0) return notKnown;
    const left = !Number.isNaN(pupils.leftOnDay?.[pupil] ?? NaN) || textAt(pupils.school, pupil) !== school;
    if (left) return 'left since';
    return (textAt(results.school, before) ?? school) === school ? 'stayed' : 'joined';
  });
}
