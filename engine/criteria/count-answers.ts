import type { OpenReason, RunQuestion } from '../tables/run-content.ts';
import { criterionNames, reasonNames } from '../tables/run-schema.ts';
import type { JudgedCriteria } from './judged-criteria.ts';
import { cannotSay } from './verdict.ts';

/** Of how many comparisons (pupil × subject) with a current result a question could be answered. */
export type AnswerCount = Pick<RunQuestion, 'criterion' | 'asked' | 'answered' | 'commonest'>;

const notMeasured = reasonNames.indexOf('not-measured');

/**
 * Counts the answers to each criterion, in their order, and what most of the open ones lack (of reasons as frequent the first
 * of the list). Pupils without a current result are asked nothing.
 */
export function countAnswers({ count, verdict, reason }: Pick<JudgedCriteria, 'count' | 'verdict' | 'reason'>) {
  const questions = criterionNames.length;
  return criterionNames.map((criterion, c): AnswerCount => {
    const open = new Int32Array(reasonNames.length);
    let asked = 0;
    let answered = 0;
    for (let i = 0; i < count; i++) {
      const at = questions * i + c;
      if (verdict[at] === cannotSay && reason[at] === notMeasured) continue;
      asked++;
      if (verdict[at] !== cannotSay) answered++;
      else open[reason[at]]++;
    }
    const most = open.indexOf(Math.max(...open));
    return { criterion, asked, answered, commonest: answered < asked ? (reasonNames[most] as OpenReason) : null };
  });
}
