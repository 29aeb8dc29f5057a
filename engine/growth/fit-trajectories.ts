// Longer than the house limit: one file so that the order of the fits can be read in one place.
import {
  densityMode,
  gaussianNodes,
  gaussianSummary,
  weightedSummary,
  type GaussianSummary,
} from '../stats/gaussian-nodes.ts';
import type { ScaleClass } from '../tables/assessment-data.ts';
import type { Warning } from '../warnings.ts';
import { blockLikelihood, gatherObserved, type PatternScores } from './block-likelihood.ts';
import { componentsPrior, linksPrior } from './components-prior.ts';
import { coarseScores, type ModelledScores } from './modelled-scores.ts';
import { scorePatterns } from './score-patterns.ts';
import { bandEvidence, bandScores, type BandScores } from './settled-scores.ts';
import { sharedEffects, type SharedEffects } from './shared-effects.ts';
import { subjectBlockEnd } from './subject-block-end.ts';
import {
  subjectProcess,
  type Components,
  type SubjectLinks,
  type SubjectProcess,
  type TimeFrame,
} from './trajectory-process.ts';
import type { TrajectoryScores } from './trajectory-scores.ts';
import { withoutShared } from './without-shared.ts';
import { trajectoryDefaults, type TrajectorySettings } from './trajectory-settings.ts';

/** The latent trajectory's part of a reference: plain data, so that it can be written to a file and used again as it is. */
export interface TrajectoryFit {
  readonly version: 1;
  readonly frame: TimeFrame;
  /** Points that are integrated over: a point holds components for every scale class; weights sum to 1. */
  readonly nodes: readonly TrajectoryNode[];
  readonly shared: SharedEffects;
  readonly settings: TrajectorySettings;
  /** Pupils × subjects of each scale class the components were fitted on. */
  readonly fittedOn: Readonly<Record<string, number>>;
  readonly warnings: readonly Warning[];
}

export interface TrajectoryNode {
  readonly weight: number;
  readonly components: Readonly<Partial<Record<ScaleClass, Components>>>;
  readonly links: SubjectLinks;
}

const unlinked: SubjectLinks = { level: 0, change: 0 };

/**
 * Fits what the latent trajectories of a reference have in common: components of each scale class by marginal likelihood
 * pooled over its subjects, then how alike a pupil's subjects are; each with its uncertainty, as points to integrate over.
 *
 *   scores ─► components, roughly ─► shared effects taken out ─► components of each class ─┐
 *                                                             └► links between subjects ─┴► nodes
 *
 * @param given rows in order of pupil, subject, year
 * @param settings see `TrajectorySettings`
 */
export function fitTrajectories(
  given: TrajectoryScores,
  settings: TrajectorySettings = trajectoryDefaults,
): TrajectoryFit {
  const steps = trajectoryFitSteps(given, settings);
  let step = steps.next();
  while (step.done !== true) step = steps.next(step.value.map(fitClass));
  return step.value;
}

/**
 * The same, a step at a time: each gives tasks that do not depend on one another and wants `fitClass` of each in return, in
 * their order, wherever that was worked out.
 */
export function* trajectoryFitSteps(
  given: TrajectoryScores,
  settings: TrajectorySettings = trajectoryDefaults,
): Generator<ClassTask[], TrajectoryFit, ClassFit[]> {
  const frame = timeFrame(given.year);
  const classes = [...new Set(given.scaleClass)].sort();
  const prior = componentsPrior(settings);
  const roughScores = coarseScores(given);
  const roughSettings = { ...settings, fittedOn: settings.fittedRoughlyOn };
  const rough = yield classes.map((scaleClass) => numbersTask(roughScores, scaleClass, frame, roughSettings, null));
  const roughly = processesOf(given, classes, (at) => prior.valueAt(rough[at].mean));
  const shared = sharedEffects(roughScores, roughly, frame, settings.sharedEffects);
  const cleared = withoutShared(given, shared, roughly);
  const scores = coarseScores(cleared);
  const fits = yield classes.map((scaleClass, at) =>
    isBanded(given, scaleClass)
      ? bandsTask(cleared, scaleClass, frame, settings, rough[at])
      : numbersTask(scores, scaleClass, frame, settings, rough[at]),
  );
  const summaries = fits.map((fit, at) => weightedSummary(fit, importance(given, classes[at])));
  const centre = processesOf(given, classes, (at) => prior.valueAt(summaries[at].mean));
  const chance = mean(summaries.map((summary) => prior.valueAt(summary.mean).badDayChance));
  const links = fitLinks(scores, centre, frame, settings, chance);
  return {
    version: 1,
    frame,
    nodes: combineNodes(classes, summaries, links, settings),
    shared,
    settings,
    fittedOn: Object.fromEntries(classes.map((name, at) => [name, fits[at].blocks])),
    warnings: shiftWarnings(given, shared),
  };
}

function timeFrame(years: Float64Array): TimeFrame {
  let low = Infinity;
  let high = -Infinity;
  for (const year of years) {
    low = Math.min(low, year);
    high = Math.max(high, year);
  }
  return years.length === 0
    ? { startYear: 0, middleYear: 0, endYear: 0 }
    : { startYear: low, middleYear: (low + high) / 2, endYear: high };
}

