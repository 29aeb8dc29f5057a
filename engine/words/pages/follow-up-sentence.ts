import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/**
 * What became of an earlier listing: persisting from the baseline kept since then, or eased. Empty for the newly listed.
 *
 * @param lastAgreed what the last meeting agreed and with whom, from the record: “reading partner, Ms Khan”
 */
export function followUpSentence(state: string | null, baselineMonth: string | null, lastAgreed?: string): string {
  const agreed = lastAgreed ? ` ${fillTemplate(pageTemplates.lastAgreed, { agreed: lastAgreed })}` : '';
  if (state === 'persisting') {
    return fillTemplate(pageTemplates.persisting, { baseline: baselineMonth ?? 'then' }) + agreed;
  }
  return state === 'eased' ? pageTemplates.eased + agreed : '';
}
