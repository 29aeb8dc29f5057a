/** The bands of attendance in which groups are shown, from the lowest. */
export const attendanceBands = ['under 90', '90 to 95', '95 and over'] as const;
export type AttendanceBand = (typeof attendanceBands)[number];

/**
 * Band of the sessions attended, for comparing groups. Persistent absence is 10 % or more of sessions missed, 90 % attended included
 * (Department for Education, Working together to improve school attendance, 2024): `engine/areas` counts it so.
 *
 * @param percent of sessions, 0–100; NaN gives null
 */
export function attendanceBand(percent: number): AttendanceBand | null {
  if (Number.isNaN(percent)) return null;
  return percent < 90 ? 'under 90' : percent < 95 ? '90 to 95' : '95 and over';
}
