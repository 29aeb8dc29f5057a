import { drawByLuck, type LuckTask } from '../agenda/listed-by-luck.ts';
import { criteriaJudge } from '../criteria/judge-criteria.ts';
import type { SettingsOfSome } from '../criteria/settings-of-each.ts';
import type { Circumstances, JudgedCriteria } from '../criteria/judged-criteria.ts';
import type { ClassFit } from '../growth/trajectory/fit/fit-class.ts';
import { weighWholeShare, type WholeShareTask } from '../growth/trajectory/fit/estimate-whole-share.ts';
import { fitPart, type FitTask } from '../growth/trajectory/fit/fit-trajectories.ts';
import { type TrajectoryFit } from '../growth/trajectory/model/trajectory-fit.ts';
import { runForecastAgain, type ForecastAgain, type ForecastAgainTask } from '../growth/forecasts/forecast-again.ts';
import { forecastPositions } from '../growth/forecasts/forecast-positions.ts';
import { smoothTrajectories, type SmoothedTrajectories } from '../growth/trajectory/posterior/smooth-trajectories.ts';
import type { TrajectoryPosterior } from '../growth/trajectory/posterior/trajectory-posterior.ts';
import type { TrajectoryScores } from '../growth/trajectory/model/trajectory-scores.ts';

/** A part of an analysis that depends on no other of its kind: plain data, so that any thread can work it out. */
export type PipelineTask =
  | { readonly stage: 'fit'; readonly task: FitTask }
  | { readonly stage: 'share'; readonly task: WholeShareTask }
  | { readonly stage: 'judge'; readonly task: JudgeTask }
  | { readonly stage: 'again'; readonly task: ForecastAgainTask }
  | { readonly stage: 'luck'; readonly task: LuckTask };

/** The four questions for some of the pupils. */
export interface JudgeTask {
  readonly fit: TrajectoryFit;
  readonly scores: TrajectoryScores;
  /** Of the comparisons of `scores`, in their order. */
  readonly circumstances: Circumstances;
  readonly criteria: SettingsOfSome;
  /** Dates of the forecasts, as `TrajectoryScores.year`: for each one entry a comparison, NaN where none is wanted. */
  readonly forecastYears: readonly Float64Array[];
}

export interface JudgedPart {
  readonly judged: JudgedCriteria;
  readonly smoothed: SmoothedTrajectories;
  /** One for each of the dates. */
  readonly forecasts: readonly { readonly mean: Float64Array; readonly sd: Float64Array }[];
}

/** What comes of each kind of task. */
export interface PipelineResults {
  readonly fit: ClassFit;
  readonly share: Float64Array;
  readonly judge: JudgedPart;
  readonly again: ForecastAgain;
  readonly luck: Int32Array;
}

/** Works out one task and gives what comes of its kind. It needs the task only, so any thread can do it. */
export function runPipelineTask(given: PipelineTask): PipelineResults[PipelineTask['stage']] {
  if (given.stage === 'fit') return fitPart(given.task);
  if (given.stage === 'share') return weighWholeShare(given.task);
  if (given.stage === 'again') return runForecastAgain(given.task);
  if (given.stage === 'luck') return drawByLuck(given.task);
  const { fit, scores, circumstances, criteria, forecastYears } = given.task;
  const judge = criteriaJudge(circumstances, criteria);
  const forecasts = forecastYears.map((years) => forecastPositions(fit, scores, years));
  const visitAll = (posterior: TrajectoryPosterior) => {
    judge.visit(posterior);
    for (const { visit } of forecasts) visit(posterior);
  };
  const smoothed = smoothTrajectories(fit, scores, visitAll, judge.visitPupil);
  return { judged: judge.finish(), smoothed, forecasts: forecasts.map(({ mean, sd }) => ({ mean, sd })) };
}
