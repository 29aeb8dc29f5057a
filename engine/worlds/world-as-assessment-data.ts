import { byCodeUnit, textColumn } from '../tables/text-column.ts';
import type { TextColumn } from '../tables/text-column.ts';
import type { AssessmentData, PupilTable, ResultTable } from '../tables/assessment-data.ts';
import { classNameAt } from './model/class-name-at.ts';
import type { World } from './model/world.ts';

/**
 * A world as the typed columns that reading its files would give, without the files (`fileHashes` is empty). Pupils,
 * windows, subjects and results keep the world's numbers; scales are put in order of their names.
 */
export function worldAsAssessmentData(world: World): AssessmentData {
  const scales = [...world.scales].sort((a, b) => byCodeUnit(a.scale, b.scale));
  return {
    pupils: pupilTable(world),
    windows: {
      count: world.windows.count,
      window: world.windows.window,
      day: world.windows.day,
      term: world.windows.term,
      label: world.windows.label,
    },
    subjects: world.subjects,
    scales,
    results: resultTable(
      world,
      Int32Array.from(world.scales, (scale) => scales.indexOf(scale)),
    ),
    context: world.context,
    rejects: [],
    fileHashes: {},
  };
}

function pupilTable(world: World): PupilTable {
  const { pupils, windows, schools } = world;
  const missing = new Int8Array(pupils.count).fill(-1);
  return {
    count: pupils.count,
    pupilId: pupils.pupilId,
    school: coded(pupils.school, schools),
    yearGroup: textColumn(Array.from(pupils.yearGroup, (year) => (year === 0 ? 'R' : String(year)))),
    class: textColumn(Array.from(pupils.form, (_, pupil) => classNameAt(world, pupil, windows.count - 1))),
    dateOfBirthDay: pupils.dateOfBirthDay,
    sex: textColumn(pupils.sex),
    pupilPremium: Int8Array.from(pupils.pupilPremium),
    englishAdditional: Int8Array.from(pupils.englishAdditional),
    lookedAfter: Int8Array.from(pupils.lookedAfter),
    senStatus: textColumn(pupils.senStatus),
    senSinceDay: pupils.senSinceDay,
    primaryNeed: textColumn(pupils.primaryNeed),
    joinedOnDay: pupils.joinedOnDay,
    leftOnDay: new Float64Array(pupils.count).fill(Number.NaN),
    attendancePercent: pupils.attendancePercent,
    monitoring: missing,
  };
}

function resultTable(world: World, scaleOfSubject: Int32Array): ResultTable {
  const { results, pupils, windows, scales } = world;
  const names = new Map<number, string>();
  const classes = Array.from({ length: results.count }, (_, row) => {
    const place = results.pupil[row] * windows.count + results.window[row];
    const name = names.get(place) ?? classNameAt(world, results.pupil[row], results.window[row]);
    names.set(place, name);
    return name;
  });
  const firstRow = new Int32Array(world.subjects.length * pupils.count + 1);
  for (let row = 0; row < results.count; row++)
    firstRow[results.subject[row] * pupils.count + results.pupil[row] + 1]++;
  for (let series = 1; series < firstRow.length; series++) firstRow[series] += firstRow[series - 1];
  const ownYear = (row: number) =>
    results.paperYear[row] === windows.academicYear[results.window[row]] - pupils.cohort[results.pupil[row]];
  return {
    count: results.count,
    subject: results.subject,
    pupil: results.pupil,
    window: results.window,
    status: results.status,
    value: results.value,
    score: Array.from(results.value, (value, row) =>
      Number.isNaN(value) ? '' : (scales[results.subject[row]].grades[value] ?? String(value)),
    ),
    scale: results.subject.map((subject) => scaleOfSubject[subject]),
    day: Float64Array.from(results.window, (window) => windows.day[window]),
    sem: results.sem,
    school: coded(results.school, world.schools),
    class: textColumn(classes),
    form: coded(new Int32Array(results.count).fill(-1), []),
    paperYearGroup: textColumn(
      Array.from(results.paperYear, (year, row) => (ownYear(row) ? null : year === 0 ? 'R' : String(year))),
    ),
    firstRow,
  };
}

/** Codes into `names` as a column whose values are the names in use, ascending. */
function coded(codes: Int32Array, names: readonly string[]): TextColumn {
  const used = [...new Set(codes)].filter((code) => code >= 0).sort((a, b) => byCodeUnit(names[a], names[b]));
  const place = new Map(used.map((code, at) => [code, at]));
  return { codes: codes.map((code) => place.get(code) ?? -1), values: used.map((code) => names[code]) };
}
