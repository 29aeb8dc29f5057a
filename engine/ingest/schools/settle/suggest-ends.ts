import type { Conversion } from '../conversion/conversion.ts';
import type { Guess, Mapping } from '../mapping/mapping.ts';

/**
 * Asks of scores written as an end of the test (“95+”) that no known range ends at whether one does; until somebody says yes their
 * results are left out. What was answered before is not asked again.
 */
export function suggestEnds({ openEnds }: Conversion, { ends = {} }: Mapping): Guess[] {
  return [...openEnds.values()].flatMap(({ scale, status, score, file, text, count }) => {
    const said = Object.hasOwn(ends, scale) ? ends[scale] : {};
    if (said[status] !== undefined || said.not?.includes(`${status} ${score}`)) return [];
    return [
      {
        file,
        of: `${text} (${count} ${count === 1 ? 'result' : 'results'})`,
        as: 'left out',
        reason: `it is written as the ${status === 'ceiling' ? 'highest' : 'lowest'} score of the test, which is not known to end at ${score}`,
        confidence: 0.4,
        at: ['ends', scale, status, score],
      },
    ];
  });
}
