import { fillTemplate } from '../kit/fill-template.ts';
import type { ClassGrowth } from './class-line.ts';

/** Whether a whole class shares a pattern; never about a teacher. */
export const classPatternTemplates = {
  usual: '{group} as a whole: about usual in {usual}, so this is not a whole-class pattern.',
  faster: '{group} as a whole: faster than usual in {faster}, so this is not a whole-class pattern.',
  usualAndFaster:
    '{group} as a whole: faster than usual in {faster}, about usual in {usual}, so this is not a whole-class pattern.',
  slower: '{group} as a whole: slower than usual in {slower}, so this may be a whole-class pattern.',
  alone:
    '{group} as a whole: compared only with itself, so these results cannot say whether this is a whole-class pattern.',
  unknown: '{group} as a whole: too few pupils can be compared to say whether this is a whole-class pattern.',
} as const;

/** How a class’s growth in one subject compares. */
export interface SubjectPattern extends Pick<ClassGrowth, 'median' | 'low' | 'high' | 'ownReference'> {
  /** Subject inside a sentence: “reading”. */
  readonly subject: string;
}

/** “4K as a whole: about usual in reading and maths, so this is not a whole-class pattern.” '' without any subject. */
export function classPatternSentence(group: string, subjects: readonly SubjectPattern[]): string {
  if (subjects.length === 0) return '';
  const of = (fits: (one: SubjectPattern) => boolean) => listed(subjects.filter(fits).map(({ subject }) => subject));
  const slots = {
    group,
    slower: of(({ high }) => high < 50),
    faster: of(({ low }) => low > 50),
    usual: of(({ low, high }) => low <= 50 && high >= 50),
  };
  if (slots.slower) return fillTemplate(classPatternTemplates.slower, slots);
  if (slots.faster && slots.usual) return fillTemplate(classPatternTemplates.usualAndFaster, slots);
  if (slots.faster) return fillTemplate(classPatternTemplates.faster, slots);
  if (slots.usual) return fillTemplate(classPatternTemplates.usual, slots);
  const alone = subjects.some(({ ownReference }) => ownReference);
  return fillTemplate(alone ? classPatternTemplates.alone : classPatternTemplates.unknown, slots);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
