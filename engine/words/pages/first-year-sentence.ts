import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** What a school with one window of results is told instead of a list. */
export function firstYearSentence(minimumWeeks = 10): string {
  return fillTemplate(pageTemplates.oneWindow, { weeks: minimumWeeks });
}
