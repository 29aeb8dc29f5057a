import type { RandomStream } from '../../stats/distributions/random-stream.ts';
import type { Enrolment } from './enrol-pupils.ts';
import { pupilTraits } from './pupil-traits.ts';
import type { WorldSettings } from '../model/world-settings.ts';
import type { WorldContext, WorldPupils, WorldWindows } from '../model/world.ts';
import { dayOf } from '../../tables/days.ts';

const LONG_ABSENCE_DAYS = 98;
/** Pupils kept a year below are found among those whose mean position lies under this; 31 % of all do. */
const OUT_OF_YEAR_BELOW_SD = -0.5;
const SHARE_BELOW = 0.31;

/** Absences as days, pupil by pupil; NaN where there is none. */
export interface PupilLives {
  readonly pupils: WorldPupils;
  readonly context: WorldContext[];
  readonly awayFromDay: Float64Array;
  readonly awayToDay: Float64Array;
}

/**
 * What happens to the pupils besides learning: when they join, move and stay away, who is taught a year below, and what a
 * school records of them. `level` is each pupil's mean true position in the first window: premium, SEN status and attendance
 * go with it about as in English primary schools, and nothing here changes a true position.
 */
export function livePupils(
  settings: WorldSettings,
  enrolment: Enrolment,
  windows: WorldWindows,
  level: Float64Array,
  random: RandomStream,
): PupilLives {
  const { pupilId, school, expectedYear, form } = enrolment;
  const count = pupilId.length;
  const cohort = Int32Array.from(expectedYear, (year) => settings.lastAutumn - year);
  const dateOfBirthDay = birthdays(cohort, random.sub('births'));
  const roll = joinAndMove(settings, enrolment, windows, cohort, random.sub('roll'));
  const yearsBelow = keepBelow(settings, enrolment, windows, level, random.sub('out-of-year'));
  const away = longAbsences(settings, windows, count, random.sub('long-absences'));
  const traits = pupilTraits(level, away.fromDay, random);
  const context = [...roll.context, ...away.context].sort((a, b) => a.pupil - b.pupil || a.fromDay - b.fromDay);
  const last = windows.count - 1;
  const pupils: WorldPupils = {
    count,
    pupilId,
    school,
    yearGroup: expectedYear.map((year, pupil) => year - yearsBelow[pupil * windows.count + last]),
    cohort,
    form,
    yearsBelow,
    onRoll: roll.onRoll,
    dateOfBirthDay,
    ...traits,
    senSinceDay: senSince(traits.senStatus, cohort, windows.day[last], random.sub('sen-since')),
    joinedOnDay: roll.joinedOnDay,
    earlierSchool: roll.earlierSchool,
    movedOnDay: roll.movedOnDay,
  };
  return { pupils, context, awayFromDay: away.fromDay, awayToDay: away.toDay };
}

/** A status is found some time between half a term into Reception and a month before the last window; NaN where there is none. */
function senSince(
  senStatus: readonly string[],
  cohort: Int32Array,
  lastDay: number,
  random: RandomStream,
): Float64Array {
  return Float64Array.from(senStatus, (status, pupil) => {
    const chance = random.uniform();
    const first = dayOf(cohort[pupil], 10, 20);
    return status === 'N' ? Number.NaN : first + Math.floor(Math.max(0, lastDay - 30 - first) * chance);
  });
}

/** Born evenly over the year to 31 August in which the age group turns four before Reception. */
function birthdays(cohort: Int32Array, random: RandomStream): Float64Array {
  return Float64Array.from(cohort, (year) => dayOf(year - 5, 9, 1) + random.below(365));
}

