import type { Policy } from '../policy.ts';
import type { SentenceSettings } from '../words/criteria/criterion-facts.ts';
import { criteriaSettings } from './criteria-settings.ts';

/** What the policy says of the words of a run: “likely” is said of what is met, “unlikely” of what is not. */
export function sentenceSettings(policy: Policy): SentenceSettings {
  return { ...criteriaSettings(policy), ...policy.likelihood, minimumWeeks: policy.baseline.minimumWeeks };
}
