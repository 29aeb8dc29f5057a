import type { Section } from '../../tables/run-schema.ts';
import type { SentenceSettings } from '../criteria/criterion-facts.ts';
import { notMeasuredSentence } from '../criteria/not-measured-sentence.ts';
import { pageTemplates } from '../kit/page-templates.ts';
import { type ShortAnswer, type SubjectCriteria, shortSentence } from '../criteria/short-sentence.ts';

/** One pupil on (or off) the meeting's list. */
export interface AgendaFacts {
  readonly section: Section;
  /** Why there is no result this time (`lackWords`); read in section `not-measured`, and where a pupil has left. */
  readonly because: string | null;
  /** Every subject with a result; the subject of greatest concern first. */
  readonly subjects: readonly SubjectCriteria[];
}

/** What is told before what: a subject in which something is met stands for the pupil. */
const orderOfTelling: readonly ShortAnswer[] = ['met', 'towards', 'against', 'no-sign', 'cannot-say'];

/**
 * The one sentence a class page prints for a pupil: the strongest answer over the subjects, with the subjects it is given
 * for. A measure other than attainment goes by its name alone here: there is one line, and no clause says above or below.
 * “Reading: likely slower than three in four pupils with the same score in December 2025.”
 */
export function agendaSentence(facts: AgendaFacts, settings?: SentenceSettings): string {
  // Somebody who has left is not listed, and has no result this time either.
  const gone = facts.section === 'not-listed' && facts.because !== null;
  if (gone || facts.section === 'not-measured' || facts.subjects.length === 0) {
    return notMeasuredSentence(facts.because);
  }
  if (facts.section === 'eased') return pageTemplates.eased;
  const told = facts.subjects.map((subject) => ({ words: subject.words, ...shortSentence(subject, settings) }));
  const answer = orderOfTelling.find((each) => told.some((one) => one.answer === each));
  const strongest = told.filter((one) => one.answer === answer);
  const { text } = strongest[0];
  if (answer === 'met') return `${subjectList([strongest[0].words.name])}: ${text}.`;
  return `${subjectList(strongest.filter((one) => one.text === text).map(({ words }) => words.name))}: ${text}.`;
}

function subjectList(names: readonly string[]): string {
  const listed = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0];
  return listed.charAt(0).toUpperCase() + listed.slice(1);
}
