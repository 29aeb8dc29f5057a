import type { Scale } from '../tables/assessment-data.ts';
import { resultStatuses } from '../tables/assessment-data.ts';
import { classNameAt } from './model/class-name-at.ts';
import { pupilNames } from './pupils/pupil-names.ts';
import type { World } from './model/world.ts';
import { formatDay } from '../tables/days.ts';

type Cell = string | number;

/** A data folder's files and the truth beside it, as text of CSV by file name (UTF-8, \n, header first). */
export interface WorldFiles {
  readonly data: Readonly<Record<string, string>>;
  readonly truth: Readonly<Record<string, string>>;
}

/** Writes a world as the files of a data folder, and its truth. The same world gives the same bytes. */
export function worldFiles(world: World): WorldFiles {
  return {
    data: {
      'pupils.csv': pupilFile(world),
      'windows.csv': windowFile(world),
      'assessments.csv': assessmentFile(world),
      'scales.csv': scaleFile(world.scales),
      'context.csv': csv(
        ['pupil_id', 'kind', 'from', 'to'],
        world.context.map((fact) => [
          world.pupils.pupilId[fact.pupil],
          fact.kind,
          formatDay(fact.fromDay),
          formatDay(fact.toDay),
        ]),
      ),
    },
    truth: {
      'truth.csv': truthFile(world),
      'school-windows.csv': schoolWindowFile(world),
      'parameters.json': `${JSON.stringify(finite(world.parameters), null, 2)}\n`,
    },
  };
}

function pupilFile(world: World): string {
  const { pupils, schools, windows, settings } = world;
  const names = pupilNames(settings.seed, pupils.sex);
  const header = [
    'pupil_id',
    'school',
    'year_group',
    'class',
    'surname',
    'forename',
    'date_of_birth',
    'sex',
    'pupil_premium',
    'eal',
    'looked_after',
    'sen_status',
    'sen_since',
    'primary_need',
    'joined_on',
    'attendance',
  ];
  const rows = pupils.pupilId.map((id, pupil) => [
    id,
    schools[pupils.school[pupil]],
    yearName(pupils.yearGroup[pupil]),
    classNameAt(world, pupil, windows.count - 1),
    names[pupil].surname,
    names[pupil].forename,
    formatDay(pupils.dateOfBirthDay[pupil]),
    pupils.sex[pupil],
    pupils.pupilPremium[pupil],
    pupils.englishAdditional[pupil],
    pupils.lookedAfter[pupil],
    pupils.senStatus[pupil],
    Number.isNaN(pupils.senSinceDay[pupil]) ? '' : formatDay(pupils.senSinceDay[pupil]),
    pupils.primaryNeed[pupil],
    formatDay(pupils.joinedOnDay[pupil]),
    pupils.attendancePercent[pupil],
  ]);
  return csv(header, rows);
}

function windowFile({ windows }: World): string {
  return csv(
    ['window', 'date', 'term', 'label'],
    windows.window.map((window, at) => [window, formatDay(windows.day[at]), windows.term[at], windows.label[at]]),
  );
}

/** The school is written only where it is not the pupil's present one, the paper's year group only where it is not the pupil's age group's. */
function assessmentFile(world: World): string {
  const { results, pupils, windows, subjects, scales, schools, settings } = world;
  const withError = settings.errorStated === 'score';
  const lines: Cell[][] = [];
  for (let row = 0; row < results.count; row++) {
    const pupil = results.pupil[row];
    const window = results.window[row];
    const subject = results.subject[row];
    const ownYear = windows.academicYear[window] - pupils.cohort[pupil];
    const value = results.value[row];
    const line: Cell[] = [
      pupils.pupilId[pupil],
      subjects[subject],
      windows.window[window],
      Number.isNaN(value) ? '' : (scales[subject].grades[value] ?? value),
      scales[subject].scale,
      resultStatuses[results.status[row]],
      results.school[row] === pupils.school[pupil] ? '' : schools[results.school[row]],
      classNameAt(world, pupil, window),
      results.paperYear[row] === ownYear ? '' : yearName(results.paperYear[row]),
    ];
    if (withError) line.push(Number.isNaN(results.sem[row]) ? '' : results.sem[row]);
    lines.push(line);
  }
  const header = ['pupil_id', 'subject', 'window', 'score', 'scale', 'status', 'school', 'class', 'year_group'];
  return csv(withError ? [...header, 'sem'] : header, lines);
}

function scaleFile(scales: readonly Scale[]): string {
  const rows = scales.map((scale) => [
    scale.scale,
    scale.class,
    blankIfMissing(scale.min),
    blankIfMissing(scale.max),
    scale.unit,
    blankIfMissing(scale.sem),
    blankIfMissing(scale.reliability),
    scale.higherIsBetter ? 1 : 0,
    scale.grades.join('<'),
  ]);
  return csv(['scale', 'class', 'min', 'max', 'unit', 'sem', 'reliability', 'higher_is_better', 'grades'], rows);
}

/** One row a pupil, subject and window on roll: the true position, and the slow-down of the pupil in the subject if there is one. */
function truthFile({ truth, pupils, windows, subjects }: World): string {
  const rows: Cell[][] = [];
  for (let entry = 0; entry < truth.position.length; entry++) {
    const series = Math.floor(entry / windows.count);
    const window = entry % windows.count;
    if (Number.isNaN(truth.position[entry])) continue;
    const slowedFrom = truth.slowedFromDay[series];
    rows.push([
      pupils.pupilId[series % pupils.count],
      subjects[Math.floor(series / pupils.count)],
      windows.window[window],
      truth.position[entry].toFixed(4),
      Number.isNaN(slowedFrom) ? '' : formatDay(slowedFrom),
      Number.isNaN(slowedFrom) ? '' : truth.slowedSdPerYear[series].toFixed(3),
      truth.badDaySd[entry] === 0 ? '' : truth.badDaySd[entry].toFixed(3),
    ]);
  }
  return csv(
    ['pupil_id', 'subject', 'window', 'true_position', 'slowed_from', 'slowed_sd_per_year', 'bad_day_sd'],
    rows,
  );
}

function schoolWindowFile({ truth, schools, windows, subjects }: World): string {
  const rows: Cell[][] = [];
  truth.schoolWindowSd.forEach((shift, entry) => {
    const school = Math.floor(entry / windows.count) % schools.length;
    const subject = Math.floor(entry / windows.count / schools.length);
    if (shift !== 0)
      rows.push([schools[school], subjects[subject], windows.window[entry % windows.count], shift.toFixed(4)]);
  });
  return csv(['school', 'subject', 'window', 'shift_sd'], rows);
}

function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header.join(',')];
  for (const row of rows) lines.push(row.map(quoted).join(','));
  return `${lines.join('\n')}\n`;
}

function quoted(cell: Cell): string {
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function yearName(year: number): string {
  return year < 0 ? 'N' : year === 0 ? 'R' : String(year);
}

function blankIfMissing(value: number): Cell {
  return Number.isNaN(value) ? '' : value;
}

/** JSON has no NaN or Infinity: they are written as null and "infinite". */
function finite(parameters: object): object {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, value === Number.POSITIVE_INFINITY ? 'infinite' : value]),
  );
}
