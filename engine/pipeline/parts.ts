import { setImmediate } from 'node:timers/promises';
import { criteriaJudge } from '../criteria/judge-criteria.ts';
import { circumstancesAt, placeJudged } from '../criteria/judged-criteria.ts';
import { slowDownKinds } from '../growth/trajectory/model/slow-down-hypotheses.ts';
import { estimateWholeShare, wholeShareTasks } from '../growth/trajectory/fit/estimate-whole-share.ts';
import { trajectoryFitSteps } from '../growth/trajectory/fit/fit-trajectories.ts';
import { type TrajectoryFit } from '../growth/trajectory/model/trajectory-fit.ts';
import { cutByPupils, scoresOfRows } from '../growth/trajectory/model/scores-of-rows.ts';
import type { TrajectoryScores } from '../growth/trajectory/model/trajectory-scores.ts';
import type { JudgedPart, JudgeTask } from './tasks.ts';
import type { PipelineThreads } from './threads.ts';

/** Takes steps one by one and lets whatever else waits for this thread have its turn between two. */
export async function inTurns<Result>(steps: Generator<void, Result>): Promise<Result> {
  let step = steps.next();
  while (step.done !== true) {
    await setImmediate();
    step = steps.next();
  }
  return step.value;
}

/** `fitTrajectories`, its scale classes side by side, and some of the pupils after others or side by side. */
export async function fitOverThreads(threads: PipelineThreads, scores: TrajectoryScores): Promise<TrajectoryFit> {
  const steps = trajectoryFitSteps(scores);
  let step = steps.next();
  while (step.done !== true) {
    const tasks = step.value;
    step = steps.next(await threads.run(tasks.length, (at) => ({ stage: 'fit', task: tasks[at] })));
  }
  const tasks = wholeShareTasks(step.value, scores);
  const evidence = await threads.run(tasks.length, (at) => ({ stage: 'share', task: tasks[at] }));
  return estimateWholeShare(step.value, evidence);
}

/** The four questions for all pupils, some of them after others or side by side. */
export async function judgeOverThreads(threads: PipelineThreads, whole: JudgeTask): Promise<JudgedPart> {
  const { scores, circumstances } = whole;
  const parts = cutByPupils(scores);
  const found = await threads.run(parts.length, (at) => {
    const { from, to, comparison } = parts[at];
    const part = scoresOfRows(scores, from, to, comparison);
    const task = {
      ...whole,
      scores: part.scores,
      circumstances: circumstancesAt(circumstances, comparison),
      forecastYears: whole.forecastYears.map((years) => Float64Array.from(comparison, (i) => years[i])),
    };
    return { stage: 'judge', task };
  });
  const missing = (length: number) => new Float64Array(length).fill(Number.NaN);
  const judged = criteriaJudge(circumstances, whole.criteria).finish();
  const position = missing(scores.count);
  const positionLow = missing(scores.count);
  const positionHigh = missing(scores.count);
  const concern = missing(scores.comparisons);
  const slowed = missing(slowDownKinds.length * scores.comparisons);
  const shortfall = missing(scores.comparisons);
  const forecasts = whole.forecastYears.map(() => ({
    mean: missing(scores.comparisons),
    sd: missing(scores.comparisons),
  }));
  found.forEach((part, at) => {
    const { from, comparison } = parts[at];
    placeJudged(part.judged, comparison, judged);
    position.set(part.smoothed.position, from);
    positionLow.set(part.smoothed.positionLow, from);
    positionHigh.set(part.smoothed.positionHigh, from);
    comparison.forEach((place, own) => {
      concern[place] = part.smoothed.concern[own];
      shortfall[place] = part.smoothed.shortfall[own];
      slowDownKinds.forEach((_, kind) => {
        const kinds = slowDownKinds.length;
        slowed[kinds * place + kind] = part.smoothed.slowed[kinds * own + kind];
      });
      forecasts.forEach(({ mean, sd }, date) => {
        mean[place] = part.forecasts[date].mean[own];
        sd[place] = part.forecasts[date].sd[own];
      });
    });
  });
  return {
    judged,
    smoothed: { position, positionLow, positionHigh, concern, slowed, shortfall },
    forecasts,
  };
}
