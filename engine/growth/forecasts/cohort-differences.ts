import type { MeasurementCell, Measurements } from '../../scales/measurements.ts';
import { receptionYearOf } from '../../scales/reception-year-of.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { daysAYear } from '../../tables/days.ts';
import { sameAgeCell, spansYears, yearOn } from './older-cohorts.ts';

/** How a cohort’s mean will lie from that of the cell its targets are read from, SDs of that cell. */
export interface CohortDifference {
  /** In the file’s own direction. */
  readonly mean: number;
  readonly sd: number;
  /** Its spread, as a multiple of that cell’s. */
  readonly stretch: number;
}

/** How much cohorts differ for good, and from window to window: variances, SD². */
interface CohortVariances {
  readonly lasting: number;
  readonly passing: number;
}

/** Before any difference was seen, and how many differences that counts for. */
const usual = { lasting: 0.15 ** 2, passing: 0.08 ** 2 };
const lastingWeight = 2;
const passingWeight = 6;
/** Variance that a pupil’s own change in a year leaves in a cohort’s mean, times its pupils, SD². */
const ownChange = 0.5;

/** SD of the logarithm of how spreads differ for good, and from window to window (that of pupils’ own changes comes on top). */
const lastingStretch = 0.06;
const passingStretch = 0.04;

/** One difference seen, with the variance that the pupils’ own changes give it. */
export interface SeenDifference {
  readonly difference: number;
  /** log of the ratio of the spreads. */
  readonly stretch: number;
  readonly noise: number;
}

/** Differences by pair of cohorts, or by age, and how much lasts of them: JSON in and out, no pupil in it. */
export interface CohortRecord extends CohortVariances {
  readonly seen: Readonly<Record<string, readonly SeenDifference[]>>;
}

export interface CohortDifferences {
  /** What a reference keeps. */
  readonly record: Readonly<Record<'sameAge' | 'aYearOn', CohortRecord>>;
  /** @param model the cell that targets of `cell` are read from: an older cohort’s, or its own */
  between(cell: MeasurementCell, model: MeasurementCell): CohortDifference;
}

/**
 * On a scale that spans years targets are read from an older cohort at that age. The difference between the two is known
 * from the windows at which both have been seen at one age; part of it is passing. On other scales a cohort’s own cell is
 * used, and older cohorts tell how a mean moves in the year from that age on.
 *
 *   seen differences of a pair (or an age) = what lasts + what passes;   expected = B · their mean,  B = lasting/(lasting + passing/windows)
 *
 * Both variances are pooled over all pairs of the data and drawn to what is usual (method of moments).
 * Source: Searle, Casella & McCulloch 1992 (shrunken effects).
 *
 * @param saved of a frozen reference; null to work them out
 */
export function cohortDifferences(
  data: AssessmentData,
  measurements: Measurements,
  saved: CohortDifferences['record'] | null = null,
): CohortDifferences {
  const record = saved ?? seenDifferences(data, measurements);
  return {
    record,
    between: (cell, model) =>
      cell === model
        ? expected(record.aYearOn, ageKey(data, measurements, cell))
        : expected(record.sameAge, pairKey(data, measurements, cell, model)),
  };
}

function seenDifferences(data: AssessmentData, measurements: Measurements): CohortDifferences['record'] {
  const sameAge = new Map<string, SeenDifference[]>();
  const aYearOn = new Map<string, SeenDifference[]>();
  for (const cell of measurements.cells) {
    if (Number.isNaN(cell.meanPoints)) continue;
    if (spansYears(data, cell)) {
      for (const older of olderAtOneAge(data, measurements, cell)) {
        add(sameAge, pairKey(data, measurements, cell, older), cell, older);
      }
    } else {
      const next = yearOn(data, measurements, cell);
      if (next) add(aYearOn, ageKey(data, measurements, cell), next, cell);
    }
  }
  return { sameAge: recordOf(sameAge), aYearOn: recordOf(aYearOn) };
}

type Named = Pick<AssessmentData, 'subjects' | 'scales' | 'windows'>;

function pairKey(
  { subjects, scales }: Named,
  { cohorts }: Measurements,
  cell: MeasurementCell,
  older: MeasurementCell,
) {
  return JSON.stringify([
    subjects[cell.subject],
    scales[cell.scale].scale,
    cohorts[cell.cohort],
    cohorts[older.cohort],
  ]);
}

/** Subject, test, age and time of year: the cohorts that pass there come one a year. */
function ageKey({ subjects, scales, windows }: Named, { cohorts }: Measurements, cell: MeasurementCell): string {
  const age = windows.day[cell.window] / daysAYear - receptionYearOf(cohorts[cell.cohort]);
  return JSON.stringify([subjects[cell.subject], scales[cell.scale].scale, Math.round(4 * age)]);
}

function olderAtOneAge(data: AssessmentData, measurements: Measurements, cell: MeasurementCell): MeasurementCell[] {
  return measurements.cohorts.flatMap((_, cohort) => sameAgeCell(data, measurements, cell, cohort) ?? []);
}

function add(groups: Map<string, SeenDifference[]>, key: string, of: MeasurementCell, from: MeasurementCell): void {
  const spread = Math.sqrt((of.sdPoints ** 2 + from.sdPoints ** 2) / 2);
  if (!(of.sdPoints > 0 && from.sdPoints > 0)) return;
  const seen = {
    difference: (of.meanPoints - from.meanPoints) / spread,
    stretch: Math.log(of.sdPoints / from.sdPoints),
    noise: ownChange * (1 / of.count + 1 / from.count),
  };
  const others = groups.get(key);
  if (others) others.push(seen);
  else groups.set(key, [seen]);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function recordOf(groups: ReadonlyMap<string, readonly SeenDifference[]>): CohortRecord {
  let within = passingWeight * usual.passing;
  let degrees = passingWeight;
  for (const seen of groups.values()) {
    const centre = mean(seen.map(({ difference }) => difference));
    for (const { difference, noise } of seen) within += (difference - centre) ** 2 - noise * (1 - 1 / seen.length);
    degrees += seen.length - 1;
  }
  const passing = Math.max(within / degrees, usual.passing / 10);
  let between = lastingWeight * usual.lasting;
  for (const seen of groups.values()) {
    const taken = mean(seen.map(({ noise }) => noise + passing)) / seen.length;
    between += mean(seen.map(({ difference }) => difference)) ** 2 - taken;
  }
  const lasting = Math.max(between / (lastingWeight + groups.size), usual.lasting / 20);
  return { lasting, passing, seen: Object.fromEntries(groups) };
}

function expected({ lasting, passing, seen: groups }: CohortRecord, key: string): CohortDifference {
  const seen = Object.hasOwn(groups, key) ? groups[key] : [];
  if (seen.length === 0) return { mean: 0, sd: Math.sqrt(lasting + passing), stretch: 1 };
  const noise = mean(seen.map((one) => one.noise));
  const part = lasting / (lasting + (passing + noise) / seen.length);
  const stretchPart = lastingStretch ** 2 / (lastingStretch ** 2 + (passingStretch ** 2 + noise / 2) / seen.length);
  return {
    mean: part * mean(seen.map(({ difference }) => difference)),
    sd: Math.sqrt(lasting * (1 - part) + passing + noise),
    stretch: Math.exp(stretchPart * mean(seen.map(({ stretch }) => stretch))),
  };
}