/** Processes by subject from what each scale class has. */
function processesOf(
  scores: TrajectoryScores,
  classes: readonly ScaleClass[],
  componentsAt: (at: number) => Components,
): SubjectProcess[] {
  const byClass = classes.map((_, at) => subjectProcess(componentsAt(at)));
  return scores.scaleClass.map((scaleClass) => byClass[classes.indexOf(scaleClass)]);
}

/** Fitting the components of one scale class: plain data, so that it can be handed to another thread. */
export type ClassTask = {
  readonly frame: TimeFrame;
  readonly settings: TrajectorySettings;
  /** A rougher fit to start from; null: this is the rough one, of which only the mode is wanted. */
  readonly rough: ClassFit | null;
} & (
  | { readonly kind: 'numbers'; readonly scores: PatternScores }
  | { readonly kind: 'bands'; readonly scores: BandScores; readonly starts: readonly number[] }
);

/** Components of one class on the scale of their prior, in its order; what could not be told has no width. */
export interface ClassFit extends GaussianSummary {
  /** −Hessian at the mode in units of the prior's spread; size × size. */
  readonly curvature: Float64Array;
  /** Pupils × subjects it rests on. */
  readonly blocks: number;
}

/** Works a task out. */
export function fitClass(task: ClassTask): ClassFit {
  return task.kind === 'bands' ? fitBands(task) : fitNumbers(task);
}

function numbersTask(
  scores: ModelledScores,
  scaleClass: ScaleClass,
  frame: TimeFrame,
  settings: TrajectorySettings,
  rough: ClassFit | null,
): ClassTask {
  const ofClass = (row: number) => scores.scaleClass[scores.subject[row]] === scaleClass;
  const spacing = Math.max(1, countBlocks(scores, 'subject', ofClass) / settings.fittedOn);
  let seen = 0;
  const patterns = scorePatterns(scores, 'subject', (row) => ofClass(row) && spaced(seen++, spacing));
  const observed = gatherObserved(patterns, scores.observed);
  return { kind: 'numbers', scores: { patterns, observed }, frame, settings, rough };
}

function fitNumbers(task: ClassTask & { kind: 'numbers' }): ClassFit {
  const { patterns } = task.scores;
  const likelihood = blockLikelihood(task.scores, task.frame, task.settings);
  const subjects = patterns.reduce((most, pattern) => Math.max(most, pattern.subject[0] + 1), 0);
  const stated = patterns.some((pattern) => !pattern.errorShare.every(Number.isNaN));
  const unstated = patterns.some((pattern) => pattern.errorShare.some(Number.isNaN));
  // Reliability says nothing of scores whose error is stated, the excess over stated errors nothing of the others.
  const free = [0, 1, 2, 3, 4, 5, 6].filter((p) => (p !== 0 || unstated) && (p !== 6 || stated));
  const blocks = patterns.reduce((sum, pattern) => sum + pattern.starts.length, 0);
  return fitFree(task, free, blocks, (components) => {
    const processes = Array<SubjectProcess>(subjects).fill(subjectProcess(components));
    return likelihood(processes, unlinked, components.badDayChance);
  });
}

