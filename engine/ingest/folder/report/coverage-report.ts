import type { AssessmentData } from '../../../tables/assessment-data.ts';
import type { CoverageReport } from './data-report-parts.ts';

/**
 * Coverage of every window that has results, of the pupils on roll now (`left`: 1 a pupil who is not), by present school and
 * class. One pass over the results; in order of window, school, class and subject.
 */
export function coverageReport(data: AssessmentData, left: Uint8Array): (CoverageReport & { window: string })[] {
  const { pupils, results, subjects, windows } = data;
  const { groupOf, groups } = groupsOf(data, left);
  const onRoll = new Int32Array(groups.length);
  for (let pupil = 0; pupil < pupils.count; pupil++) if (!left[pupil]) onRoll[groupOf[pupil]]++;
  const size = groups.length * subjects.length;
  const scored = new Int32Array(size * windows.count);
  const other = new Int32Array(size * windows.count);
  const used = new Uint8Array(windows.count);
  for (let row = 0; row < results.count; row++) {
    const pupil = results.pupil[row];
    used[results.window[row]] = 1;
    if (left[pupil]) continue;
    const cell = results.window[row] * size + groupOf[pupil] * subjects.length + results.subject[row];
    if (results.status[row] <= 2) scored[cell]++;
    else other[cell]++;
  }
  return windows.window.flatMap((window, at) =>
    used[at] === 0
      ? []
      : groups.flatMap(({ school, group }, place) =>
          subjects.map((subject, k) => {
            const cell = at * size + place * subjects.length + k;
            return {
              window,
              school: pupils.school.values[school],
              class: group < 0 ? null : pupils.class.values[group],
              subject,
              onRoll: onRoll[place],
              scored: scored[cell],
              otherStatus: other[cell],
              withoutResult: onRoll[place] - scored[cell] - other[cell],
            };
          }),
        ),
  );
}

/** Schools and classes that have pupils on roll, in order; −1 is no class. */
function groupsOf({ pupils }: AssessmentData, left: Uint8Array) {
  const places = new Map<number, number>();
  const width = pupils.class.values.length + 1;
  const key = (pupil: number): number => pupils.school.codes[pupil] * width + pupils.class.codes[pupil] + 1;
  const keys = new Set<number>();
  for (let pupil = 0; pupil < pupils.count; pupil++) if (!left[pupil]) keys.add(key(pupil));
  const groups = [...keys]
    .sort((a, b) => a - b)
    .map((each, place) => {
      places.set(each, place);
      return { school: Math.floor(each / width), group: (each % width) - 1 };
    });
  return { groups, groupOf: Int32Array.from({ length: pupils.count }, (_, pupil) => places.get(key(pupil)) ?? -1) };
}
