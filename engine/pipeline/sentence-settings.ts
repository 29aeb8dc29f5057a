import type { Policy } from '../policy.ts';
import type { SentenceSettings } from '../words/criteria/criterion-facts.ts';

/** What the policy says of the words of a run: “likely” is said of what is met, “unlikely” of what is not. */
export function sentenceSettings({ criteria, baseline, likelihood }: Policy): SentenceSettings {
  return {
    veryLikely: likelihood.veryLikely,
    likely: criteria.met,
    leansTowards: likelihood.leansTowards,
    unlikely: criteria.notMet,
    minimumInformation: criteria.minimumInformation,
    slowerPercentile: criteria.slowerThanPeers.percentile,
    minimumWeeks: baseline.minimumWeeks,
    minimumYearsEachSide: criteria.belowOwnRate.minimumYears,
    gapGrowth: criteria.gapWidening.growth,
    settles: likelihood.settles,
  };
}
