import { listInWords } from './list-in-words.ts';

/** Growth of one group: the middle pupil of 100 with the same start, with its 90 % range; null where withheld. */
export interface UsualGrowth {
  /** “2B”, “Year 3”. */
  readonly name: string;
  readonly low: number | null;
  readonly high: number | null;
}

/** Where a group stands: its whole range lies below or above 50, or it holds it. */
export type GrowthSide = 'below' | 'above' | 'cannot tell' | 'not shown';

/** 50 is usual: half of the pupils with the same start made less progress. By whole numbers, as they are printed. */
export function growthSide({ low, high }: Pick<UsualGrowth, 'low' | 'high'>): GrowthSide {
  if (low === null || high === null) return 'not shown';
  return Math.round(high) < 50 ? 'below' : Math.round(low) > 50 ? 'above' : 'cannot tell';
}

/**
 * Which groups of a subject are told apart from usual growth, and in which direction: “2B and 2N are below usual in mathematics;
 * 3M is above; the others cannot be told from usual.”
 *
 * @param subject as inside a sentence: “mathematics”
 * @returns '' where no group has a figure
 */
export function usualGrowthSentence(groups: readonly UsualGrowth[], subject: string): string {
  const of = (side: GrowthSide) => groups.filter((group) => growthSide(group) === side).map(({ name }) => name);
  const [below, above, open] = [of('below'), of('above'), of('cannot tell')];
  if (below.length + above.length + open.length === 0) return '';
  if (below.length + above.length === 0)
    return open.length === 1
      ? `In ${subject} ${open[0]} cannot be told from usual.`
      : `In ${subject} none of the ${open.length} can be told from usual.`;
  const is = (names: readonly string[]) => `${listInWords(names)} ${names.length === 1 ? 'is' : 'are'}`;
  const parts = [
    ...(below.length > 0 ? [`${is(below)} below usual`] : []),
    ...(above.length > 0 ? [`${is(above)} above${below.length > 0 ? '' : ' usual'}`] : []),
  ];
  parts[0] = `${parts[0]} in ${subject}`;
  if (open.length > 0) parts.push(`${open.length === 1 ? 'the other' : 'the others'} cannot be told from usual`);
  return `${parts.join('; ')}.`;
}

/**
 * What so many ranges side by side do by luck: a 90 % range leaves the true figure out at most once in ten times.
 *
 * @returns '' for fewer than five, where it would be less than half a group
 */
export function sideBySideSentence(groups: readonly UsualGrowth[]): string {
  const shown = groups.filter((group) => growthSide(group) !== 'not shown').length;
  if (shown < 5) return '';
  const byLuck = Math.round(shown / 10);
  return `Of ${shown} figures side by side, up to ${byLuck < 2 ? 'one' : byLuck} would stand apart by luck if all were usual.`;
}
