import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/**
 * How sure the list is of one pupil: the pupil's own share of the number in `listDoubtSentence`, which is the sum of these. Says
 * “this pupil”. '' where the pupil is not listed.
 *
 * @param chance 0–1 that nothing is true that the pupil is listed for
 */
export function listedDoubtSentence(chance: number | null): string {
  if (chance === null || Number.isNaN(chance)) return '';
  const pupil = 'this pupil';
  if (chance < 0.03) return fillTemplate(pageTemplates.listedDoubtHardly, { pupil });
  // Of 10 where a whole number of ten says it well, of 20 where the chance is small.
  const of = chance < 0.15 ? 20 : 10;
  const lucky = Math.round(of * chance);
  return fillTemplate(lucky === 1 ? pageTemplates.listedDoubtOne : pageTemplates.listedDoubt, { pupil, of, lucky });
}
