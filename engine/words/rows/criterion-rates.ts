import { suppressGroups } from '../../agenda/suppress-groups.ts';
import type { Verdict } from '../../tables/run-schema.ts';
import { normalQuantile95 } from '../../stats/distributions/normal-quantile-95.ts';

/** How often a criterion is met in one group; the share is null where the group is withheld. */
export interface CriterionRate {
  readonly group: string;
  /** Pupils of whom something can be said. */
  readonly n: number;
  /** Pupils of whom nothing can be said yet; null where the group, or so small a count, is withheld. */
  readonly cannotSay: number | null;
  /** Share met, 0–1, and its 90 % interval. */
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Share of pupils who meet one criterion, by group, with Wilson's 90 % interval (Wilson 1927). Verdicts of cannot-say
 * count among neither. Groups of fewer than `minimum` pupils are withheld, and so many more that they cannot be found by
 * subtraction (`suppressGroups`). `fewestMet` does the same for readers of totals only: a share that rests on fewer pupils
 * than that, but not on none, or leaves out fewer, is withheld, and so is a count of fewer of whom nothing can be said.
 */
export function criterionRates(
  rows: readonly { readonly group: string; readonly verdict: Verdict }[],
  minimum = 6,
  fewestMet = 0,
): CriterionRate[] {
  const counts = new Map<string, { n: number; met: number; cannotSay: number }>();
  for (const { group, verdict } of rows) {
    const count = counts.get(group) ?? { n: 0, met: 0, cannotSay: 0 };
    if (verdict === 'cannot-say') count.cannotSay++;
    else count.n++;
    if (verdict === 'met') count.met++;
    counts.set(group, count);
  }
  const groups = [...counts];
  const isSmall = ({ n, met }: { n: number; met: number }) =>
    n < minimum || (met > 0 && (met < fewestMet || n - met < fewestMet));
  const sizes = groups.map(([, { n }]) => n);
  const reasons = suppressGroups(sizes, minimum, (at) => isSmall(groups[at][1]));
  return groups.map(([group, { n, met, cannotSay }], at) =>
    reasons[at] !== null
      ? { group, n, cannotSay: null, rate: null, low: null, high: null }
      : { group, n, cannotSay: cannotSay > 0 && cannotSay < fewestMet ? null : cannotSay, ...wilson(met, n) },
  );
}

function wilson(met: number, n: number): { rate: number; low: number; high: number } {
  const rate = met / n;
  const weight = normalQuantile95 ** 2 / n;
  const centre = (rate + weight / 2) / (1 + weight);
  const half = (normalQuantile95 / (1 + weight)) * Math.sqrt((rate * (1 - rate)) / n + weight / (4 * n));
  return { rate, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
