import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** Who gaps and positions are measured against: all pupils of the year group, to the middle one. */
export function yearGroupSentence(pupils: number, yearGroup: string): string {
  return fillTemplate(pageTemplates.yearGroup, { pupils, yearGroup });
}
