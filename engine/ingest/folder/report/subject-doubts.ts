import type { AssessmentData } from '../../../tables/assessment-data.ts';
import { likeness } from '../../values/likeness.ts';
import { parseHeading } from '../../schools/mapping/parse-heading.ts';
import type { DataDoubt } from './data-doubt.ts';

const alikeEnough = 0.8;
/** Subjects whose results this share of pupils has both of, in one window, are two subjects. */
const mostWithBoth = 0.05;

/**
 * Subjects that may be one under two names (“maths” one term, “mathematics” the next; a slip of the pen): each pupil then has
 * too few results in either, and some have none. Shown, never joined.
 */
export function subjectDoubts(data: AssessmentData): DataDoubt[] {
  const { subjects } = data;
  return subjects.flatMap((one, a) =>
    subjects.slice(a + 1).flatMap((other, k) => {
      const b = a + 1 + k;
      if (!alike(one, other)) return [];
      const { both, either, results } = overlap(data, a, b);
      if (either === 0 || both / either > mostWithBoth) return [];
      const text = `“${one}” and “${other}” may be one subject under two names: hardly any pupil has both in one window. If they are one, write one name; until then each is compared by itself.`;
      return [{ kind: 'subjects-alike' as const, text, count: Math.min(...results), examples: [] }];
    }),
  );
}

function alike(one: string, other: string): boolean {
  const known = parseHeading(one).subject;
  if (known !== null && known === parseHeading(other).subject) return true;
  return likeness(one.toLowerCase(), other.toLowerCase()) >= alikeEnough;
}

/** Pupils by window with a result in both subjects, in either, and results of each. */
function overlap({ pupils, results }: AssessmentData, a: number, b: number) {
  let both = 0;
  const counts = [a, b].map(
    (subject) => results.firstRow[(subject + 1) * pupils.count] - results.firstRow[subject * pupils.count],
  );
  for (let pupil = 0; pupil < pupils.count; pupil++) {
    const windows = (subject: number): Int32Array =>
      results.window.subarray(
        results.firstRow[subject * pupils.count + pupil],
        results.firstRow[subject * pupils.count + pupil + 1],
      );
    const first = windows(a);
    if (first.length > 0) for (const window of windows(b)) if (first.includes(window)) both++;
  }
  return { both, either: counts[0] + counts[1] - both, results: counts };
}
