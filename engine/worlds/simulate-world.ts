import { randomStream } from '../stats/distributions/random-stream.ts';
import { byCodeUnit } from '../tables/text-column.ts';
import { enrolPupils } from './pupils/enrol-pupils.ts';
import { livePupils } from './pupils/live-pupils.ts';
import { declaredScale } from './tests/marking-scales.ts';
import { schoolCalendar } from './model/school-calendar.ts';
import { sitTests } from './tests/sit-tests.ts';
import type { Sittings } from './tests/sit-tests.ts';
import { cohortCells, standardiseWithinCohorts } from './positions/standardise-within-cohorts.ts';
import { truePositions } from './positions/true-positions.ts';
import type { TruePositions } from './positions/position-setting.ts';
import { checkedSettings } from './model/checked-settings.ts';
import { worldParameters } from './model/world-parameters.ts';
import { plainWorld } from './model/world-settings.ts';
import type { WorldSettings } from './model/world-settings.ts';
import type { World, WorldPupils, WorldTruth, WorldWindows } from './model/world.ts';
import { daysAYear } from '../tables/days.ts';

/**
 * Makes a world whose truth is known. Settings left out are those of `plainWorld`; the same settings give the same world.
 *
 *   windows → enrolment → true positions → what happens to pupils → sittings → truth against the cohort
 *
 * Each step draws from a stream of its own, so that (say) another reliability keeps the pupils and their true positions.
 * Subjects are put in order of their names. Throws `setting-invalid` where a setting is out of its range.
 */
export function simulateWorld(settings: Partial<WorldSettings> = {}): World {
  const given = checkedSettings({ ...plainWorld, ...settings });
  const resolved = { ...given, subjects: [...given.subjects].sort((a, b) => byCodeUnit(a.subject, b.subject)) };
  const random = randomStream(resolved.seed);
  const windows = schoolCalendar(resolved);
  const parameters = worldParameters(resolved, windows.year[windows.count - 1]);
  const enrolment = enrolPupils(resolved, random.sub('enrolment'));
  const cohort = Int32Array.from(enrolment.expectedYear, (year) => resolved.lastAutumn - year);
  const setting = {
    pupils: cohort.length,
    years: windows.year,
    day: windows.day,
    school: enrolment.school,
    schools: enrolment.schools.length,
    cohort,
  };
  const truth = truePositions(resolved, parameters, setting, random.sub('positions'));
  const level = firstLevel(truth.position, cohort.length, windows.count);
  const lives = livePupils(resolved, enrolment, windows, level, random.sub('lives'));
  const hall = { settings: resolved, parameters, windows, lives, schools: setting.schools, position: truth.position };
  const sittings = sitTests(hall, random.sub('sittings'));
  return {
    settings: resolved,
    parameters,
    schools: enrolment.schools,
    windows,
    subjects: resolved.subjects.map((subject) => subject.subject),
    scales: resolved.subjects.map((subject) => declaredScale(subject, resolved)),
    pupils: lives.pupils,
    results: sittings.results,
    context: lives.context,
    truth: truthAgainstCohort(resolved, windows, lives.pupils, truth, sittings),
  };
}

/** Mean true position over subjects in the first window. */
function firstLevel(position: Float64Array, pupils: number, windows: number): Float64Array {
  const subjects = position.length / (pupils * windows);
  const level = new Float64Array(pupils);
  for (let subject = 0; subject < subjects; subject++) {
    for (let pupil = 0; pupil < pupils; pupil++)
      level[pupil] += position[(subject * pupils + pupil) * windows] / subjects;
  }
  return level;
}

function truthAgainstCohort(
  settings: WorldSettings,
  windows: WorldWindows,
  pupils: WorldPupils,
  { position, slowDowns }: TruePositions,
  { badDaySd, schoolWindowSd }: Sittings,
): WorldTruth {
  const cohorts = Int32Array.from(new Set(pupils.cohort)).sort();
  const number = pupils.cohort.map((cohort) => cohorts.indexOf(cohort));
  const places = pupils.count * windows.count;
  const onRoll = position.map((value, entry) => {
    const subject = settings.subjects[Math.floor(entry / places)];
    const year =
      windows.academicYear[entry % windows.count] - pupils.cohort[Math.floor(entry / windows.count) % pupils.count];
    return pupils.onRoll[entry % places] === 1 && year >= subject.fromYear ? value : Number.NaN;
  });
  const cells = cohortCells(onRoll, number, cohorts.length, windows.count);
  return {
    position: standardiseWithinCohorts(onRoll, cells, number, cohorts.length, windows.count),
    populationPosition: position,
    cellCentre: cells.centre,
    cellSpread: cells.spread,
    cohorts,
    slowedFromDay: slowDowns.fromYear.map((year) => Math.floor(windows.day[0] + year * daysAYear)),
    slowedSdPerYear: slowDowns.sdPerYear,
    badDaySd,
    schoolWindowSd,
  };
}
