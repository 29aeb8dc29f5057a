import type { SubjectEvidence } from './pupil-evidence.ts';

export type Mark = '▲' | '–' | '▽' | '?' | '·';

export const markWords: Readonly<Record<Mark, string>> = {
  '▲': 'faster',
  '–': 'usual',
  '▽': 'leans slower',
  '?': 'cannot say',
  '·': 'not tested',
};

/** One mark a subject, read off the answer about pupils with the same start. */
export function subjectMark(evidence: SubjectEvidence | undefined): Mark {
  if (!evidence?.growth) return '·';
  const row = evidence.criteria['slower-than-peers'];
  if (!row || (row.verdict === 'cannot-say' && row.reason !== 'too-close-to-call')) return '?';
  if (['very likely', 'likely', 'leans towards'].includes(row.likelihood)) return '▽';
  return (evidence.growth.growth_percentile_true_low ?? 0) > 50 ? '▲' : '–';
}
