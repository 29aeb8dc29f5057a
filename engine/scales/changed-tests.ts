import type { AssessmentData } from '../tables/assessment-data.ts';
import type { Warning } from '../warnings.ts';

/**
 * Warns, by subject, of pupils whose results are on more than one test. Their places in the year group are followed from one
 * to the other as if both measured the same; only differences in points are refused.
 *
 * @param usable 1 where a result has a place
 */
export function changedTests(
  { subjects, pupils, results }: AssessmentData,
  { usable }: { readonly usable: Uint8Array },
): Warning[] {
  return subjects.flatMap((name, subject) => {
    let count = 0;
    for (let pair = subject * pupils.count; pair < (subject + 1) * pupils.count; pair++) {
      const rows = { from: results.firstRow[pair], to: results.firstRow[pair + 1] };
      if (hasTwoTests(results.scale, usable, rows)) count++;
    }
    return count === 0 ? [] : [{ code: 'tests-joined' as const, count, values: { subject: name } }];
  });
}

function hasTwoTests(scale: Int32Array, usable: Uint8Array, { from, to }: { from: number; to: number }): boolean {
  let first = -1;
  for (let row = from; row < to; row++) {
    if (usable[row] === 0) continue;
    if (first < 0) first = scale[row];
    else if (scale[row] !== first) return true;
  }
  return false;
}
