import type { RunQuestion } from '../../tables/run-content.ts';
import { criterionWords } from '../criteria/index.ts';
import { fillTemplate } from '../kit/fill-template.ts';
import { questionTemplates } from '../kit/question-templates.ts';
import { windowMonth } from '../kit/window-month.ts';

/** Under this share a question is answered for few only, and the sentence says what is lacking. */
const few = 0.25;

/**
 * What the data of a run can answer, said once: a sentence or two a question, in the order of the criteria.
 *
 * @param months that the question about the own rate needs on each side of the baseline
 */
export function questionSentences(questions: readonly Omit<RunQuestion, 'text'>[], months: number): string[] {
  return questions.map(({ criterion, asked, answered, commonest, answerableFrom }) => {
    const share = asked === 0 ? 0 : answered / asked;
    const question = criterionWords[criterion].question;
    const slots = { question: question.charAt(0).toUpperCase() + question.slice(1), answered: 100 * share };
    if (share >= few || commonest === null) return fillTemplate(questionTemplates.many, slots);
    const because = fillTemplate(questionTemplates.because[commonest], { months });
    const head = fillTemplate(100 * share >= 0.5 ? questionTemplates.few : questionTemplates.none, {
      ...slots,
      because,
    });
    if (answerableFrom === undefined) return head;
    const outlook =
      answerableFrom === null
        ? questionTemplates.notSoon
        : fillTemplate(questionTemplates.from, {
            later: 100 * answerableFrom.share,
            month: windowMonth(answerableFrom.date),
          });
    return `${head} ${outlook}`;
  });
}
