import { findScale } from '../../../scales/registry.ts';
import { measureLabel } from '../mapping/measure-label.ts';
import { parseHeading } from '../mapping/parse-heading.ts';
import type { ColumnUse, Guess, Mapping } from '../mapping/mapping.ts';

type Result = Extract<ColumnUse, { result: unknown }>['result'];

/**
 * Two columns of one subject, window and kind of result (the same heading twice) would cancel each other: one is used, the others
 * are left out, as a question. Columns of several kinds are all read; which is followed is settled once all are. Only `fresh`
 * headings, those that no saved mapping has settled, change; their guesses are replaced.
 */
export function preferColumns(
  { columns }: Mapping,
  headings: readonly string[],
  fresh: ReadonlySet<string>,
  guesses: Guess[],
): void {
  const bySitting = new Map<string, { heading: string; result: Result }[]>();
  for (const heading of new Set(headings)) {
    const use = Object.hasOwn(columns, heading) ? columns[heading] : null;
    if (!use || !('result' in use)) continue;
    const { subject, window, scale } = use.result;
    const label = measureLabel(parseHeading(heading.replace(/ \(\d+\)$/, ''))) || (scale ?? '');
    const key = JSON.stringify([subject, window, label]);
    const entry = { heading, result: use.result };
    const known = bySitting.get(key);
    if (known) known.push(entry);
    else bySitting.set(key, [entry]);
  }
  for (const sitting of bySitting.values()) {
    sitting.sort((a, b) => rank(a) - rank(b));
    for (const { heading } of sitting.slice(1)) {
      if (!fresh.has(heading)) continue;
      columns[heading] = { ignore: true };
      const at = guesses.findIndex((guess) => guess.at[0] === 'columns' && guess.at[1] === heading);
      guesses[at] = {
        ...guesses[at],
        as: 'left out',
        reason: `“${sitting[0].heading}” holds the same subject and window`,
        confidence: 0.6,
      };
    }
  }
  /** Settled columns first, then scores before levels before ages. */
  function rank({ heading, result }: { heading: string; result: Result }): number {
    const order = ['standardised', 'vertical', 'criterion', 'ordinal', 'age-equivalent', 'non-attainment'];
    const known = result.scale === null ? null : findScale(result.scale);
    return (fresh.has(heading) ? 10 : 0) + (known ? order.indexOf(known.class) : 2.5);
  }
}
