import type { CriteriaSettings } from '../criteria/judged-criteria.ts';
import type { Policy } from '../policy.ts';

/** What the policy says of the criteria, in their own terms. */
export function criteriaSettings({ criteria, peers }: Policy): CriteriaSettings {
  return {
    slowerPercentile: criteria.slowerThanPeers.percentile,
    rateDrop: criteria.belowOwnRate.rateDifference,
    minimumYearsEachSide: criteria.belowOwnRate.minimumYears,
    largeGap: criteria.gapNotClosing.gap,
    gapGrowth: criteria.gapWidening.growth,
    metProbability: criteria.met,
    notMetProbability: criteria.notMet,
    minimumInformation: criteria.minimumInformation,
    minimumPeers: peers.minimum,
    yearsToNextWindow: criteria.monthsToNextWindow / 12,
  };
}
