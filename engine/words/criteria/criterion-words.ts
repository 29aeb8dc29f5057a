import type { CriteriaSettings } from '../../criteria/index.ts';
import type { Slots } from '../kit/fill-template.ts';
import type { SubjectWords } from '../kit/subject-words.ts';
import type { CriterionFacts, SentenceSettings } from './criterion-facts.ts';

/**
 * All that is said about one criterion; each has a file, and `index.ts` lists them. Templates are data: `{subject}` carries its
 * label (“Reading”), `{Pupil}` and `{pupil}` the forename or “This pupil”, months are “December 2025”, numbers are whole. None
 * of them says why.
 */
export interface CriterionWords {
  /** As a row of the four questions asks it: “gap growing?”. */
  readonly question: string;
  /** Over a picture of how often it is met, and how that is read. */
  readonly title: string;
  readonly explained: string;
  /** On the page of settings: what is asked, with the policy’s figures. */
  readonly asks: (settings: Omit<CriteriaSettings, 'minimumPeers'>) => readonly [what: string, means: string];
  /** What each of its settings decides, by its dotted name in the policy, as a leader would say it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Its sentence where it is met, where it is not, and where an open answer leans one way. */
  readonly met: (about: CriterionSentence) => string;
  readonly notMet: (about: CriterionSentence) => string;
  readonly leans: (about: CriterionSentence) => string;
  /** The same as a clause after “Reading: ”, for lists and the class sheet: where it is met, and where it leans towards. */
  readonly short: (about: CriterionSentence) => string;
  readonly shortTowards: string;
  /** Weeks that two tests must lie apart for it, where more than for a baseline are needed. */
  readonly minimumWeeks?: (settings: SentenceSettings) => number;
}

/** What a sentence is made from; `slots` are those every template may use. */
export interface CriterionSentence {
  readonly facts: CriterionFacts;
  readonly words: SubjectWords;
  readonly slots: Slots;
  readonly settings: SentenceSettings;
}
