import type { AssessmentData, Scale } from '../../engine/tables/assessment-data.ts';
import { resultStatuses } from '../../engine/tables/assessment-data.ts';
import { byCodeUnit, textColumn } from '../../engine/tables/text-column.ts';

export interface SmallPupil {
  pupil_id: string;
  school?: string;
  year_group?: string;
  class?: string;
  date_of_birth?: string;
  sex?: string;
  pupil_premium?: number;
  eal?: number;
  sen_status?: string;
  primary_need?: string;
  monitoring?: number;
}
export interface SmallResult {
  pupil_id: string;
  subject?: string;
  window: string;
  score?: number | string;
  scale?: string;
  status?: string;
  sem?: number;
  school?: string;
  class?: string;
  year_group?: string;
}
export interface SmallData {
  pupils: SmallPupil[];
  windows: { window: string; date: string }[];
  results: SmallResult[];
  scales?: (Partial<Scale> & { scale: string })[];
}

/** Days since 1970-01-01 of an ISO date. */
export const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** Typed columns from rows, in the order that `ingest` promises; a scale `points` (vertical) where none is named. */
export function smallData(input: SmallData): AssessmentData {
  const pupils = [...input.pupils].sort((a, b) => byCodeUnit(a.pupil_id, b.pupil_id));
  const windows = [...input.windows].sort((a, b) => byCodeUnit(a.date, b.date));
  const scales = [...(input.scales ?? [{ scale: 'points' }])]
    .sort((a, b) => byCodeUnit(a.scale, b.scale))
    .map((scale): Scale => ({ ...plainScale, ...scale }));
  const subjects = [...new Set(input.results.map((row) => row.subject ?? 'reading'))].sort(byCodeUnit);
  const pupilAt = new Map(pupils.map((pupil, index) => [pupil.pupil_id, index]));
  const windowAt = new Map(windows.map((window, index) => [window.window, index]));
  const subjectAt = new Map(subjects.map((subject, index) => [subject, index]));
  const rows = input.results
    .map((row) => ({
      ...row,
      p: pupilAt.get(row.pupil_id)!,
      w: windowAt.get(row.window)!,
      s: subjectAt.get(row.subject ?? 'reading')!,
      status: row.status ?? 'valid',
    }))
    .sort((a, b) => a.s - b.s || a.p - b.p || a.w - b.w);
  const scaleOf = (row: SmallResult) => scales.findIndex(({ scale }) => scale === (row.scale ?? scales[0].scale));
  const value = (row: SmallResult) =>
    row.score === undefined
      ? NaN
      : typeof row.score === 'number'
        ? row.score
        : scales[scaleOf(row)].grades.indexOf(row.score);
  const firstRow = new Int32Array(subjects.length * pupils.length + 1).fill(rows.length);
  for (let i = rows.length - 1; i >= 0; i--) firstRow[rows[i].s * pupils.length + rows[i].p] = i;
  for (let i = firstRow.length - 2; i >= 0; i--) firstRow[i] = Math.min(firstRow[i], firstRow[i + 1]);
  const flags = (values: (number | undefined)[]) => Int8Array.from(values, (given) => given ?? -1);
  return {
    pupils: {
      count: pupils.length,
      pupilId: pupils.map((pupil) => pupil.pupil_id),
      school: textColumn(pupils.map((pupil) => pupil.school ?? 'Oak')),
      yearGroup: textColumn(pupils.map((pupil) => pupil.year_group ?? '4')),
      class: textColumn(pupils.map((pupil) => pupil.class ?? null)),
      dateOfBirthDay: Float64Array.from(pupils, (pupil) => (pupil.date_of_birth ? dayOf(pupil.date_of_birth) : NaN)),
      sex: textColumn(pupils.map((pupil) => pupil.sex ?? null)),
      pupilPremium: flags(pupils.map((pupil) => pupil.pupil_premium)),
      englishAdditional: flags(pupils.map((pupil) => pupil.eal)),
      lookedAfter: flags(pupils.map(() => undefined)),
      senStatus: textColumn(pupils.map((pupil) => pupil.sen_status ?? null)),
      primaryNeed: textColumn(pupils.map((pupil) => pupil.primary_need ?? null)),
      joinedOnDay: new Float64Array(pupils.length).fill(NaN),
      attendancePercent: new Float64Array(pupils.length).fill(NaN),
      monitoring: flags(pupils.map((pupil) => pupil.monitoring)),
    },
    windows: {
      count: windows.length,
      window: windows.map(({ window }) => window),
      day: Float64Array.from(windows, ({ date }) => dayOf(date)),
      term: windows.map(() => null),
      label: windows.map(() => null),
    },
    subjects,
    scales,
    results: {
      count: rows.length,
      subject: Int32Array.from(rows, ({ s }) => s),
      pupil: Int32Array.from(rows, ({ p }) => p),
      window: Int32Array.from(rows, ({ w }) => w),
      status: Uint8Array.from(rows, ({ status }) => (resultStatuses as readonly string[]).indexOf(status)),
      value: Float64Array.from(rows, value),
      score: rows.map(({ score }) => (score === undefined ? '' : String(score))),
      scale: Int32Array.from(rows, scaleOf),
      day: Float64Array.from(rows, ({ w }) => dayOf(windows[w].date)),
      sem: Float64Array.from(rows, ({ sem }) => sem ?? NaN),
      school: textColumn(rows.map(({ p, school }) => school ?? pupils[p].school ?? 'Oak')),
      class: textColumn(rows.map((row) => row.class ?? pupils[row.p].class ?? null)),
      form: textColumn(rows.map(() => null)),
      paperYearGroup: textColumn(rows.map(({ year_group }) => year_group ?? null)),
      firstRow,
    },
    context: [],
    rejects: [],
    fileHashes: {},
  };
}

const plainScale: Omit<Scale, 'scale'> = {
  class: 'vertical',
  min: NaN,
  max: NaN,
  unit: 'points',
  sem: NaN,
  reliability: NaN,
  higherIsBetter: true,
  grades: [],
};