function joinAndMove(
  settings: WorldSettings,
  enrolment: Enrolment,
  windows: WorldWindows,
  cohort: Int32Array,
  random: RandomStream,
) {
  const count = cohort.length;
  const joinedOnDay = new Float64Array(count);
  const movedOnDay = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const earlierSchool = new Int32Array(count).fill(-1);
  const onRoll = new Uint8Array(count * windows.count);
  const context: WorldContext[] = [];
  // Schools without a primary year are joined in Year 7.
  const entryYear = Math.min(...settings.yearGroups) >= 7 ? 7 : 0;
  for (let pupil = 0; pupil < count; pupil++) {
    const started = dayOf(cohort[pupil] + entryYear, 9, 4);
    const late = random.uniform() < settings.lateJoinerShare;
    const moves = random.uniform() < settings.moverShare && enrolment.schools.length > 1;
    const between = windows.count > 1 ? 1 + random.below(windows.count - 1) : 0;
    const wait = windows.count > 1 ? windows.day[between] - windows.day[between - 1] : 0;
    const eventDay = Math.floor(windows.day[Math.max(0, between - 1)] + 7 + (wait - 14) * random.uniform());
    const otherSchool = random.below(Math.max(1, enrolment.schools.length - 1));
    joinedOnDay[pupil] = started;
    if (late && eventDay > started) joinedOnDay[pupil] = eventDay;
    else if (moves && eventDay > started) {
      earlierSchool[pupil] = otherSchool + (otherSchool >= enrolment.school[pupil] ? 1 : 0);
      movedOnDay[pupil] = eventDay;
      context.push({ pupil, kind: 'school-move', fromDay: eventDay, toDay: eventDay });
    }
    for (let window = 0; window < windows.count; window++) {
      onRoll[pupil * windows.count + window] = windows.day[window] >= joinedOnDay[pupil] ? 1 : 0;
    }
    // What the present school knows is the day the pupil came to it.
    if (earlierSchool[pupil] >= 0) joinedOnDay[pupil] = eventDay;
  }
  return { joinedOnDay, movedOnDay, earlierSchool, onRoll, context };
}

/** Years below the cohort (0 or 1) of each pupil in each window. */
function keepBelow(
  settings: WorldSettings,
  enrolment: Enrolment,
  windows: WorldWindows,
  level: Float64Array,
  random: RandomStream,
): Int8Array {
  const below = new Int8Array(level.length * windows.count);
  const youngest = Math.min(...settings.yearGroups);
  const firstYear = windows.academicYear[0];
  const lastYear = windows.academicYear[windows.count - 1];
  for (let pupil = 0; pupil < level.length; pupil++) {
    const chosen = random.uniform() < settings.outOfYearShare / SHARE_BELOW;
    const sinceReception = random.uniform() < 0.5 || lastYear === firstYear;
    const keptBackIn = firstYear + 1 + random.below(Math.max(1, lastYear - firstYear));
    if (!chosen || level[pupil] >= OUT_OF_YEAR_BELOW_SD || enrolment.expectedYear[pupil] <= youngest) continue;
    for (let window = 0; window < windows.count; window++) {
      const year = windows.academicYear[window];
      const expected = enrolment.expectedYear[pupil] - (lastYear - year);
      if (expected >= 1 && (sinceReception || year >= keptBackIn)) below[pupil * windows.count + window] = 1;
    }
  }
  return below;
}

function longAbsences(settings: WorldSettings, windows: WorldWindows, count: number, random: RandomStream) {
  const fromDay = new Float64Array(count).fill(Number.NaN);
  const toDay = new Float64Array(count).fill(Number.NaN);
  const context: WorldContext[] = [];
  const span = windows.day[windows.count - 1] - windows.day[0];
  for (let pupil = 0; pupil < count; pupil++) {
    const start = Math.floor(windows.day[0] + span * random.uniform()) - LONG_ABSENCE_DAYS / 2;
    const end = Math.min(start + LONG_ABSENCE_DAYS, windows.day[windows.count - 1] + 4);
    if (random.uniform() >= settings.longAbsenceShare) continue;
    fromDay[pupil] = start;
    toDay[pupil] = end;
    context.push({ pupil, kind: 'attendance', fromDay: start, toDay: end });
  }
  return { fromDay, toDay, context };
}
