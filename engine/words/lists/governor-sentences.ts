import { fillTemplate } from '../kit/fill-template.ts';
import { type ListDoubt, luckClause } from './list-doubt-sentence.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** What governors are told, as counts. */
export interface GovernorCounts extends ListDoubt {
  readonly tested: number;
  readonly untested: number;
  /** Range of listed pupils that would be usual at the rate of the other schools; NaN where it was not worked out. */
  readonly usualLow: number;
  readonly usualHigh: number;
}

/** The governor page's sentences: how many with the one doubt, what would be usual, and who was not tested. */
export function governorSentences(counts: GovernorCounts): string[] {
  const { listed, tested, untested, usualLow, usualHigh } = counts;
  const count =
    listed === 1
      ? fillTemplate(pageTemplates.governorListedOne, { tested })
      : fillTemplate(pageTemplates.governorListed, { listed: listed === 0 ? 'None' : listed, tested });
  const doubt = luckClause(counts);
  const usual = Number.isNaN(usualLow + usualHigh)
    ? []
    : [
        usualLow === usualHigh
          ? fillTemplate(pageTemplates.governorUsualOne, { low: usualLow })
          : fillTemplate(pageTemplates.governorUsual, { low: usualLow, high: usualHigh }),
      ];
  return [`${count}${doubt === '' ? '' : `; ${doubt}`}.`, ...usual, untestedSentence(untested)];
}

function untestedSentence(untested: number): string {
  if (untested === 0) return pageTemplates.governorUntestedNone;
  return untested === 1
    ? pageTemplates.governorUntestedOne
    : fillTemplate(pageTemplates.governorUntested, { untested });
}
