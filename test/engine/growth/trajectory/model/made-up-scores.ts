import type { TrajectoryFit } from '../../../../../engine/growth/trajectory/model/trajectory-fit.ts';
import type { TrajectoryScores } from '../../../../../engine/growth/trajectory/model/trajectory-scores.ts';
import {
  trajectoryDefaults,
  type TrajectorySettings,
} from '../../../../../engine/growth/trajectory/model/trajectory-settings.ts';

export interface MadeUpScore {
  readonly pupil: number;
  readonly subject: number;
  readonly year: number;
  readonly observed: number;
  readonly low?: number;
  readonly high?: number;
  readonly errorShare?: number;
  readonly school?: string;
}

/** Scores of made-up pupils; the current score is the last of each pupil and subject, the baseline one or two places before it, f the first. */
export function madeUpScores(rows: readonly MadeUpScore[], subjects: number): TrajectoryScores {
  const sorted = [...rows].sort((a, b) => a.pupil - b.pupil || a.subject - b.subject || a.year - b.year);
  const [current, baseline, first]: number[][] = [[], [], []];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to].pupil === sorted[from].pupil && sorted[to].subject === sorted[from].subject)
      to++;
    current.push(to - 1);
    const b = to - from > 3 ? to - 3 : to - 2;
    baseline.push(b >= from ? b : -1);
    first.push(b > from ? from : -1);
  }
  const column = (of: (row: MadeUpScore) => number) => Float64Array.from(sorted, of);
  const groups = [
    ...new Set(sorted.map((row) => JSON.stringify([row.school ?? 'A', `s${row.subject}`, `${row.year}`]))),
  ];
  const cells = [...new Set(sorted.map((row) => JSON.stringify([`s${row.subject}`, 'c', `${row.year}`])))];
  return {
    count: sorted.length,
    pupil: Int32Array.from(sorted, (row) => row.pupil),
    subject: Int32Array.from(sorted, (row) => row.subject),
    year: column((row) => row.year),
    observed: column((row) => row.observed),
    observedLow: column((row) => row.low ?? row.observed),
    observedHigh: column((row) => row.high ?? row.observed),
    errorShare: column((row) => row.errorShare ?? NaN),
    cell: Int32Array.from(sorted, (row) => cells.indexOf(JSON.stringify([`s${row.subject}`, 'c', `${row.year}`]))),
    cells,
    group: Int32Array.from(sorted, (row) =>
      groups.indexOf(JSON.stringify([row.school ?? 'A', `s${row.subject}`, `${row.year}`])),
    ),
    groups,
    subjects: Array.from({ length: subjects }, (_, s) => `s${s}`),
    scaleClass: Array.from({ length: subjects }, (_, s) => (s === 0 ? 'vertical' : 'standardised')),
    comparisons: current.length,
    currentScore: Int32Array.from(current),
    baselineScore: Int32Array.from(baseline),
    firstScore: Int32Array.from(first),
    result: Int32Array.from(sorted, (_, at) => at),
  };
}

const settled = { badDayChance: 1e-12, errorExtremes: 0, extraError: 0 };
export const verticalComponents = {
  reliability: 0.88,
  yearCorrelation: 0.93,
  rateShare: 0.4,
  reversion: 0.8,
  ...settled,
};
export const standardisedComponents = {
  reliability: 0.8,
  yearCorrelation: 0.96,
  rateShare: 0.7,
  reversion: 2,
  ...settled,
};
export const madeUpLinks = { level: 0.7, change: 0.4 };
export const madeUpFrame = { startYear: 0, middleYear: 1.2, endYear: 2.4 };

/** A reference with one point of components, and slow-downs and bad days as given (none unless asked for). */
export function madeUpFit(settings: Partial<TrajectorySettings> = {}, badDayChance = 1e-12): TrajectoryFit {
  const slowDown = { ...trajectoryDefaults.slowDown, share: 1e-12 };
  return {
    version: 1,
    frame: madeUpFrame,
    nodes: [
      {
        weight: 1,
        components: {
          vertical: { ...verticalComponents, badDayChance },
          standardised: { ...standardisedComponents, badDayChance },
        },
        links: madeUpLinks,
      },
    ],
    shared: { cellMean: {}, schoolWindow: {} },
    settings: { ...trajectoryDefaults, slowDown, ...settings },
    fittedOn: {},
    warnings: [],
  };
}
