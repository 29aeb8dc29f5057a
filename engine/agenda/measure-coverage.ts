import type { CurrentWindows } from '../growth/comparisons/current-windows.ts';
import type { AssessmentData, ResultStatus } from '../tables/assessment-data.ts';
import { resultStatuses } from '../tables/assessment-data.ts';
import { hasLeft } from '../tables/has-left.ts';
import { textAt } from '../tables/text-column.ts';
import { membersByGroup, notKnown, placeGroupings } from './pupil-groups.ts';

/** How a class stands in a subject in its current window. */
export interface ClassCoverage {
  readonly school: string;
  readonly class: string | null;
  readonly subject: string;
  readonly onRoll: number;
  readonly byStatus: Readonly<Record<ResultStatus, number>>;
  /** On roll without any row in that window. */
  readonly notEntered: number;
  readonly currentWindow: string | null;
}

/** Coverage of every present class and subject, pupils on roll first. Where no window is current nobody is entered. */
export function measureCoverage(data: AssessmentData, windows: CurrentWindows): ClassCoverage[] {
  const { pupils, results, subjects } = data;
  const classes = membersByGroup(placeGroupings(data)[1], (pupil) => !hasLeft(data, pupil)).flatMap(
    ({ groups }) => groups,
  );
  return classes.flatMap(({ members }) =>
    subjects.map((name, subject) => {
      const block = subject * pupils.count;
      const window = windows.windowOf[block + members[0]];
      const counts = new Int32Array(resultStatuses.length);
      for (const pupil of members) {
        for (let row = results.firstRow[block + pupil]; row < results.firstRow[block + pupil + 1]; row++) {
          if (results.window[row] === window) counts[results.status[row]]++;
        }
      }
      return {
        school: textAt(pupils.school, members[0]) ?? notKnown,
        class: textAt(pupils.class, members[0]),
        subject: name,
        onRoll: members.length,
        byStatus: Object.fromEntries(resultStatuses.map((status, at) => [status, counts[at]])) as Record<
          ResultStatus,
          number
        >,
        notEntered: members.length - counts.reduce((sum, count) => sum + count, 0),
        currentWindow: window < 0 ? null : data.windows.window[window],
      };
    }),
  );
}
