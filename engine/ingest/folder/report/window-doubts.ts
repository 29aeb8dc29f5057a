import type { AssessmentData } from '../../../tables/assessment-data.ts';
import { formatDay } from '../../../tables/days.ts';
import type { DataDoubt } from './data-doubt.ts';

/** Up to this share of the largest window's results are few; a largest one of fewer says nothing about what is usual. */
const few = 0.05;
const fewestOfLargest = 20;
const mostExamples = 5;

/**
 * Windows that a slip may have made: with results, dated after `today` (days since 1970-01-01; NaN not asked), or with hardly any
 * result where others have many. Either may become everybody's newest window.
 */
export function windowDoubts({ windows, results }: AssessmentData, today: number): DataDoubt[] {
  const counts = new Float64Array(windows.count);
  for (let row = 0; row < results.count; row++) counts[results.window[row]]++;
  const largest = Math.max(0, ...counts);
  const used = windows.window.flatMap((_, at) => (counts[at] > 0 ? [at] : []));
  const ahead = used.filter((at) => windows.day[at] > today);
  const lonely = largest < fewestOfLargest ? [] : used.filter((at) => counts[at] <= few * largest);
  const name = (at: number): string => windows.label[at] ?? windows.window[at];
  const doubt = (kind: DataDoubt['kind'], at: readonly number[], text: string): DataDoubt[] =>
    at.length === 0
      ? []
      : [
          {
            kind,
            text,
            count: at.length,
            examples: at.slice(0, mostExamples).map((one) => `${name(one)} (${formatDay(windows.day[one])})`),
          },
        ];
  return [
    ...doubt('window-to-come', ahead, 'Windows with results whose date is still to come. Correct their dates.'),
    ...doubt(
      'window-lonely',
      lonely,
      `Windows with hardly any result, where others have up to ${largest}. Do their results belong to another window?`,
    ),
  ];
}
