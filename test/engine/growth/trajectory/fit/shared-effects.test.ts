import { describe, expect, test } from 'vitest';
import { fitTrajectories } from '../../../../../engine/growth/trajectory/fit/fit-trajectories.ts';
import {
  trajectoryScores,
  type TrajectoryScores,
} from '../../../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { chooseComparisons } from '../../../../../engine/growth/comparisons/choose-comparisons.ts';
import { toMeasurements } from '../../../../../engine/scales/to-measurements.ts';
import { simulateWorld } from '../../../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../../../engine/worlds/world-as-assessment-data.ts';
import { worlds } from '../../../../../engine/worlds/model/worlds.ts';

const { settings } = worlds['trust-3000'];
const subjects = settings.subjects.slice(0, 2);
const world = simulateWorld({ ...settings, subjects, pupils: 1400, windows: 5, schoolWindowSd: 0, seed: 'shared' });
const data = worldAsAssessmentData(world);
const measurements = toMeasurements(data);
const scores = trajectoryScores(data, measurements, chooseComparisons(data, measurements));
const school = world.schools[2];
const newest = data.windows.count - 1;

/** The scores with .5 SD less where asked, at that one school. */
function fallen(where: (subject: string, window: number) => boolean): TrajectoryScores {
  const lower = scores.groups.map((name) => {
    const [own, subject, window] = JSON.parse(name) as string[];
    return own === school && where(subject, data.windows.window.indexOf(window)) ? 0.5 : 0;
  });
  const observed = scores.observed.map((value, row) => value - (lower[scores.group[row]] ?? 0));
  return { ...scores, observed, observedLow: observed, observedHigh: observed };
}

/** What was taken out of that school's windows, over .1 SD, and the codes of the warnings. */
function found(given: TrajectoryScores) {
  const fit = fitTrajectories(given);
  const taken = Object.entries(fit.shared.schoolWindow).flatMap(([name, shift]) => {
    const [own, subject, window] = JSON.parse(name) as string[];
    return own === school && Math.abs(shift) > 0.1 ? [{ subject, window, shift }] : [];
  });
  return { taken, warnings: fit.warnings };
}

describe('sharedEffects(scores, …): what a school’s window shares', () => {
  test('one subject, taken back by the next window: marking, taken out and told', () => {
    const { taken, warnings } = found(fallen((subject, window) => subject === 'reading' && window === newest - 1));
    expect(taken.map(({ subject, window }) => [subject, window])).toEqual([
      ['reading', data.windows.window[newest - 1]],
    ]);
    expect(taken[0].shift).toBeLessThan(-0.3);
    expect(warnings.map(({ code }) => code)).toEqual(['school-window-shift']);
    expect(warnings[0].values).toMatchObject({ school, subject: 'reading', of: 1 });
    expect(Number(warnings[0].values!.shift)).toBeCloseTo(taken[0].shift, 2);
  });

  test('the newest window: nothing is taken out, and it is told in one line', () => {
    const { taken, warnings } = found(fallen((subject, window) => subject === 'reading' && window === newest));
    expect(taken).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['newest-window-apart']);
    expect(warnings[0].values).toMatchObject({ school, subject: 'reading', window: data.windows.window[newest] });
    expect(Number(warnings[0].values!.shift)).toBeLessThan(-0.25);
  });

  test.each([
    ['a fall that stays, in one subject', (subject: string, window: number) => subject === 'reading' && window >= 3],
    ['a fall of all subjects that stays', (_: string, window: number) => window >= 3],
    ['a dip of all subjects that the next window takes back', (_: string, window: number) => window === 3],
    ['a fall of all subjects in the newest window', (_: string, window: number) => window === newest],
  ])('%s is the pupils’: nothing is taken out', (_, where) => {
    expect(found(fallen(where)).taken).toEqual([]);
  });

  test('where no window was marked differently, nothing is told', () => {
    expect(found(scores)).toEqual({ taken: [], warnings: [] });
  });
});
