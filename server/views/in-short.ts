import { criterionNames, fillForename, type SubjectWords } from '../../engine/index.ts';
import type { SubjectEvidence } from '../access/pupil-evidence.ts';
import { answerOf } from './criterion-cell.ts';
import { textOf } from './words.ts';

/** One subject in one sentence: what is met, else the answer about pupils with the same start. */
export function inShort(evidence: SubjectEvidence, forename: string, words: SubjectWords | undefined): string {
  const met = criterionNames.flatMap((criterion) =>
    evidence.criteria[criterion]?.['verdict'] === 'met' ? [evidence.criteria[criterion]] : [],
  );
  const row = met[0] ?? evidence.criteria['slower-than-peers'];
  const sentence = textOf(row, 'sentence');
  const label = words?.label ?? evidence.subject;
  if (!row || !sentence) return `${label}: cannot say.`;
  // What cannot be said is a sentence of its own without the subject.
  if (row['verdict'] === 'cannot-say' && !sentence.startsWith(label)) return `${label}: ${answerOf(row)}.`;
  return fillForename(sentence, forename);
}
