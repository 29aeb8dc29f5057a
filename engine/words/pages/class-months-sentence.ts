import { fillTemplate } from '../kit/fill-template.ts';
import { monthsInEarlierClass } from '../kit/months-in-earlier-class.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** “9 of the 12 months were in last year's class.” '' where none of them were. Dates are ISO 8601. */
export function classMonthsSentence(baseline: string, now: string): string {
  const { months, monthsInEarlierClass: earlier } = monthsInEarlierClass(baseline, now);
  return earlier === 0 ? '' : fillTemplate(pageTemplates.classMonths, { months: `${earlier} of the ${months}` });
}
