/** Calendar year in which the Reception year of a cohort began: 2019 of “2019/20”. A pupil's year group is the academic year less this. */
export function receptionYearOf(cohort: string): number {
  return Number(cohort.slice(0, 4));
}
