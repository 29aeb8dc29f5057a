import { type AgendaFacts, agendaSentence } from './agenda-sentence.ts';
import type { SentenceSettings } from './criterion-facts.ts';
import { fillTemplate } from './fill-template.ts';
import { inShortSentences } from './in-short-sentences.ts';
import { whereListedTemplates } from './page-templates.ts';

/**
 * The answer to “Why is Amira not listed?”, and where Amira is if listed: where, then what each subject comes to. Says
 * “This pupil”.
 */
export function whyNotListed(facts: AgendaFacts, settings?: SentenceSettings): string[] {
  const where = fillTemplate(whereListedTemplates[facts.section], { Pupil: 'This pupil' });
  if (facts.section === 'not-measured' || facts.subjects.length === 0) return [where, agendaSentence(facts, settings)];
  return [where, ...inShortSentences(facts.subjects, settings)];
}
