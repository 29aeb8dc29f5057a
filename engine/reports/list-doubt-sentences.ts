import { fillTemplate } from './fill-template.ts';
import { numberWords } from './number-words.ts';
import { pageTemplates } from './page-templates.ts';

/** A row of the table of lists, as counts of pupils. */
export interface ListDoubt {
  readonly listed: number;
  /** Of those listed, how many are probably making ordinary progress. */
  readonly probablyOrdinary: number;
  /** How many would be listed by test luck alone; NaN where it was not worked out. */
  readonly byLuck: number;
}

/** The two honest doubts that stand over every list, as sentences; the second is left out where it is not known. */
export function listDoubtSentences(list: ListDoubt): string[] {
  const sentences = [countSentence(list.listed)];
  if (list.listed > 0) sentences.push(ordinarySentence(list.listed, list.probablyOrdinary));
  if (!Number.isNaN(list.byLuck)) {
    const luck = Math.round(list.byLuck);
    sentences.push(luck < 1 ? pageTemplates.luckNone : fillTemplate(pageTemplates.luck, { luck }));
  }
  return sentences;
}

function countSentence(listed: number): string {
  if (listed === 0) return pageTemplates.listedNone;
  return listed === 1 ? pageTemplates.listedOne : fillTemplate(pageTemplates.listed, { listed });
}

function ordinarySentence(listed: number, probablyOrdinary: number): string {
  const ordinary = Math.round(probablyOrdinary);
  if (listed === 1) return pageTemplates.ordinaryOfOne;
  if (ordinary < 1) return pageTemplates.ordinaryNone;
  if (ordinary >= listed) return pageTemplates.ordinaryAll;
  if (ordinary === 1) return pageTemplates.ordinaryOne;
  return fillTemplate(pageTemplates.ordinary, { ordinary, which: numberWords(ordinary) });
}