/** Fits the components that can be told (places in the prior's order); the others stay at their prior's centres. */
function fitFree(
  { settings, rough }: ClassTask,
  free: readonly number[],
  blocks: number,
  logLikelihood: (components: Components) => number,
): ClassFit {
  const prior = componentsPrior(settings);
  const size = prior.centre.length;
  const start = rough?.mean ?? prior.centre;
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

/**
 * How much a unit of each component (in the order and on the scale of its prior) moves what is said of a pupil. What the
 * scores of a class do not depend on counts nothing: its reliability where errors are stated, their excess where not.
 */
function importance(scores: TrajectoryScores, scaleClass: ScaleClass): number[] {
  let stated = 0;
  for (let row = 0; row < scores.count; row++) {
    if (scores.scaleClass[scores.subject[row]] === scaleClass) stated += Number.isNaN(scores.errorShare[row]) ? -1 : 1;
  }
  return [stated > 0 ? 0 : 1, 2, 0.5, 0.35, 0, 0, stated > 0 ? 0.25 : 0];
}

/** Whether most scores of a class are bands. */
function isBanded(scores: TrajectoryScores, scaleClass: ScaleClass): boolean {
  let balance = 0;
  for (let row = 0; row < scores.count; row++) {
    if (scores.scaleClass[scores.subject[row]] !== scaleClass) continue;
    balance += scores.observedLow[row] < scores.observedHigh[row] ? 1 : -1;
  }
  return balance > 0;
}

/** What bands tell of: reliability, year correlation, share of rate, reversion. */
const ofBands = [0, 1, 2, 3];

/** Components of a class of bands: by the chance of the bands themselves. */
function bandsTask(
  scores: TrajectoryScores,
  scaleClass: ScaleClass,
  frame: TimeFrame,
  settings: TrajectorySettings,
  rough: ClassFit,
): ClassTask {
  const ofClass = (start: number) => scores.scaleClass[scores.subject[start]] === scaleClass;
  const spacing = Math.max(1, countBlocks(scores, 'subject', ofClass) / settings.fittedOnBands);
  const rows: number[] = [];
  const starts: number[] = [];
  let seen = 0;
  for (let start = 0, end = 0; start < scores.count; start = end) {
    end = subjectBlockEnd(scores, start);
    if (!ofClass(start) || !spaced(seen++, spacing)) continue;
    starts.push(rows.length);
    for (let row = start; row < end; row++) rows.push(row);
  }
  return { kind: 'bands', scores: bandScores(scores, rows), starts, frame, settings, rough };
}

function fitBands(task: ClassTask & { kind: 'bands' }): ClassFit {
  const { scores, starts, frame } = task;
  return fitFree(task, ofBands, starts.length, (components) =>
    bandEvidence(scores, starts, subjectProcess(components), frame),
  );
}

function fitLinks(
  scores: ModelledScores,
  processes: readonly SubjectProcess[],
  frame: TimeFrame,
  settings: TrajectorySettings,
  badDayChance: number,
): GaussianSummary {
  const several = (start: number) => {
    let row = start;
    while (row < scores.count && scores.pupil[row] === scores.pupil[start]) row++;
    return scores.subject[row - 1] !== scores.subject[start];
  };
  const likelihood = blockLikelihood(joint(scores, settings.fittedOnPupils, several), frame, settings);
  const prior = linksPrior(settings);
  return gaussianSummary(
    (x) => prior.logPrior(x) + likelihood(processes, prior.valueAt(x), badDayChance),
    prior.centre,
    prior.spread,
  );
}

/** Blocks of at most so many pupils, evenly spread, with their scores. */
function joint(scores: ModelledScores, most: number, keep: (start: number) => boolean): PatternScores {
  const spacing = Math.max(1, countBlocks(scores, 'pupil', keep) / most);
  let seen = 0;
  const patterns = scorePatterns(scores, 'pupil', (start) => keep(start) && spaced(seen++, spacing));
  return { patterns, observed: gatherObserved(patterns, scores.observed) };
}

/** Takes about one block in `spacing`, evenly. */
function spaced(place: number, spacing: number): boolean {
  return Math.floor((place + 1) / spacing) > Math.floor(place / spacing);
}

function countBlocks(scores: TrajectoryScores, blockOf: 'pupil' | 'subject', keep: (start: number) => boolean): number {
  let total = 0;
  for (let row = 0; row < scores.count; row++) {
    const begins =
      row === 0 ||
      scores.pupil[row] !== scores.pupil[row - 1] ||
      (blockOf === 'subject' && scores.subject[row] !== scores.subject[row - 1]);
    if (begins && keep(row)) total++;
  }
  return total;
}

/**
 * Nodes of all classes side by side: the k-th node of one class goes with the k-th of the others, so that every class is
 * integrated in full at the cost of one.
 */
function combineNodes(
  classes: readonly ScaleClass[],
  summaries: readonly GaussianSummary[],
  links: GaussianSummary,
  settings: TrajectorySettings,
): TrajectoryNode[] {
  const wide = (summary: GaussianSummary) => summary.sd.filter((sd) => sd >= settings.narrowest).length;
  const directions = Math.min(settings.mostDirections, Math.max(...summaries.map(wide), wide(links), 0));
  const prior = componentsPrior(settings);
  const priorLinks = linksPrior(settings);
  const ofClass = summaries.map((summary) => gaussianNodes(padded(summary, directions), directions));
  const ofLinks = gaussianNodes(padded(links, directions), directions);
  return ofLinks.weights.map((weight, at) => ({
    weight,
    components: Object.fromEntries(classes.map((name, c) => [name, prior.valueAt(ofClass[c].points[at])])),
    links: priorLinks.valueAt(ofLinks.points[at]),
  }));
}

/** A summary with at least so many directions: those it lacks have no width. */
function padded(summary: GaussianSummary, directions: number): GaussianSummary {
  const lacking = Math.max(0, directions - summary.sd.length);
  return {
    ...summary,
    sd: [...summary.sd, ...Array.from({ length: lacking }, () => 0)],
    directions: [...summary.directions, ...Array.from({ length: lacking }, () => summary.mean.map(() => 0))],
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** A school-window this far off, SD, is worth telling. */
const notableShift = 0.15;

function shiftWarnings(scores: TrajectoryScores, shared: SharedEffects): Warning[] {
  return scores.groups.flatMap((name, group) => {
    const shift = shared.schoolWindow[name] ?? 0;
    if (Math.abs(shift) < notableShift) return [];
    const [school, subject, window] = JSON.parse(name) as string[];
    const count = scores.group.reduce((sum, own) => sum + (own === group ? 1 : 0), 0);
    return [
      { code: 'school-window-shift' as const, count, values: { school, subject, window, shift: shift.toFixed(2) } },
    ];
  });
}
