import type { RandomStream } from '../stats/random-stream.ts';
import type { Enrolment } from './enrol-pupils.ts';
import { dayOf } from './school-calendar.ts';
import type { WorldSettings } from './world-settings.ts';
import type { WorldContext, WorldPupils, WorldWindows } from './world.ts';

const LONG_ABSENCE_DAYS = 98;
/** Pupils kept a year below are found among those whose mean position lies under this; 31 % of all do. */
const OUT_OF_YEAR_BELOW_SD = -0.5;
const SHARE_BELOW = 0.31;

const needs: Readonly<Record<'K' | 'E', readonly (readonly [string, number])[]>> = {
  K: [
    ['SLCN', 30],
    ['SPLD', 14],
    ['MLD', 18],
    ['SEMH', 20],
    ['ASD', 8],
    ['NSA', 5],
    ['PD', 1],
    ['HI', 2],
    ['VI', 1],
    ['OTH', 1],
  ],
  E: [
    ['ASD', 40],
    ['SLCN', 22],
    ['SEMH', 12],
    ['SLD', 9],
    ['MLD', 8],
    ['PD', 4],
    ['PMLD', 2],
    ['DS', 2],
    ['HI', 1],
  ],
};

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
  const traits = characteristics(level, random.sub('traits'));
  const attendancePercent = attendance(level, away.fromDay, random.sub('attendance'));
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
    joinedOnDay: roll.joinedOnDay,
    attendancePercent,
    earlierSchool: roll.earlierSchool,
    movedOnDay: roll.movedOnDay,
  };
  return { pupils, context, awayFromDay: away.fromDay, awayToDay: away.toDay };
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
  for (let pupil = 0; pupil < count; pupil++) {
    const started = dayOf(cohort[pupil], 9, 4);
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

/** Shares: premium 25 %, EAL 21 %, SEN support about 15 %, plans about 4 %; more boys than girls with either. */
function characteristics(level: Float64Array, random: RandomStream) {
  const sex: ('F' | 'M')[] = [];
  const senStatus: ('N' | 'K' | 'E')[] = [];
  const primaryNeed: string[] = [];
  const pupilPremium = new Uint8Array(level.length);
  const englishAdditional = new Uint8Array(level.length);
  const lookedAfter = new Uint8Array(level.length);
  for (let pupil = 0; pupil < level.length; pupil++) {
    const boy = random.uniform() < 0.51;
    sex.push(boy ? 'M' : 'F');
    pupilPremium[pupil] = random.uniform() < 1 / (1 + Math.exp(1.2 + 0.5 * level[pupil])) ? 1 : 0;
    englishAdditional[pupil] = random.uniform() < 0.21 ? 1 : 0;
    lookedAfter[pupil] = random.uniform() < 0.008 ? 1 : 0;
    const seenNeed = -0.75 * level[pupil] + 0.66 * random.normal() + (boy ? 0.15 : -0.15);
    const status = seenNeed > 1.75 ? 'E' : seenNeed > 0.9 ? 'K' : 'N';
    const chance = random.uniform();
    senStatus.push(status);
    primaryNeed.push(status === 'N' ? '' : pick(needs[status], chance));
  }
  return { sex, senStatus, primaryNeed, pupilPremium, englishAdditional, lookedAfter };
}

function pick(weighted: readonly (readonly [string, number])[], chance: number): string {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  let left = chance * total;
  return (weighted.find(([, weight]) => (left -= weight) < 0) ?? weighted[0])[0];
}

/** Per cent of sessions, to a tenth: mean about 94.5. */
function attendance(level: Float64Array, awayFromDay: Float64Array, random: RandomStream): Float64Array {
  return level.map((position, pupil) => {
    const missed = 2.7 * random.gamma(2) * Math.exp(-0.12 * position) + (Number.isNaN(awayFromDay[pupil]) ? 0 : 18);
    return Math.round(10 * Math.max(35, 100 - missed)) / 10;
  });
}
