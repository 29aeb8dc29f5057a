import { fillTemplate } from '../kit/fill-template.ts';
import { listInWords } from '../kit/list-in-words.ts';
import { pageTemplates } from '../kit/page-templates.ts';
import { yearGroupWords } from '../kit/year-group-words.ts';

/** How many of a class sat each subject; `name` is the subject inside a sentence. */
export interface SubjectCoverage {
  readonly name: string;
  readonly tested: number;
  readonly onRoll: number;
}

/** A year group of which nobody was entered for these subjects, so that it counts as untested in none of them. */
export interface YearWithout {
  readonly yearGroup: string;
  /** Subjects inside a sentence, in the run's order. */
  readonly names: readonly string[];
}

/**
 * “Tested: reading 28/30, maths 29/30.” Floor and ceiling results count as tested. Year groups that do not sit a subject are
 * said after it: “Reception has no results in maths and reading.”
 */
export function coverageLine(subjects: readonly SubjectCoverage[], without: readonly YearWithout[] = []): string {
  const parts = subjects.map(({ name, tested, onRoll }) => `${name} ${tested}/${onRoll}`);
  const tested = fillTemplate(pageTemplates.tested, { subjects: parts.join(', ') || 'nothing yet' });
  return [tested, ...withoutSentences(without)].join(' ');
}

function withoutSentences(without: readonly YearWithout[]): string[] {
  const alike = Map.groupBy(
    without.filter(({ names }) => names.length > 0),
    ({ names }) => listInWords(names),
  );
  return [...alike].map(([subjects, years]) => {
    const inOrder = years.toSorted((a, b) => placeOf(a) - placeOf(b));
    const words = inOrder.map(({ yearGroup }) => yearGroupWords(yearGroup));
    return words.length === 1
      ? fillTemplate(pageTemplates.yearWithout, { year: words[0], subjects })
      : fillTemplate(pageTemplates.yearsWithout, { years: listInWords(words), subjects });
  });
}

/** Nursery and Reception come before Year 1, and Year 9 before Year 10. */
function placeOf({ yearGroup }: YearWithout): number {
  return /^\d+$/.test(yearGroup) ? Number(yearGroup) : yearGroup === 'R' ? 0 : -1;
}
