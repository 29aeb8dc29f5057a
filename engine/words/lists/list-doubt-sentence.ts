import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** A row of the table of lists, as counts of pupils. */
export interface ListDoubt {
  readonly listed: number;
  /** Of those listed, of how many nothing is true that they are listed for: the sum of the chances of each; NaN not known. */
  readonly probablyOrdinary: number;
}

/**
 * The one doubt that stands over every list: how many are listed, and how many of them by test luck alone. “6 pupils are listed;
 * about 1 of them is probably there by test luck alone, and the tests cannot tell us which.” How many luck would list in a school
 * where all progress is ordinary is another school's figure and no part of this list: it is in the table of lists.
 */
export function listDoubtSentence({ listed, probablyOrdinary }: ListDoubt): string {
  if (listed === 0) return pageTemplates.listedNone;
  const count = listed === 1 ? pageTemplates.listedOne : fillTemplate(pageTemplates.listed, { listed });
  const doubt = luckClause({ listed, probablyOrdinary });
  return doubt === '' ? `${count}.` : `${count}; ${doubt}.`;
}

/** The doubt alone, of those whom the sentence before has counted: “about 1 of them is probably there by test luck alone …”. */
export function luckClause({ listed, probablyOrdinary }: ListDoubt): string {
  if (Number.isNaN(probablyOrdinary) || listed === 0) return '';
  const lucky = Math.round(probablyOrdinary);
  if (listed === 1) return lucky < 1 ? pageTemplates.luckNotOne : pageTemplates.luckPerhapsOne;
  if (lucky < 1) return pageTemplates.luckNone;
  if (lucky >= listed) return pageTemplates.luckAll;
  return lucky === 1 ? pageTemplates.luckOne : fillTemplate(pageTemplates.luck, { lucky });
}
