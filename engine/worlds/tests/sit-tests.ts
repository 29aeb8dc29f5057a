import type { Hall } from './hall.ts';
import type { RandomStream } from '../../stats/distributions/random-stream.ts';
import { errorDrawer } from './error-drawer.ts';
import { markPaper } from './mark-paper.ts';
import { missedWindows } from '../pupils/missed-windows.ts';
import type { WorldSettings } from '../model/world-settings.ts';
import type { WorldResults } from '../model/world.ts';

export interface Sittings {
  readonly results: WorldResults;
  /** Aligned with `position`: the fall of a bad day on which the pupil sat. */
  readonly badDaySd: Float64Array;
  /** Subject × school × window. */
  readonly schoolWindowSd: Float64Array;
}

/**
 * Every pupil sits every window's papers, or does not: true position + shock of the school and window + error − bad day,
 * marked on the subject's scale. Rows are in order of subject, pupil, window. All chances of a sitting are drawn whether or
 * not it takes place, so that leaving one out never shifts those that follow.
 */
export function sitTests(hall: Hall, random: RandomStream): Sittings {
  const { settings, windows, lives, position } = hall;
  const { pupils } = lives;
  const schoolWindowSd = schoolShocks(hall, random.sub('school-windows'));
  const missed = missedWindows(settings, windows, lives, random);
  const badDaySd = new Float64Array(position.length);
  const results = emptyResults(position.length);
  let row = 0;
  for (let subject = 0; subject < settings.subjects.length; subject++) {
    const draw = chancesDrawer(settings, random.sub('sittings', subject));
    const paperShift = paperShifts(hall, random.sub('papers', subject));
    for (let pupil = 0; pupil < pupils.count; pupil++) {
      for (let window = 0; window < windows.count; window++) {
        const chances = draw();
        const place = pupil * windows.count + window;
        const year = windows.academicYear[window] - pupils.cohort[pupil] - pupils.yearsBelow[place];
        const { fromYear, toYear = Infinity } = settings.subjects[subject];
        if (missed[place] === 1 || pupils.onRoll[place] === 0 || year < fromYear || year > toYear) continue;
        const entry = (subject * pupils.count + pupil) * windows.count + window;
        const school =
          windows.day[window] < pupils.movedOnDay[pupil] ? pupils.earlierSchool[pupil] : pupils.school[pupil];
        const shock = schoolWindowSd[(subject * hall.schools + school) * windows.count + window];
        results.subject[row] = subject;
        results.pupil[row] = pupil;
        results.window[row] = window;
        results.school[row] = school;
        results.paperYear[row] = year;
        badDaySd[entry] = chances.badDaySd;
        const error = errorSd(hall, subject, position[entry]) * chances.error;
        markPaper(hall, results, row, {
          observed: position[entry] + shock + error - chances.badDaySd,
          shiftSd: paperShift(pupils.cohort[pupil], window),
          absent: chances.absence < settings.absentChance,
          belowTest: chances.belowTest < 0.5,
        });
        row++;
      }
    }
  }
  return { results: cutTo(results, row), badDaySd, schoolWindowSd };
}

interface Chances {
  readonly error: number;
  readonly badDaySd: number;
  readonly absence: number;
  readonly belowTest: number;
}

function chancesDrawer(settings: WorldSettings, random: RandomStream): () => Chances {
  const error = errorDrawer(settings, random.sub('errors'));
  const badDay = random.sub('bad-days');
  const absence = random.sub('absence');
  return () => {
    const fall = settings.badDayMeanSd + settings.badDaySpreadSd * badDay.normal();
    return {
      error: error(),
      badDaySd: badDay.uniform() < settings.badDayChance ? fall : 0,
      absence: absence.uniform(),
      belowTest: absence.uniform(),
    };
  };
}

function errorSd(hall: Hall, subject: number, position: number): number {
  const extremes = hall.settings.errorExtremes;
  const uneven = (1 + extremes * position * position) / (1 + extremes);
  return Math.sqrt(hall.parameters.errorVariances[subject] * uneven);
}

/** How much easier or harder a window's papers and a cohort are for all, in observed SD. */
function paperShifts(hall: Hall, random: RandomStream): (cohort: number, window: number) => number {
  const { settings, windows } = hall;
  const cohortShift = random.sub('cohorts');
  const windowShift = random.sub('windows');
  const oldest = Math.min(...hall.lives.pupils.cohort);
  const newest = Math.max(...hall.lives.pupils.cohort);
  const shifts: Float64Array[] = [];
  for (let cohort = oldest; cohort <= newest; cohort++) {
    const ofCohort = settings.cohortSd * cohortShift.normal();
    shifts.push(
      Float64Array.from({ length: windows.count }, () => ofCohort + settings.windowSd * windowShift.normal()),
    );
  }
  return (cohort, window) => shifts[cohort - oldest][window];
}

function schoolShocks(hall: Hall, random: RandomStream): Float64Array {
  const { settings, windows, schools } = hall;
  const shocks = new Float64Array(settings.subjects.length * schools * windows.count);
  for (let entry = 0; entry < shocks.length; entry++) shocks[entry] = settings.schoolWindowSd * random.normal();
  const harsh = settings.harshMarking;
  const subject = settings.subjects.findIndex((one) => one.subject === harsh?.subject);
  if (harsh !== null && subject >= 0 && harsh.school < schools && harsh.windowFromLast <= windows.count) {
    shocks[(subject * schools + harsh.school) * windows.count + windows.count - harsh.windowFromLast] = harsh.shiftSd;
  }
  return shocks;
}

function emptyResults(rows: number): WorldResults {
  return {
    count: rows,
    subject: new Int32Array(rows),
    pupil: new Int32Array(rows),
    window: new Int32Array(rows),
    status: new Uint8Array(rows),
    value: new Float64Array(rows),
    observed: new Float64Array(rows),
    sem: new Float64Array(rows),
    school: new Int32Array(rows),
    paperYear: new Int8Array(rows),
  };
}

function cutTo(results: WorldResults, count: number): WorldResults {
  const cut = Object.entries(results).map(([name, column]) => [
    name,
    typeof column === 'number' ? count : column.slice(0, count),
  ]);
  return Object.fromEntries(cut) as WorldResults;
}
