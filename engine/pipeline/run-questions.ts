import { countAnswers } from '../criteria/count-answers.ts';
import type { CriteriaSettings } from '../criteria/index.ts';
import type { JudgedCriteria } from '../criteria/judged-criteria.ts';
import { many, whenAnswerable } from '../criteria/when-answerable.ts';
import type { CurrentWindows } from '../growth/comparisons/current-windows.ts';
import type { TrajectoryFit } from '../growth/trajectory/model/trajectory-fit.ts';
import type { TrajectoryScores } from '../growth/trajectory/model/trajectory-scores.ts';
import type { Policy } from '../policy.ts';
import type { AssessmentData } from '../tables/assessment-data.ts';
import { formatDay } from '../tables/days.ts';
import type { RunQuestion } from '../tables/run-content.ts';
import { criterionNames } from '../tables/run-schema.ts';
import { questionSentences } from '../words/pages/question-sentences.ts';

export interface QuestionInput {
  readonly data: AssessmentData;
  readonly judged: JudgedCriteria;
  readonly windows: CurrentWindows;
  readonly fit: TrajectoryFit;
  readonly scores: TrajectoryScores;
  /** Of an ordinary score, by subject, 0–1. */
  readonly reliabilityOfSubject: Float64Array;
}

/**
 * Which of the four questions this data can answer, and for the one about the own rate, where it is few, from when on: the
 * others are answered as soon as two windows lie far enough apart.
 */
export function runQuestions(input: QuestionInput, policy: Policy, settings: CriteriaSettings): RunQuestion[] {
  const counted = countAnswers(input.judged).map((one) => {
    const few = one.answered < many * one.asked;
    // The calendar is foreseen for the rule that goes by time only.
    const foreseen = one.criterion === 'below-own-rate' && few && policy.baseline.rule === 'year-before';
    return foreseen ? { ...one, answerableFrom: answerableFrom(input, policy, settings) } : one;
  });
  const months = Math.round(12 * settings.belowOwnRate.minimumYears);
  const texts = questionSentences(counted, months);
  return counted.map((one, at) => ({ ...one, text: texts[at] }));
}

function answerableFrom(
  { data, windows, fit, scores, reliabilityOfSubject }: QuestionInput,
  { baseline, coverage }: Policy,
  settings: CriteriaSettings,
): { date: string; share: number } | null {
  const { sat, could } = windows.whoSat;
  const days = [...data.windows.day].filter(
    (_, at) => at <= windows.runWindow && sat[at] > 0 && sat[at] >= coverage.fewestShare * could[at],
  );
  const subjects = [...data.subjects.keys()].filter((subject) => scores.scaleClass[subject] !== 'ordinal');
  if (subjects.length === 0 || days.length === 0) return null;
  const calendar = {
    days: [...new Set(days)],
    scaleClass: subjects.map((subject) => scores.scaleClass[subject]),
    reliability: subjects.map((subject) => reliabilityOfSubject[subject]),
    targetWeeks: baseline.targetWeeks,
    minimumWeeks: baseline.minimumWeeks,
  };
  const found = whenAnswerable(fit, criterionNames.indexOf('below-own-rate'), calendar, settings);
  return found && { date: formatDay(found.day), share: found.share };
}
