import { fillTemplate } from '../kit/fill-template.ts';
import { numberWords } from '../kit/number-words.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** A row of the table of lists, as counts of pupils. */
export interface ListDoubt {
  readonly listed: number;
  /** Of those listed, how many are probably making ordinary progress. */
  readonly probablyOrdinary: number;
  /** How many would be listed by test luck alone; NaN where it was not worked out. */
  readonly byLuck: number;
}

/** The two honest doubts that stand over every list, as sentences; the second is left out where it is not known. @param ofThem who the listed are called */
export function listDoubtSentences(list: ListDoubt, ofThem: string = pageTemplates.ofThem): string[] {
  const sentences = [countSentence(list.listed)];
  if (list.listed > 0) sentences.push(ordinarySentence(list, ofThem));
  if (!Number.isNaN(list.byLuck)) sentences.push(luckSentence(list));
  return sentences;
}

/**
 * Luck would list more in a school where all progress is ordinary than it lists of the pupils there are: some of these move
 * faster, whom luck hardly reaches, and some slower, who are listed rightly. Beside a smaller first doubt that has to be said.
 */
function luckSentence({ listed, probablyOrdinary, byLuck }: ListDoubt): string {
  const luck = Math.round(byLuck);
  if (luck < 1) return pageTemplates.luckNone;
  const fewerHere = listed > 1 && luck > Math.round(probablyOrdinary);
  return fillTemplate(fewerHere ? pageTemplates.luckFewer : pageTemplates.luck, { luck });
}

function countSentence(listed: number): string {
  if (listed === 0) return pageTemplates.listedNone;
  return listed === 1 ? pageTemplates.listedOne : fillTemplate(pageTemplates.listed, { listed });
}

function ordinarySentence({ listed, probablyOrdinary }: ListDoubt, ofThem: string): string {
  const ordinary = Math.round(probablyOrdinary);
  if (listed === 1) return pageTemplates.ordinaryOfOne;
  if (ordinary < 1) return fillTemplate(pageTemplates.ordinaryNone, { ofThem });
  if (ordinary >= listed) return fillTemplate(pageTemplates.ordinaryAll, { ofThem });
  if (ordinary === 1) return fillTemplate(pageTemplates.ordinaryOne, { ofThem });
  return fillTemplate(pageTemplates.ordinary, { ofThem, ordinary, which: numberWords(ordinary) });
}
