import type { TrajectoryFit } from '../model/trajectory-fit.ts';
import { weightedSummary } from '../../../stats/posterior-mode/gaussian-summary.ts';
import type { ScaleClass } from '../../../tables/assessment-data.ts';
import type { Warning } from '../../../warnings.ts';
import { combineNodes } from './combine-nodes.ts';
import { componentsPrior } from '../model/components-prior.ts';
import { estimateWholeShare, weighWholeShare, wholeShareTasks } from './estimate-whole-share.ts';
import { fitClass, type ClassFit, type ClassTask } from './fit-class.ts';
import { fitWithinLimits, type FitWithinLimits } from './fit-within-limits.ts';
import { fitLinks, linksTask, type LinksTask } from './fit-links.ts';
import { coarseScores } from '../model/modelled-scores.ts';
import { bandsTask, numbersTask } from './scores-to-fit.ts';
import { settingsForBands } from './settings-for-bands.ts';
import { sharedEffects } from './shared-effects.ts';
import { subjectProcess, type Components, type SubjectProcess, type TimeFrame } from '../model/trajectory-process.ts';
import type { TrajectoryScores } from '../model/trajectory-scores.ts';
import { trajectoryDefaults, type TrajectorySettings } from '../model/trajectory-settings.ts';
import { shiftWarnings } from './shift-warnings.ts';
import { withoutShared } from './without-shared.ts';

/**
 * Fits what the latent trajectories of a reference have in common: components of each scale class by marginal likelihood
 * pooled over its subjects, then how alike a pupil's subjects are; each with its uncertainty, as points to integrate over.
 *
 *   scores ─► components, roughly ─► shared effects taken out ─► components of each class ─┐
 *                                                             └► links between subjects ─┴► nodes ─► share of slow-downs in every subject
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
  while (step.done !== true) step = steps.next(step.value.map(fitPart));
  return estimateWholeShare(step.value, wholeShareTasks(step.value, given).map(weighWholeShare));
}

/** A part of a fit that can be worked out anywhere. */
export type FitTask = ClassTask | LinksTask;

/**
 * Works out one task of a fit: the components of a scale class, or the links between subjects. It needs the task only, so
 * any thread can do it.
 */
export function fitPart(task: FitTask): ClassFit {
  return task.kind === 'links' ? fitLinks(task) : fitClass(task);
}

/**
 * The same but for the share of slow-downs in every subject, a step at a time: each gives tasks that do not depend on one another and wants `fitPart` of each in return, in
 * their order, wherever that was worked out.
 */
export function* trajectoryFitSteps(
  given: TrajectoryScores,
  settings: TrajectorySettings = trajectoryDefaults,
): Generator<FitTask[], TrajectoryFit, ClassFit[]> {
  const frame = timeFrame(given.year);
  const classes = [...new Set(given.scaleClass)].sort();
  const prior = componentsPrior(settings);
  const roughScores = coarseScores(given);
  const roughSettings = { ...settings, fittedOn: settings.fittedRoughlyOn };
  const rough = yield classes.map((scaleClass) => numbersTask(roughScores, scaleClass, frame, roughSettings, null));
  const roughly = processesOf(given, classes, (at) => prior.valueAt(rough[at].mean));
  const { newest, ...shared } = sharedEffects(roughScores, roughly, frame, settings.sharedEffects);
  const cleared = withoutShared(given, shared, roughly, frame);
  const scores = coarseScores(cleared);
  // Numbers first: bands lean on what they tell of the same pupils.
  const banded = classes.map((scaleClass) => isBanded(given, scaleClass));
  const numbers = classes.flatMap((scaleClass, at) =>
    banded[at] ? [] : [numbersTask(scores, scaleClass, frame, settings, rough[at])],
  );
  const ofNumbers = yield* fitWithinLimits(numbers, settings);
  const forBands = settingsForBands(
    settings,
    ofNumbers.map(({ fit }) => fit),
  );
  const bands = classes.flatMap((scaleClass, at) =>
    banded[at] ? [bandsTask(cleared, scaleClass, frame, forBands, rough[at])] : [],
  );
  const ofBands = bands.length > 0 ? yield* fitWithinLimits(bands, forBands) : [];
  const place = (at: number) => banded.slice(0, at).filter((own) => own === banded[at]).length;
  const fits = classes.map((_, at) => (banded[at] ? ofBands : ofNumbers)[place(at)]);
  const summaries = fits.map(({ fit }, at) => weightedSummary(fit, importance(given, classes[at])));
  const centre = processesOf(given, classes, (at) => prior.valueAt(summaries[at].mean));
  const badDayChance = mean(summaries.map((summary) => prior.valueAt(summary.mean).badDayChance));
  const [links] = yield [linksTask(scores, { frame, settings, processes: centre, badDayChance })];
  return {
    version: 1,
    frame,
    nodes: combineNodes(classes, summaries, links, settings),
    shared,
    settings,
    fittedOn: Object.fromEntries(classes.map((name, at) => [name, fits[at].fit.blocks])),
    warnings: [...usualWarnings(given, classes, fits), ...shiftWarnings(given, { ...shared, newest })],
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

/**
 * How much a unit of each component (in the order and on the scale of its prior) moves what is said of a pupil. What the
 * scores of a class do not depend on counts nothing: its reliability where errors are stated, their excess where not.
 */
function importance(scores: TrajectoryScores, scaleClass: ScaleClass): number[] {
  let stated = 0;
  for (let row = 0; row < scores.count; row++) {
    if (scores.scaleClass[scores.subject[row]] === scaleClass) stated += Number.isNaN(scores.errorShare[row]) ? -1 : 1;
  }
  return [stated > 0 ? 0 : 1, 2, 0.5, 0.35, 0, 0, stated > 0 ? 0.25 : 0, stated > 0 ? 0 : 1];
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

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** What is not of the scores is told, subject by subject. */
function usualWarnings(
  scores: TrajectoryScores,
  classes: readonly ScaleClass[],
  fits: readonly FitWithinLimits[],
): Warning[] {
  return scores.subjects.flatMap((subject, s) => {
    const count = new Set(scores.pupil.filter((_, row) => scores.subject[row] === s)).size;
    return fits[classes.indexOf(scores.scaleClass[s])].usual.map((component) => ({
      code: 'usual-component' as const,
      count,
      values: { subject, component },
    }));
  });
}
