import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** Why a list holds nobody: there is nothing to compare with yet, or the term was quiet. */
export function nobodyListedSentence(anybodyHasBaseline: boolean, minimumWeeks = 10): string {
  return anybodyHasBaseline ? pageTemplates.quiet : fillTemplate(pageTemplates.noEarlier, { weeks: minimumWeeks });
}
