import type { MeasurementCell, Measurements } from '../../scales/measurements.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { daysAYear } from '../../tables/days.ts';
import { receptionYearOf } from '../../scales/reception-year-of.ts';

/** Windows so near in time of year count as the same. */
const sameTermDays = 45;
/** Fewer pupils say too little of a cohort. */
const fewestPupils = 11;

/** Whether points of the cell’s test mean the same at every age. */
export function spansYears({ scales }: AssessmentData, cell: MeasurementCell): boolean {
  const { class: scaleClass } = scales[cell.scale];
  return scaleClass === 'vertical' || scaleClass === 'age-equivalent';
}

/** The newest cell of an older cohort that was as old then as the cell’s will be on `day`; null for none. */
export function cellOfOlder(
  data: AssessmentData,
  measurements: Measurements,
  cell: MeasurementCell,
  { day, minimumPeers }: { readonly day: number; readonly minimumPeers: number },
): MeasurementCell | null {
  let newest: MeasurementCell | null = null;
  for (const other of measurements.cells) {
    if (other.count < minimumPeers || !isAsOld(data, measurements, cell, other, day)) continue;
    if (newest === null || data.windows.day[other.window] > data.windows.day[newest.window]) newest = other;
  }
  return newest;
}

/** The cell of one older cohort when it was as old as the cell’s was in its window; null for none. */
export function sameAgeCell(
  data: AssessmentData,
  measurements: Measurements,
  cell: MeasurementCell,
  cohort: number,
): MeasurementCell | null {
  const day = data.windows.day[cell.window];
  return (
    measurements.cells.find(
      (other) =>
        other.cohort === cohort &&
        Math.min(cell.count, other.count) >= fewestPupils &&
        isAsOld(data, measurements, cell, other, day),
    ) ?? null
  );
}

/** The cell of the same cohort and test a year later; null for none. */
export function yearOn(
  { windows }: AssessmentData,
  { cells }: Measurements,
  cell: MeasurementCell,
): MeasurementCell | null {
  const later = (other: MeasurementCell) => windows.day[other.window] - windows.day[cell.window];
  return (
    cells.find(
      (other) =>
        other.subject === cell.subject &&
        other.scale === cell.scale &&
        other.cohort === cell.cohort &&
        Math.min(other.count, cell.count) >= fewestPupils &&
        Math.abs(later(other) - daysAYear) <= sameTermDays,
    ) ?? null
  );
}

function isAsOld(
  { windows }: AssessmentData,
  { cohorts }: Measurements,
  cell: MeasurementCell,
  other: MeasurementCell,
  day: number,
): boolean {
  if (other.subject !== cell.subject || other.scale !== cell.scale) return false;
  const older = receptionYearOf(cohorts[cell.cohort]) - receptionYearOf(cohorts[other.cohort]);
  return older >= 1 && Math.abs(day - windows.day[other.window] - older * daysAYear) <= sameTermDays;
}
