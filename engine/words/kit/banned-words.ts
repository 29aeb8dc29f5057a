/**
 * Words that may never stand in anything a person reads here, as patterns: they judge a child, promise a prediction, or
 * are statistics. “Score” is banned for a growth percentile only, and is looked for where the sentence is about one.
 */
export const bannedWords: readonly { readonly word: string; readonly pattern: RegExp }[] = [
  { word: 'at risk', pattern: /\bat risk\b/i },
  { word: 'fail', pattern: /\bfail(?:s|ed|ing|ure)?\b/i },
  { word: 'significant', pattern: /\bsignificant(?:ly)?\b/i },
  { word: 'likely SEN', pattern: /\blikely SEN\b|\bSEN likely\b/i },
  { word: 'predicted', pattern: /\bpredict(?:s|ed|ion|ions)?\b/i },
  { word: 'expected progress', pattern: /\bexpected progress\b/i },
  { word: 'underperform', pattern: /\bunder-?perform/i },
  { word: 'vulnerable', pattern: /\bvulnerable\b/i },
  { word: 'intervention failed', pattern: /\bintervention failed\b/i },
  { word: 'growth percentile score', pattern: /\bpercentile score\b|\bgrowth score\b/i },
  { word: 'rank', pattern: /\brank(?:s|ed|ing)?\b/i },
  { word: 'SD', pattern: /\bSDs?\b/ },
  { word: 'CI', pattern: /\bCIs?\b/ },
  { word: 'cohort', pattern: /\bcohorts?\b/i },
  { word: 'θ', pattern: /θ/ },
  { word: 'meets the threshold', pattern: /\bmeets the threshold\b/i },
  { word: 'he or she', pattern: /\b(?:he|she|his|her|hers|him)\b/i },
];

/** Words of the list that `text` holds; empty for a text that may be shown. */
export function bannedWordsIn(text: string): string[] {
  return bannedWords.filter(({ pattern }) => pattern.test(text)).map(({ word }) => word);
}
