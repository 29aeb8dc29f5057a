import { fillTemplate } from '../kit/fill-template.ts';
import { listInWords } from '../kit/list-in-words.ts';
import type { SubjectWords } from '../kit/subject-words.ts';
import { windowMonth } from '../kit/window-month.ts';
import type { TrajectoryPoint } from '../rows/trajectory-points.ts';

export const outsideRangeTemplates = {
  one: 'Outside its probable range: {results}. The range uses all results, so a single one can lie outside it.',
  many: 'Outside their probable ranges: {results}. A range uses all results, so a single one can lie outside it.',
  earlier: 'earlier results',
  result: '{month} ({value}, range {low} to {high}: perhaps a {day} day)',
} as const;

/**
 * The results of a picture that lie outside their own probable ranges, and why that can be. '' where none does, as it reads in
 * whole points: what looks inside is not said to be outside.
 */
export function outsideRangeSentence(
  points: readonly TrajectoryPoint[],
  { higherIsBetter }: Pick<SubjectWords, 'higherIsBetter'>,
): string {
  const results = points.flatMap(({ date, value, low, high }) => {
    if (value === null || low === null || high === null) return [];
    const digits = high - low < 5 ? 1 : 0;
    const [shown, from, to] = [value, low, high].map((one) => Number(one.toFixed(digits)) + 0);
    if (shown >= from && shown <= to) return [];
    const text = (one: number) => one.toFixed(digits).replace('-', '−');
    return [
      fillTemplate(outsideRangeTemplates.result, {
        month: windowMonth(date),
        value: text(shown),
        low: text(from),
        high: text(to),
        day: shown > to === higherIsBetter ? 'good' : 'bad',
      }),
    ];
  });
  if (results.length === 0) return '';
  const template = results.length === 1 ? outsideRangeTemplates.one : outsideRangeTemplates.many;
  // The two newest are read; of the others the table under the picture has the numbers.
  const named = results.length > 2 ? [...results.slice(-2), outsideRangeTemplates.earlier] : results;
  return fillTemplate(template, { results: listInWords(named) });
}
