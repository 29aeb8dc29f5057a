import type { Conversion, ConvertedResult } from '../conversion/conversion.ts';
import type { Guess, Mapping } from '../mapping/mapping.ts';

/** Two tests of one kind that lie no further apart are a test and its retest; later ones are results of their own. */
const mostDaysOfRetest = 14;

/**
 * Asks once which counts where a pupil took a test again within days, and enters the proposal in the mapping. Publishers' reports
 * take the latest (https://star-uk-help.renaissance.com/hc/en-gb/articles/14021188523547).
 */
export function proposeRetests({ results }: Conversion, mapping: Mapping, file: string): Guess[] {
  if (mapping.retests !== undefined) return [];
  const pairs = retests(results).length;
  if (pairs === 0) return [];
  mapping.retests = 'latest';
  return [
    {
      file,
      of: `${pairs} ${pairs === 1 ? 'test' : 'tests'} taken again within ${mostDaysOfRetest} days`,
      as: 'the latest counts',
      reason: 'publishers’ reports take the latest test of a window',
      confidence: 0.6,
      choices: [
        { value: 'latest', label: 'the latest counts' },
        { value: 'first', label: 'the first counts' },
      ],
      at: ['retests'],
    },
  ];
}

/** Keeps the test that does not count apart, by the rule in the mapping. */
export function keepRetestsApart(conversion: Conversion, { retests: rule = 'latest' }: Mapping): void {
  const out = new Set(retests(conversion.results).map(([first, last]) => (rule === 'latest' ? first : last)));
  if (out.size === 0) return;
  for (const result of out) {
    conversion.keepApart({ ...result, measure: `${result.measure} retest`.trim() }, whyRetest(rule));
  }
  const kept = conversion.results.filter((result) => !out.has(result));
  conversion.results.splice(0, conversion.results.length, ...kept);
  conversion.notes.set(
    `Tests taken again within ${mostDaysOfRetest} days: the ${rule} counts, the other is kept in other-measures.csv.`,
    out.size,
  );
}

function whyRetest(rule: string): string {
  return `The test was taken again within ${mostDaysOfRetest} days, and the ${rule} counts; this one is kept apart, in other-measures.csv.`;
}

/** Pairs of neighbouring tests, earlier first. */
function retests(results: readonly ConvertedResult[]): [ConvertedResult, ConvertedResult][] {
  const dated = results.filter(
    ({ day, status }) => !Number.isNaN(day) && (status === 'valid' || status === 'floor' || status === 'ceiling'),
  );
  const groups = Map.groupBy(dated, ({ pupilId, subject, measure }) => `${pupilId}\n${subject}\n${measure}`);
  return [...groups.values()].flatMap((group) => {
    const sorted = group.toSorted((a, b) => a.day - b.day);
    return sorted.slice(1).flatMap((later, at): [ConvertedResult, ConvertedResult][] => {
      const isRetest = later.day > sorted[at].day && later.day - sorted[at].day <= mostDaysOfRetest;
      return isRetest ? [[sorted[at], later]] : [];
    });
  });
}
