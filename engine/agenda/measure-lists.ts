import { hasLeft } from '../tables/has-left.ts';
import { sectionNames, type ListGrouping } from '../tables/run-schema.ts';
import type { AssessmentData } from '../tables/assessment-data.ts';
import type { Agenda } from './build-agenda.ts';
import type { Grouping } from './pupil-groups.ts';
import { membersByGroup, placeGroupings, tellsGroupsApart } from './pupil-groups.ts';

/** One list with its two doubts. */
export interface ListDoubts {
  readonly grouping: ListGrouping;
  readonly group: string;
  readonly onRoll: number;
  readonly measured: number;
  /** Pupils in `discuss-first` and `discuss-if-time`. */
  readonly listed: number;
  /** Σ over those listed of the chance that none of their criteria is true. */
  readonly probablyOrdinary: number;
  /** Pupils without SEN status and not monitored who would be listed if everyone were making ordinary progress; NaN unknown. */
  readonly byLuck: number;
}

/**
 * Every list of the run (present classes, schools, the whole), with how many listed are probably making ordinary progress and
 * how many test luck alone would list.
 *
 * @param byLuck by pupil: chance of meeting a criterion if every pupil were making ordinary progress
 */
export function measureLists(data: AssessmentData, agenda: Agenda, byLuck: Float64Array): ListDoubts[] {
  const rowOf = new Int32Array(data.pupils.count);
  agenda.pupil.forEach((pupil, row) => (rowOf[pupil] = row));
  const [schools, classes] = placeGroupings(data);
  const run: Grouping<'run'> = {
    grouping: 'run',
    groupOf: schools.groupOf.map(() => 'run'),
    partitionOf: schools.partitionOf,
  };
  return [classes, schools, run].flatMap((grouping) =>
    membersByGroup(grouping, (pupil) => !hasLeft(data, pupil))
      .filter(tellsGroupsApart)
      .flatMap(({ groups }) =>
        groups.map(({ group, members }) => ({
          grouping: grouping.grouping,
          group,
          ...doubtsOf(agenda, members, rowOf, byLuck),
        })),
      ),
  );
}

const listedSections = new Set([sectionNames.indexOf('discuss-first'), sectionNames.indexOf('discuss-if-time')]);
const caredFor = new Set([sectionNames.indexOf('supported'), sectionNames.indexOf('monitoring')]);

function doubtsOf(agenda: Agenda, members: readonly number[], rowOf: Int32Array, byLuck: Float64Array) {
  const doubts = { onRoll: members.length, measured: 0, listed: 0, probablyOrdinary: 0, byLuck: 0 };
  for (const pupil of members) {
    const row = rowOf[pupil];
    doubts.measured += agenda.measured[row];
    if (agenda.measured[row] === 1 && !caredFor.has(agenda.section[row])) doubts.byLuck += byLuck[pupil];
    if (!listedSections.has(agenda.section[row])) continue;
    doubts.listed++;
    doubts.probablyOrdinary += agenda.probablyOrdinary[row];
  }
  return doubts;
}
