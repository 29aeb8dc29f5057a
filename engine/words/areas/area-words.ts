import type { AreaBandCode, AreaFault, AreaScale, AreaSource } from '../../areas/index.ts';

/** Who filled a questionnaire in, in words. */
export const areaSourceWords: Readonly<Record<AreaSource, string>> = {
  teacher: 'teacher',
  parent: 'parent or carer',
  self: 'the pupil',
  school: 'the school’s count',
};

/** What a band of an area’s scale is called on pages. */
export const areaBandWords: Readonly<Record<AreaBandCode, string>> = {
  'close-to-average': 'close to average',
  'slightly-raised': 'slightly raised',
  high: 'high',
  'very-high': 'very high',
  'slightly-lowered': 'slightly lowered',
  low: 'low',
  'very-low': 'very low',
  'severely-absent': 'severe absence (half or more missed)',
  'persistently-absent': 'persistent absence (a tenth or more missed)',
  attends: 'under a tenth missed',
};

/** Whether a higher score of an area is better, in words. */
export const areaHigherWords: Readonly<Record<AreaScale['higher'], string>> = {
  'more-difficulty': 'A higher score means more difficulty.',
  better: 'A higher score is better.',
};

/** What is wrong with a result, and what to do. */
export function areaFaultSentence(
  fault: AreaFault,
  { min, whole }: Pick<AreaScale, 'min' | 'whole'>,
  highest: number,
): string {
  const kind = whole ? 'a whole number' : 'a number';
  const range = Number.isFinite(highest) ? `from ${min} to ${highest}` : `from ${min} on`;
  const sentences: Readonly<Record<AreaFault, string>> = {
    'no-score': `Write the score: ${kind} ${range}.`,
    'not-a-number': `The score is no number. Write ${kind} ${range}.`,
    'out-of-range': `The score lies outside this scale. It goes ${range}.`,
    'not-whole': `The score of this scale is a whole number, ${range}.`,
    'no-day': 'Write the day on which it was answered, as 2026-12-10.',
    'day-to-come': 'The day is still to come. Write the day on which it was answered.',
    'day-long-ago': 'The day lies more than twenty years back. Check the year.',
    'source-unknown': 'This scale is not answered by that person. Choose another scale, or who answered.',
  };
  return sentences[fault];
}
