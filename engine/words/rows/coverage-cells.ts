import type { CoverageRow } from './report-rows.ts';

/** Who sat one subject in one class or school. */
export interface CoverageCell {
  readonly school: string;
  /** The class, or the school. */
  readonly group: string;
  readonly subject: string;
  /** With a result, whether or not at an end of the test; null where the count could give a pupil away. */
  readonly tested: number | null;
  /** NaN where the count is withheld: the pupils tested stand on other pages, and the rest would follow. */
  readonly onRoll: number;
  /** Share tested for the shade, 0–1; of a withheld count only which side it is on. */
  readonly share: number;
  /** Whether the count is shown, withheld with the side it is on told, or not at all. */
  readonly shown: 'count' | 'side' | 'nothing';
  /** “28 of 30”; “most”, “few” or “too few” where the count is withheld. */
  readonly words: string;
}

/**
 * Rows of the coverage table by class, or added up by school. With `fewest` above 0, for readers of totals only, a count is
 * withheld where the pupils tested, or those not tested, are fewer than that but not none, and the roll with it; where one
 * group of a subject is withheld, so is the next one, so that it cannot be found from a total.
 */
export function coverageCells(
  rows: readonly CoverageRow[],
  { by = 'class', fewest = 0 }: { readonly by?: 'class' | 'school'; readonly fewest?: number } = {},
): CoverageCell[] {
  const counts = new Map<string, Counts>();
  for (const row of rows) {
    const { school } = row;
    const group = by === 'school' ? school : (row.class ?? 'no class');
    const key = `${school}\n${group}\n${row.subject}`;
    const count = counts.get(key) ?? { school, group, subject: row.subject, tested: 0, onRoll: 0 };
    count.tested += row.valid + row.floor + row.ceiling;
    count.onRoll += row.on_roll;
    counts.set(key, count);
  }
  const withheld = new Set<Counts>();
  for (const subject of Map.groupBy(counts.values(), (count) => count.subject).values())
    for (const count of smallOnes(subject, fewest)) withheld.add(count);
  return [...counts.values()].map((count) => cell(count, { withheld: withheld.has(count), fewest }));
}

interface Counts {
  readonly school: string;
  readonly group: string;
  readonly subject: string;
  tested: number;
  onRoll: number;
}

function smallOnes(counts: readonly Counts[], fewest: number): Counts[] {
  // Nobody is given away where all were tested or none; but a group this small is not shown at all.
  const side = ({ tested, onRoll }: Counts) => (onRoll < fewest ? onRoll : Math.min(tested, onRoll - tested));
  const bySide = counts.filter((count) => side(count) > 0).toSorted((a, b) => side(a) - side(b));
  const small = bySide.filter((count) => side(count) < fewest).length;
  return bySide.slice(0, small === 1 ? 2 : small);
}

function cell(
  { school, group, subject, tested, onRoll }: Counts,
  { withheld, fewest }: { withheld: boolean; fewest: number },
): CoverageCell {
  if (withheld && onRoll < fewest)
    return { school, group, subject, onRoll: Number.NaN, tested: null, share: 0, shown: 'nothing', words: 'too few' };
  const place = { school, group, subject };
  if (!withheld)
    return {
      ...place,
      onRoll,
      tested,
      share: onRoll > 0 ? tested / onRoll : 0,
      shown: 'count',
      words: `${tested} of ${onRoll}`,
    };
  const most = 2 * tested >= onRoll;
  return {
    ...place,
    onRoll: Number.NaN,
    tested: null,
    share: most ? 0.9 : 0.1,
    shown: 'side',
    words: most ? 'most' : 'few',
  };
}
