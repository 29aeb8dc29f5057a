import { gradeLadders, plainLadders } from './aliases.ts';

export interface UsualOrder {
  /** Lowest first. */
  readonly grades: readonly string[];
  /** The words themselves say their order. */
  readonly isPlain: boolean;
}

interface Parts {
  readonly grade: string;
  /** Without its sign, in lower case. */
  readonly base: string;
  readonly step: number;
}

/**
 * The grades in one of the usual orders, where one holds them all (“EXS+” stands above “EXS”); grades with a number, such as “4b”
 * or “Band 3 secure”, by the number first. Null where none does.
 */
export function usualOrder(grades: readonly string[]): UsualOrder | null {
  const parts = grades.map(partsOf);
  for (const { ladder, isPlain } of ladders) {
    if (!parts.every(({ base }) => ladder.has(base))) continue;
    const order = sorted(parts, ({ base, step }) => ladder.get(base)! * 3 + step);
    if (order) return { grades: order, isPlain };
  }
  const order = byNumber(parts);
  return order && { grades: order, isPlain: false };
}

/** Of grades that stand in no usual order, those that one of them holds, lowest first; the order that holds most. */
export function mostOfOneOrder(grades: readonly string[]): string[] {
  const parts = grades.map(partsOf);
  const held = ladders.map(({ ladder }) => parts.filter(({ base }) => ladder.has(base)).map(({ grade }) => grade));
  const most = held.reduce((a, b) => (b.length > a.length ? b : a), []);
  return [...(usualOrder(most)?.grades ?? [])];
}

/** Whether all grades have a number and stand in an order by it: those of Year 3 (“3EXS”) and of Year 4 are of one scale. */
export function areNumbered(grades: readonly string[]): boolean {
  return grades.every((grade) => /\d/.test(grade)) && usualOrder(grades) !== null;
}

function partsOf(grade: string): Parts {
  const [, base, sign] = /^(.*?)\s*([+-]?)$/.exec(grade.toLowerCase())!;
  return { grade, base: base.replace(/\s+/g, ' '), step: sign === '+' ? 1 : sign === '-' ? -1 : 0 };
}

function sorted(parts: readonly Parts[], rank: (part: Parts) => number): string[] | null {
  if (new Set(parts.map(rank)).size < parts.length) return null;
  return parts.toSorted((a, b) => rank(a) - rank(b)).map(({ grade }) => grade);
}

/** “3s”, “4b+”, “Band 4 emerging”, “Step 12”: the same words before a number, and after it the words of one order or none. */
function byNumber(parts: readonly Parts[]): string[] | null {
  const read = parts.map((part) => ({ ...part, match: /^([^\d]*)(\d{1,2})(?:\.(\d))? ?([^\d]*)$/.exec(part.base) }));
  if (parts.length < 2 || read.some(({ match }) => match === null)) return null;
  if (new Set(read.map(({ match }) => match![1])).size > 1) return null;
  const after = new Set(read.map(({ match }) => match![4]).filter((word) => word !== ''));
  const orders = [...afterNumbers.map((words) => rungs(words)), ...ladders.map(({ ladder }) => ladder)];
  const ladder = orders.find((one) => [...after].every((word) => one.has(word)));
  if (!ladder) return null;
  return sorted(read, ({ base, step }) => {
    const [, , number, tenth = '0', word] = /^([^\d]*)(\d{1,2})(?:\.(\d))? ?([^\d]*)$/.exec(base)!;
    return Number(number) * 10_000 + Number(tenth) * 1000 + (word === '' ? 0 : (ladder.get(word)! + 1) * 10) + step;
  });
}

/** What schools write behind the number of a year or level, lowest first. */
const afterNumbers: readonly (readonly string[])[] = [
  ['c', 'b', 'a'],
  ['b', 'b+', 'w', 'w+', 's', 's+'],
  ['e', 'd', 's', 'm'],
  ['e', 'd', 'e+', 's'],
  ['b', 'd', 's', 'm'],
  ['pks|bls', 'bxs|wts|wt|wb|wbs|b', 'exs|exp|wa|at|e', 'gds|gd|g'],
  ['entering', 'developing', 'secure', 'exceeding'],
  ['below', 'at', 'above'],
  ['low', 'mid|middle', 'high'],
];

function rungs(of: readonly string[]): Map<string, number> {
  return new Map(of.flatMap((words, rank) => words.split('|').map((word) => [word, rank] as const)));
}

const ladders = [
  ...plainLadders.map((of) => ({ ladder: rungs(of), isPlain: true })),
  ...gradeLadders.map((of) => ({ ladder: rungs(of), isPlain: false })),
];
