import { densityMode } from '../../../stats/posterior-mode/density-mode.ts';
import { gaussianSummary, type GaussianSummary } from '../../../stats/posterior-mode/gaussian-summary.ts';
import { blockLikelihood, type PatternScores } from './block-likelihood.ts';
import { componentNames, componentsPrior, type ComponentName } from '../model/components-prior.ts';
import { bandLikelihood, type BandScores } from './band-likelihood.ts';
import {
  subjectProcess,
  type Components,
  type SubjectLinks,
  type SubjectProcess,
  type TimeFrame,
} from '../model/trajectory-process.ts';
import type { TrajectorySettings } from '../model/trajectory-settings.ts';

/** Fitting the components of one scale class: plain data, so that it can be handed to another thread. */
export type ClassTask = {
  readonly frame: TimeFrame;
  readonly settings: TrajectorySettings;
  /** A rougher fit to start from; null: this is the rough one, of which only the mode is wanted. */
  readonly rough: ClassFit | null;
  /** Components that stay at their prior's centre; none unless said. */
  readonly held?: readonly ComponentName[];
} & (
  | { readonly kind: 'numbers'; readonly scores: PatternScores }
  | { readonly kind: 'bands'; readonly scores: BandScores; readonly starts: readonly number[] }
);

/** Components of one class on the scale of their prior, in its order; what could not be told has no width. */
export interface ClassFit extends GaussianSummary {
  /** −Hessian at the mode in units of the prior's spread: size × size, or empty where nobody starts from it. */
  readonly curvature: Float64Array;
  /** Pupils × subjects it rests on. */
  readonly blocks: number;
}

/** Works a task out. */
export function fitClass(task: ClassTask): ClassFit {
  return task.kind === 'bands' ? fitBands(task) : fitNumbers(task);
}

const unlinked: SubjectLinks = { level: 0, change: 0 };

function fitNumbers(task: ClassTask & { kind: 'numbers' }): ClassFit {
  const { patterns } = task.scores;
  const likelihood = blockLikelihood(task.scores, task.frame, task.settings);
  const subjects = patterns.reduce((most, pattern) => Math.max(most, pattern.subject[0] + 1), 0);
  const stated = patterns.some((pattern) => !pattern.errorShare.every(Number.isNaN));
  const unstated = patterns.some((pattern) => pattern.errorShare.some(Number.isNaN));
  // Reliability says nothing of scores whose error is stated, the excess over stated errors nothing of the others.
  const free = [0, 1, 2, 3, 4, 5, 6, 7].filter((p) => (![0, 7].includes(p) || unstated) && (p !== 6 || stated));
  const blocks = patterns.reduce((sum, pattern) => sum + pattern.starts.length, 0);
  return fitFree(task, free, blocks, (components) => {
    const processes = Array<SubjectProcess>(subjects).fill(subjectProcess(components));
    return likelihood(processes, unlinked, components.badDayChance);
  });
}

/** Fits the components that can be told (places in the prior's order) and are not held; the others stay at their prior's centres. */
function fitFree(
  { settings, rough, held = [] }: ClassTask,
  told: readonly number[],
  blocks: number,
  logLikelihood: (components: Components) => number,
): ClassFit {
  const prior = componentsPrior(settings);
  const size = prior.centre.length;
  const start = rough?.mean ?? prior.centre;
  const free = told.filter((p) => !held.includes(componentNames[p]));
  const whole = (x: readonly number[]) =>
    prior.centre.map((centre, p) => (free.includes(p) ? x[free.indexOf(p)] : centre));
  const density = (x: readonly number[]) => {
    const all = whole(x);
    return prior.logPrior(all) + logLikelihood(prior.valueAt(all));
  };
  const from = free.map((p) => start[p]);
  const spread = free.map((p) => prior.spread[p]);
  if (!rough) {
    const mode = densityMode(density, from, spread);
    const curvature = new Float64Array(size * size);
    free.forEach((p, at) => free.forEach((q, to) => (curvature[p * size + q] = mode.curvature[at * free.length + to])));
    const { peak, evaluations } = mode;
    return { mean: whole(mode.at), sd: [], directions: [], peak, evaluations, curvature, blocks };
  }
  // What the rough fit's scores told, by as many more scores, beside the prior, whose curvature is about 1 in these units.
  const more = blocks / Math.max(1, rough.blocks);
  const guess = Float64Array.from(
    free.flatMap((p) =>
      free.map((q) => {
        const own = p === q ? 1 : 0;
        return own + more * (rough.curvature[p * size + q] - own);
      }),
    ),
  );
  const summary = gaussianSummary(density, from, spread, guess);
  return {
    ...summary,
    mean: whole(summary.mean),
    directions: summary.directions.map((direction) =>
      prior.centre.map((_, p) => (free.includes(p) ? direction[free.indexOf(p)] : 0)),
    ),
    curvature: rough.curvature,
    blocks,
  };
}

/** What bands tell of: reliability, year correlation, share of rate, reversion, trend of reliability. */
const ofBands = [0, 1, 2, 3, 7];

function fitBands(task: ClassTask & { kind: 'bands' }): ClassFit {
  const { scores, starts, frame } = task;
  const likelihood = bandLikelihood(scores, starts, frame);
  return fitFree(task, ofBands, starts.length, (components) => likelihood(subjectProcess(components)));
}
