import { informationNeeded } from '../../criteria/information-needed.ts';
import { criterionNames } from '../../tables/run-schema.ts';
import type { Slots } from '../kit/fill-template.ts';
import { likelihoodOf } from '../kit/likelihood-of.ts';
import type { SubjectWords } from '../kit/subject-words.ts';
import type { CriterionFacts, SentenceSettings } from './criterion-facts.ts';

/** The slots that every template about a criterion may use. */
export function commonSlots(facts: CriterionFacts, words: SubjectWords, settings: SentenceSettings): Slots {
  const likelihood = likelihoodOf(facts.probability, facts.information, {
    ...settings,
    minimumInformation: informationNeeded(criterionNames.indexOf(facts.criterion), settings),
  });
  return {
    subject: words.label,
    Pupil: 'This pupil',
    pupil: 'this pupil',
    // A row of a run may be told by other settings than those it was judged by.
    likely: likelihood === 'very likely' || likelihood === 'likely' ? likelihood : 'probably',
    baseline: facts.baselineMonth ?? 'the earlier test',
    below: words.higherIsBetter ? 'below' : 'above',
    above: words.higherIsBetter ? 'above' : 'below',
  };
}
