import { describe, expect, test } from 'vitest';
import { slowDownKinds } from '../../../../../engine/growth/trajectory/model/slow-down-hypotheses.ts';
import { trajectoryDefaults } from '../../../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { smoothTrajectories } from '../../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { madeUpFit, madeUpScores, standardisedComponents, type MadeUpScore } from '../model/made-up-scores.ts';

/** Tests that measure well, of pupils whose progress is even. */
const fit = ((own = madeUpFit({ slowDown: trajectoryDefaults.slowDown }, 0.01)) => {
  const even = { ...standardisedComponents, reliability: 0.95, yearCorrelation: 0.98, badDayChance: 0.01 };
  return { ...own, nodes: [{ ...own.nodes[0], components: { vertical: even, standardised: even } }] };
})();

/** A pupil who would stand at 0.3 but for what has been taken by each year, in the first subject or in both. */
function pupil(taken: (year: number) => number, subjects: 'first' | 'both', each = 0.4): MadeUpScore[] {
  return [0, 1].flatMap((subject) =>
    Array.from({ length: Math.round(2.4 / each) + 1 }, (_, at) => ({
      pupil: 1,
      subject,
      year: at * each,
      observed: 0.3 + 0.1 * ((at % 3) - 1) - (subject === 0 || subjects === 'both' ? taken(at * each) : 0),
    })),
  );
}

function said(rows: readonly MadeUpScore[]) {
  const { slowed, shortfall, concern } = smoothTrajectories(fit, madeUpScores(rows, 2));
  const chance = slowDownKinds.map((_, kind) => slowed[kind]);
  const likeliest = slowDownKinds[chance.indexOf(Math.max(...chance))];
  return {
    chance: chance.reduce((sum, each) => sum + each, 0),
    likeliest,
    shortfall: shortfall[0],
    concern: concern[0],
    slowed,
  };
}

describe('smoothTrajectories(fit, scores) tells kinds of slow-down apart', () => {
  test.each([
    ['recent-fall', (year: number) => 1.4 * Math.max(0, year - 1.5)],
    ['long-decline', (year: number) => 0.6 * Math.max(0, year - 0.4)],
    ['lasting-step', (year: number) => (year > 1 ? 1.1 : 0)],
  ])('%s', (kind, taken) => {
    const found = said(pupil(taken, 'both', 0.3));
    expect(found.likeliest).toBe(kind);
    expect(found.chance).toBeGreaterThan(0.5);
    expect(found.chance).toBeLessThanOrEqual(1);
    expect(Math.abs(found.shortfall - taken(2.4))).toBeLessThan(0.55);
  });

  test('and says of a pupil who holds level that none is likely', () => {
    const found = said(pupil(() => 0, 'both'));
    expect(found.chance).toBeLessThan(0.05);
    expect(found.shortfall).toBeLessThan(0.02);
  });

  test('a fall in one subject is that subject’s: the other is of much less concern', () => {
    const { slowed } = said(pupil((year) => 1.4 * Math.max(0, year - 1.5), 'first', 0.3));
    const chance = [0, 1].map((c) => slowed.subarray(3 * c, 3 * c + 3).reduce((sum, each) => sum + each, 0));
    expect(chance[0]).toBeGreaterThan(0.3);
    expect(chance[1]).toBeLessThan(chance[0] / 2);
  });
});

describe('concern', () => {
  const newest = (observed: number) => {
    const rows = pupil(() => 0, 'both');
    return rows.map((row) => (row.subject === 0 && row.year > 2.3 ? { ...row, observed } : row));
  };

  test('never drops as the newest score falls deeper, and still rises a little beyond the limit of surprise', () => {
    const concerns = Array.from({ length: 60 }, (_, at) => said(newest(0.3 - at * 0.06)).concern);
    concerns.slice(1).forEach((value, at) => expect(value).toBeGreaterThanOrEqual(concerns[at] - 1e-9));
    expect(concerns[59] - concerns[49]).toBeGreaterThan(0.01);
  });

  test('is greater the more the same sort of slow-down has taken', () => {
    const concern = (size: number) => said(pupil((year) => (year > 1 ? size : 0), 'both')).concern;
    expect(concern(1.4)).toBeGreaterThan(concern(1) + 0.2);
  });

  test('of pupils of whom nothing but one score is known is the same whatever it was, and a number', () => {
    const one = (observed: number) => said([{ pupil: 1, subject: 0, year: 0, observed }]).concern;
    expect(Number.isFinite(one(0))).toBe(true);
    expect(one(-1)).toBeCloseTo(one(1), 9);
  });
});
