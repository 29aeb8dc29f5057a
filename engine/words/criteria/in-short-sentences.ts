import type { SentenceSettings } from './criterion-facts.ts';
import { type SubjectCriteria, shortSentence } from './short-sentence.ts';

/** “In short” of the pupil page: one sentence a subject, in the order given. “Reading: likely slower than …” */
export function inShortSentences(subjects: readonly SubjectCriteria[], settings?: SentenceSettings): string[] {
  return subjects.map((subject) => `${subject.words.label}: ${shortSentence(subject, settings).text}.`);
}
