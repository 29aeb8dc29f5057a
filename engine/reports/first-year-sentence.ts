import { fillTemplate } from './fill-template.ts';
import { pageTemplates } from './page-templates.ts';

/** What a school with one window of results is told instead of a list. */
export function firstYearSentence(minimumWeeks = 10): string {
  return fillTemplate(pageTemplates.oneWindow, { weeks: minimumWeeks });
}
