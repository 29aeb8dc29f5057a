import { findScale } from '../../../scales/registry.ts';
import type { ColumnUse, Guess, Mapping } from '../mapping/mapping.ts';

type Result = Extract<ColumnUse, { result: unknown }>['result'];

/**
 * One sitting, one result: where several columns of a sheet hold the same subject and window (a standardised score beside a
 * reading age), one is used and the others are left out, since two results of one pupil, subject and window would cancel
 * each other. An age equivalent beside a score is left out as sure; anything else is a question. Only `fresh` headings, those
 * that no saved mapping has settled, change; their guesses are replaced. `scored` are the subjects of the sheet's column of
 * scores, where it has one result a row.
 */
export function preferColumns(
  { columns }: Mapping,
  headings: readonly string[],
  fresh: ReadonlySet<string>,
  scored: ReadonlySet<string>,
  guesses: Guess[],
): void {
  const bySitting = new Map<string, { heading: string; result: Result }[]>();
  for (const heading of new Set(headings)) {
    const use = Object.hasOwn(columns, heading) ? columns[heading] : null;
    if (!use || !('result' in use)) continue;
    const { subject, window } = use.result;
    const key = JSON.stringify([subject, window]);
    const entry = { heading, result: use.result };
    const known = bySitting.get(key);
    if (known) known.push(entry);
    else bySitting.set(key, [entry]);
  }
  for (const sitting of bySitting.values()) {
    sitting.sort((a, b) => rank(a) - rank(b));
    const { subject, window } = sitting[0].result;
    const inScores = window === null && scored.has(subject);
    for (const { heading, result } of inScores ? sitting : sitting.slice(1)) {
      if (!fresh.has(heading)) continue;
      columns[heading] = { ignore: true };
      const at = guesses.findIndex((guess) => guess.at[0] === 'columns' && guess.at[1] === heading);
      const ageBesideScore = isAge(result) && (inScores || !isAge(sitting[0].result));
      guesses[at] = {
        ...guesses[at],
        as: 'left out',
        reason: `${inScores ? 'the column of scores' : `“${sitting[0].heading}”`} holds the same subject and window`,
        confidence: ageBesideScore ? 0.9 : 0.6,
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

function isAge({ scale }: Result): boolean {
  return scale !== null && findScale(scale)?.class === 'age-equivalent';
}
