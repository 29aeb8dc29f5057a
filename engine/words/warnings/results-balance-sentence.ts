interface Balance {
  readonly inFiles: number;
  readonly analysed: number;
  readonly notAnalysed: readonly { readonly reason: string; readonly count: number }[];
}

/** “60 results in the files: 59 will be analysed, 1 will not.” Reasons stand beside it. */
export function resultsBalanceSentence({ inFiles, analysed }: Balance): string {
  if (inFiles === 0) return 'There are no results in the files.';
  if (inFiles === analysed) return `${inFiles} results in the files: all will be analysed.`;
  return `${inFiles} results in the files: ${analysed} will be analysed, ${inFiles - analysed} will not.`;
}
