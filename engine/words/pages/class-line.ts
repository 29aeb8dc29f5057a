import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** A class's or school's median growth: a row of the table of groups. */
export interface ClassGrowth {
  /** “4K”, or a school's name. */
  readonly group: string;
  /** Median growth percentile and its 90 % interval; NaN where withheld. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Withheld because the class is (nearly) all of those it is compared with: it comes out as average by design. */
  readonly ownReference?: boolean;
  /** Months from baseline to now, and how many of them the pupils spent in last year's class; left out if unknown. */
  readonly months?: number;
  readonly monthsInEarlierClass?: number;
}

/** The class beside the pupil: whether slow progress is a pattern of the whole class. Never about a teacher. */
export function classLine(growth: ClassGrowth): string {
  if (Number.isNaN(growth.median + growth.low + growth.high)) {
    const template = growth.ownReference ? pageTemplates.classAlone : pageTemplates.classWithheld;
    return fillTemplate(template, { group: growth.group });
  }
  const line = fillTemplate(pageTemplates.classLine, {
    group: growth.group,
    median: growth.median,
    low: growth.low,
    high: growth.high,
    verdict:
      growth.high < 50
        ? pageTemplates.classSlower
        : growth.low > 50
          ? pageTemplates.classFaster
          : pageTemplates.classSame,
  });
  if (!growth.months || !growth.monthsInEarlierClass) return line;
  const months = `${Math.round(growth.monthsInEarlierClass)} of the ${Math.round(growth.months)}`;
  return `${line} ${fillTemplate(pageTemplates.classMonths, { months })}`;
}
