import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { UnlikeSettings } from './unlike-settings.ts';

/** The families of lasting slow-down that detection is judged on; the last recovers and is none. */
export const slowDownFamilies: Readonly<Record<string, Partial<UnlikeSettings>>> = {
  'steep recent ramp': { kinds: { 'steep ramp': 1 } },
  plateau: { kinds: { plateau: 1 } },
  'step after an absence': { kinds: { 'step after absence': 1 } },
  'two-year decline': { kinds: { 'two-year decline': 1 }, windows: 8 },
  'one subject only': { reach: 'one' },
  'all subjects': { reach: 'all' },
  mixed: { dipShare: 0.03 },
  'dip that recovers': { slowedShare: 0, dipShare: 0.08 },
};

const everyKind = { 'steep ramp': 1, plateau: 1, 'step after absence': 1, 'two-year decline': 1 };

/**
 * Settings of one world: every size, share and spread drawn anew for each seed from a wide distribution, so that nothing can be
 * tuned to a constant. What `fixed` states is not drawn.
 *
 * Ranges: a year's true change SD .18–.42 and reliability .80–.95 are what published termly and yearly tests of primary schools
 * report; correlation of subjects .55–.85; residual kurtosis 4 to 8 by contaminated errors (Tukey 1960), as real test data
 * have; ceilings in one test of two worlds in five, and skewness, as in the survey of Ho & Yu 2015 (Educ. Psychol. Meas. 75);
 * one or several subjects by Landerl & Moll 2010 (J. Child Psychol. Psychiatry 51): about equally frequent.
 */
export function drawUnlikeSettings(seed: number, fixed: Partial<UnlikeSettings> = {}): UnlikeSettings {
  const stream = randomStream(seed).sub('settings');
  const between = (low: number, high: number) => low + (high - low) * stream.uniform();
  const subjects = stream.uniform() < 0.3 ? 2 : 3;
  const reliability = between(0.84, 0.93);
  const drawn: Omit<UnlikeSettings, 'seed'> = {
    pupils: 1200,
    schools: 10,
    yearGroups: [3, 4, 5, 6],
    calendar: 'termly',
    windows: 6 + stream.below(3),
    keepWindows: 99,
    subjects,
    growth: stream.uniform() < 0.5 ? 'splines' : 'school-years',
    yearChangeSd: between(0.18, 0.42),
    lastingShare: between(0.1, 0.5),
    abilityCorrelation: between(0.55, 0.85),
    changeCorrelation: between(0.15, 0.6),
    abilitySkew: between(-0.35, 0.35),
    reliability: Array.from({ length: 3 }, () => Math.min(0.95, reliability + between(-0.04, 0.03))),
    wildShare: between(0.02, 0.1),
    wildRatio: between(1.8, 3),
    unevenError: between(0, 0.12),
    statedError: stream.uniform() < 0.3,
    ceilingSd: stream.uniform() < 0.4 ? between(1.3, 2.2) : Infinity,
    bandShares: [],
    slowedShare: between(0.03, 0.1),
    kinds: everyKind,
    reach: 'some',
    dipShare: 0,
    absenceShare: between(0.06, 0.16),
    missedShare: between(0.01, 0.06),
    newShare: 0,
    newestSatShare: 1,
    halfYearGroups: false,
    schoolYearSd: between(0, 0.08),
    classYearSd: between(0, 0.08),
    markingSd: between(0, 0.05),
    cohortDriftSd: between(0.02, 0.1),
    schoolEvent: null,
  };
  const settings = { ...drawn, ...fixed, seed };
  return { ...settings, reliability: settings.reliability.slice(0, settings.subjects) };
}
