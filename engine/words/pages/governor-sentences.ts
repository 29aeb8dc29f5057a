import { fillTemplate } from '../kit/fill-template.ts';
import { type ListDoubt, listDoubtSentences } from './list-doubt-sentences.ts';
import { pageTemplates } from '../kit/page-templates.ts';

export interface GovernorCounts extends ListDoubt {
  readonly tested: number;
  readonly untested: number;
  /** Range of listed pupils that is usual for a school this size; NaN where it was not worked out. */
  readonly usualLow: number;
  readonly usualHigh: number;
}

/** The governor page's sentences: how many, what would be usual, who was not tested, and the two doubts. */
export function governorSentences(counts: GovernorCounts): string[] {
  const { listed, tested, untested, usualLow, usualHigh } = counts;
  const sentences = [
    listed === 1
      ? fillTemplate(pageTemplates.governorListedOne, { tested })
      : fillTemplate(pageTemplates.governorListed, { listed, tested }),
  ];
  if (!Number.isNaN(usualLow + usualHigh)) {
    sentences.push(fillTemplate(pageTemplates.governorUsual, { low: usualLow, high: usualHigh }));
  }
  sentences.push(untestedSentence(untested));
  // The first doubt sentence repeats the count of pupils listed, which governors have just read; “them” would be those who
  // were not tested, who have just been spoken of.
  return [...sentences, ...listDoubtSentences(counts, pageTemplates.ofThoseToDiscuss).slice(1)];
}

function untestedSentence(untested: number): string {
  if (untested === 0) return pageTemplates.governorUntestedNone;
  return untested === 1
    ? pageTemplates.governorUntestedOne
    : fillTemplate(pageTemplates.governorUntested, { untested });
}
