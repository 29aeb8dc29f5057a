import type { DataReport } from './data-report.ts';

/** What became of the results in a school's files: inFiles = analysed + the counts of `notAnalysed`, always. */
export interface ResultsBalance {
  readonly inFiles: number;
  readonly analysed: number;
  /** By reason, most first. */
  readonly notAnalysed: readonly { readonly reason: string; readonly count: number }[];
}

/** The part of a conversion's report that is put beside the report of the folder it wrote. */
export interface ConvertedResults {
  readonly results: { readonly seen: number; readonly empty: number };
  readonly notUsedFor: readonly { readonly reason: string; readonly count: number }[];
}

const twice = 'The same result twice: counted once.';

/**
 * Results in the files against those that will be analysed: what the conversion left out, and what the checks of the folder it wrote
 * refuse. `earlier`: results of the folder that are taken over from a run and stand in no file.
 */
export function resultsBalance(converted: ConvertedResults, report: DataReport, earlier = 0): ResultsBalance {
  const inFiles = converted.results.seen - converted.results.empty;
  const table = report.files.find((file) => file.table === 'assessments');
  const refused = table?.reasons ?? [];
  const counts = new Map<string, number>();
  const add = (reason: string, count: number): void => {
    if (count > 0) counts.set(reason, (counts.get(reason) ?? 0) + count);
  };
  for (const { reason, count } of [...converted.notUsedFor, ...refused]) add(reason, count);
  add(twice, table?.countedOnce ?? 0);
  return {
    inFiles,
    analysed: (table?.kept ?? 0) - earlier,
    notAnalysed: [...counts]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  };
}
