import { describe, expect, test } from 'vitest';
import { resultStatuses } from '../../../engine/tables/assessment-data.ts';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import { worldFiles } from '../../../engine/worlds/world-files.ts';
import { plainWorld } from '../../../engine/worlds/model/world-settings.ts';
import type { WorldSettings } from '../../../engine/worlds/model/world-settings.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';
import type { World } from '../../../engine/worlds/model/world.ts';

const names = Object.keys(worlds);
const small = (name: string, settings: Partial<WorldSettings> = {}) =>
  simulateWorld({ ...worlds[name].settings, pupils: 400, ...settings });

/** Errors of every scored result: what was observed less the population position, in SD. */
function errors(world: World): { error: number; position: number; row: number }[] {
  const { results, truth, pupils, windows } = world;
  return Array.from({ length: results.count }, (_, row) => {
    const entry = (results.subject[row] * pupils.count + results.pupil[row]) * windows.count + results.window[row];
    const position = truth.populationPosition[entry];
    return { error: results.observed[row] - position, position, row };
  }).filter(({ error }) => !Number.isNaN(error));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

describe('simulateWorld(settings): what is observed', () => {
  test.each([0.85, 0.9, 0.95])('errors have the variance that reliability %f means', (reliability) => {
    const subjects = plainWorld.subjects.map((subject) => ({ ...subject, reliability }));
    const all = errors(simulateWorld({ pupils: 3000, subjects, seed: 2 }));
    const expected = (1 - reliability) / reliability;
    const found = meanOf(all.map(({ error }) => error * error));
    expect(Math.abs(found / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / all.length));
    // Observed variance on the marking scale is then 1: reliability × (1 + error variance).
    expect(reliability * (1 + expected)).toBeCloseTo(1, 12);
  });

  test('uneven errors keep their mean variance and grow with the distance from the middle as stated', () => {
    const all = errors(simulateWorld({ pupils: 6000, errorExtremes: 0.5, slowedShare: 0, seed: 3 }));
    const mean = 1 / 9;
    expect(meanOf(all.map(({ error }) => error * error)) / mean).toBeCloseTo(1, 1);
    const middle = all.filter(({ position }) => Math.abs(position) < 0.5);
    const far = all.filter(({ position }) => Math.abs(position) > 2);
    const expected = (group: typeof all) =>
      meanOf(group.map(({ position }) => (mean * (1 + 0.5 * position ** 2)) / 1.5));
    for (const group of [middle, far]) {
      const found = meanOf(group.map(({ error }) => error * error));
      expect(Math.abs(found / expected(group) - 1)).toBeLessThan(5 * Math.sqrt(2 / group.length));
    }
  });

  test('errors of the piecewise world have mean 0, the stated variance, and a long tail below', () => {
    const settings = { pupils: 6000, family: 'piecewise', errorDegrees: 6, seed: 4 } as const;
    const all = errors(simulateWorld(settings)).map(({ error }) => error * 3);
    expect(Math.abs(meanOf(all))).toBeLessThan(4 / Math.sqrt(all.length));
    expect(meanOf(all.map((error) => error ** 2))).toBeCloseTo(1, 1);
    expect(meanOf(all.map((error) => error ** 3))).toBeLessThan(-0.3);
  });

  test('bad days fall on the share of sittings asked for, by the size asked for', () => {
    const world = simulateWorld({ pupils: 3000, badDayChance: 0.05, badDayMeanSd: 1.5, badDaySpreadSd: 0.2, seed: 5 });
    const bad = [...world.truth.badDaySd].filter((fall) => fall !== 0);
    const sittings = world.truth.badDaySd.length;
    expect(Math.abs(bad.length / sittings - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / sittings));
    expect(meanOf(bad)).toBeCloseTo(1.5, 1);
  });

  test('harsh marking lowers one school, subject and window and nothing else', () => {
    const world = small('harsh-marking', { pupils: 3000 });
    const subject = world.subjects.indexOf('reading');
    const last = world.windows.count - 1;
    const { results } = world;
    const isHarsh = (row: number) =>
      results.subject[row] === subject && results.window[row] === last && results.school[row] === 0;
    const all = errors(world);
    const harsh = all.filter(({ row }) => isHarsh(row)).map(({ error }) => error);
    const others = all.filter(({ row }) => !isHarsh(row)).map(({ error }) => error);
    expect(harsh.length).toBeGreaterThan(150);
    expect(Math.abs(meanOf(harsh) + 0.5)).toBeLessThan((4 * (1 / 3)) / Math.sqrt(harsh.length));
    expect(Math.abs(meanOf(others))).toBeLessThan((4 * (1 / 3)) / Math.sqrt(others.length));
  });

  test('floor and ceiling hold about a tenth of the results each, all at one score of the paper', () => {
    const world = small('floor-and-ceiling', { pupils: 3000, cohortSd: 0, windowSd: 0 });
    const share = (subject: string, status: 'floor' | 'ceiling') => {
      const number = world.subjects.indexOf(subject);
      const rows = Array.from({ length: world.results.count }, (_, row) => row).filter(
        (row) => world.results.subject[row] === number,
      );
      const held = rows.filter((row) => resultStatuses[world.results.status[row]] === status);
      return { share: held.length / rows.length, values: new Set(held.map((row) => world.results.value[row])) };
    };
    // Φ(−1.28) = 0.1003; positions of one pupil repeat over windows, and slow-downs add a little.
    expect(share('mathematics', 'floor').share).toBeCloseTo(0.1, 1);
    expect(share('reading', 'ceiling').share).toBeCloseTo(0.1, 1);
    expect([...share('reading', 'ceiling').values]).toEqual([119]);
  });
});

describe('simulateWorld(settings): the truth', () => {
  test.each(names)('of world %s is centred and scaled within each cohort and window over those on roll', (name) => {
    const { truth, pupils, windows, subjects } = small(name);
    for (let subject = 0; subject < subjects.length; subject++) {
      truth.cohorts.forEach((cohort, number) => {
        for (let window = 0; window < windows.count; window++) {
          const entries = Array.from({ length: pupils.count }, (_, pupil) => pupil)
            .filter((pupil) => pupils.cohort[pupil] === cohort)
            .map((pupil) => (subject * pupils.count + pupil) * windows.count + window)
            .filter((entry) => !Number.isNaN(truth.position[entry]));
          if (entries.length < 2) continue;
          const values = entries.map((entry) => truth.position[entry]);
          expect(meanOf(values)).toBeCloseTo(0, 9);
          expect(meanOf(values.map((value) => value * value))).toBeCloseTo(1, 9);
          const cell = (subject * truth.cohorts.length + number) * windows.count + window;
          const back = values[0] * truth.cellSpread[cell] + truth.cellCentre[cell];
          expect(back).toBeCloseTo(truth.populationPosition[entries[0]], 9);
        }
      });
    }
  });

  test('does not change with reliability, absences or marking: only what is observed does', () => {
    const plain = simulateWorld({ pupils: 300, seed: 6 });
    const other = simulateWorld({
      pupils: 300,
      seed: 6,
      subjects: plainWorld.subjects.map((subject) => ({ ...subject, reliability: 0.8 })),
      absentChance: 0.2,
      badDayChance: 0.1,
      harshMarking: { school: 0, windowFromLast: 1, subject: 'reading', shiftSd: -1 },
    });
    expect(other.truth.position).toEqual(plain.truth.position);
    expect(other.truth.slowedFromDay).toEqual(plain.truth.slowedFromDay);
    expect(other.results.observed).not.toEqual(plain.results.observed);
  });
});

describe('simulateWorld(settings): pupils and results', () => {
  test.each(names)(
    'world %s keeps every row in order, one for each pupil, subject and window, on roll only',
    (name) => {
      const world = small(name);
      const { results, pupils, windows } = world;
      let earlier = -1;
      for (let row = 0; row < results.count; row++) {
        const key = (results.subject[row] * pupils.count + results.pupil[row]) * windows.count + results.window[row];
        expect(key).toBeGreaterThan(earlier);
        earlier = key;
        const scored = ['valid', 'floor', 'ceiling'].includes(resultStatuses[results.status[row]]);
        expect(Number.isFinite(results.value[row])).toBe(scored);
        expect(pupils.onRoll[results.pupil[row] * windows.count + results.window[row]]).toBe(1);
      }
      expect(pupils.pupilId).toEqual([...new Set(pupils.pupilId)].sort());
      expect(pupils.count).toBe(400);
    },
  );

  test.each(names)('world %s is the same again for the same seed and another for another', (name) => {
    const settings = { pupils: 120, seed: 'again' };
    expect(small(name, settings)).toEqual(small(name, settings));
    expect(small(name, { ...settings, seed: 'other' }).results.value).not.toEqual(small(name, settings).results.value);
  });

  test('pupils taught a year below keep their cohort, and are of the cohort by date of birth', () => {
    const { pupils, windows, settings } = small('mixed-scales', { pupils: 3000, outOfYearShare: 0.05 });
    const last = windows.count - 1;
    const below = Array.from({ length: pupils.count }, (_, pupil) => pupil).filter(
      (pupil) => pupils.yearsBelow[pupil * windows.count + last] === 1,
    );
    // Found among the three older of four year groups.
    expect(Math.abs(below.length / pupils.count - 0.75 * 0.05)).toBeLessThan(0.012);
    for (const pupil of below) expect(pupils.yearGroup[pupil]).toBe(settings.lastAutumn - pupils.cohort[pupil] - 1);
    pupils.dateOfBirthDay.forEach((day, pupil) => {
      const born = new Date(day * 86_400_000);
      // Reception starts in the September after the fourth birthday.
      const schoolYearOfBirth = born.getUTCFullYear() - (born.getUTCMonth() < 8 ? 1 : 0);
      expect(schoolYearOfBirth + 5).toBe(pupils.cohort[pupil]);
    });
  });

  test('joiners have no result before they joined; movers have theirs at the earlier school', () => {
    const world = small('trust-3000', { pupils: 3000 });
    const { pupils, results, windows } = world;
    let moved = 0;
    for (let row = 0; row < results.count; row++) {
      const pupil = results.pupil[row];
      const day = windows.day[results.window[row]];
      if (pupils.earlierSchool[pupil] < 0) {
        expect(day).toBeGreaterThanOrEqual(pupils.joinedOnDay[pupil]);
        expect(results.school[row]).toBe(pupils.school[pupil]);
      } else if (day < pupils.movedOnDay[pupil]) {
        moved++;
        expect(results.school[row]).toBe(pupils.earlierSchool[pupil]);
      }
    }
    expect(moved).toBeGreaterThan(100);
    expect(world.context.filter((fact) => fact.kind === 'school-move').length).toBe(
      pupils.earlierSchool.filter((school) => school >= 0).length,
    );
  });

  test('SEN status, pupil premium and attendance go with attainment about as in English primary schools', () => {
    const { pupils } = simulateWorld({ pupils: 20_000, seed: 8 });
    const share = (test: (pupil: number) => boolean) =>
      pupils.pupilId.filter((_, pupil) => test(pupil)).length / pupils.count;
    // January 2026: 14.8 % on SEN support and 6.0 % with plans in all schools; a quarter with pupil premium; sessions attended 94–95 %.
    expect(share((pupil) => pupils.senStatus[pupil] === 'K')).toBeGreaterThan(0.12);
    expect(share((pupil) => pupils.senStatus[pupil] === 'K')).toBeLessThan(0.18);
    expect(share((pupil) => pupils.senStatus[pupil] === 'E')).toBeLessThan(0.06);
    expect(share((pupil) => pupils.pupilPremium[pupil] === 1)).toBeCloseTo(0.25, 1);
    expect(meanOf([...pupils.attendancePercent])).toBeGreaterThan(93);
    expect(meanOf([...pupils.attendancePercent])).toBeLessThan(96);
  });

  test('a setting out of its range is an error that names it', () => {
    expect(() => simulateWorld({ pupils: 1 })).toThrow(/pupils cannot be 1/);
    expect(() => simulateWorld({ slowedShare: 1.5 })).toThrow(/slowedShare cannot be 1.5/);
    expect(() => simulateWorld({ errorDegrees: 2.5 })).toThrow(/errorDegrees/);
    expect(() => simulateWorld({ windows: 2.5 })).toThrow(/windows cannot be 2.5/);
  });

  test('30,000 pupils × 3 subjects × 7 windows are made within seconds', () => {
    const begun = performance.now();
    const world = simulateWorld(worlds['authority-30000'].settings);
    expect(world.results.count).toBe(630_000);
    expect(performance.now() - begun).toBeLessThan(8000);
  });
});

describe('worldAsAssessmentData(world) and worldFiles(world)', () => {
  test.each(names)('world %s: tables and files say the same of every result', (name) => {
    const world = small(name, { pupils: 150 });
    const data = worldAsAssessmentData(world);
    const files = worldFiles(world);
    const [header, ...lines] = rowsOf(files.data['assessments.csv']);
    expect(lines.length).toBe(data.results.count);
    const column = (at: string) => header.indexOf(at);
    lines.forEach((line, row) => {
      const { results } = data;
      const pupil = results.pupil[row];
      expect(line[column('pupil_id')]).toBe(data.pupils.pupilId[pupil]);
      expect(line[column('subject')]).toBe(data.subjects[results.subject[row]]);
      expect(line[column('window')]).toBe(data.windows.window[results.window[row]]);
      expect(line[column('score')]).toBe(results.score[row]);
      expect(line[column('scale')]).toBe(data.scales[results.scale[row]].scale);
      expect(line[column('status')]).toBe(resultStatuses[results.status[row]]);
      const school = line[column('school')] || data.pupils.school.values[data.pupils.school.codes[pupil]];
      expect(results.school.values[results.school.codes[row]]).toBe(school);
      expect(results.class.values[results.class.codes[row]]).toBe(line[column('class')]);
      const first = results.firstRow[results.subject[row] * data.pupils.count + pupil];
      const next = results.firstRow[results.subject[row] * data.pupils.count + pupil + 1];
      expect(row >= first && row < next).toBe(true);
    });
    expect(data.results.firstRow.at(-1)).toBe(data.results.count);
  });

  test('the truth file has a row for every pupil, subject and window on roll, with the slow-down beside it', () => {
    const world = small('oakfield-trust');
    const [header, ...lines] = rowsOf(worldFiles(world).truth['truth.csv']);
    expect(header).toEqual([
      'pupil_id',
      'subject',
      'window',
      'true_position',
      'slowed_from',
      'slowed_sd_per_year',
      'bad_day_sd',
    ]);
    expect(lines.length).toBe(world.truth.position.filter((value) => !Number.isNaN(value)).length);
    const slowed = new Set(lines.filter((line) => line[4] !== '').map((line) => `${line[0]} ${line[1]}`));
    expect(slowed.size).toBeGreaterThan(0);
    for (const line of lines) expect(line[4] === '').toBe(line[5] === '');
  });
});

function rowsOf(text: string): string[][] {
  // None of these files needs quotes: names, numbers and dates only.
  expect(text).not.toContain('"');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}
