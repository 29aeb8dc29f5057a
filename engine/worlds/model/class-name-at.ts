import type { World } from './world.ts';

/** Initials that teachers' names start with; O and I are left out because they read as figures. */
const initials = 'BKMHSTCRDWPGLFJN';

/**
 * Class a pupil is taught in at a window, such as “4K”: the year group taught and the teacher's initial, which belongs to a
 * school's classroom, so that a class keeps its pupils and changes its name each September. Before a move it is that of the
 * earlier school.
 */
export function classNameAt(
  { pupils, windows }: Pick<World, 'pupils' | 'windows'>,
  pupil: number,
  window: number,
): string {
  const year = windows.academicYear[window] - pupils.cohort[pupil] - pupils.yearsBelow[pupil * windows.count + window];
  const moved = windows.day[window] < pupils.movedOnDay[pupil];
  const school = moved ? pupils.earlierSchool[pupil] : pupils.school[pupil];
  // Among another age group or in another school only the first class is sure to be there.
  const form = moved || pupils.yearsBelow[pupil * windows.count + window] > 0 ? 0 : pupils.form[pupil];
  // Parallel classes must differ: forms step through the initials, schools and years start at different ones.
  const initial = initials[(school * 5 + Math.max(0, year) * 3 + form) % initials.length];
  return `${year <= 0 ? 'R' : year}${initial}`;
}
