import { reasonNames, type Reason } from '../tables/run-schema.ts';
import type { Circumstances, CriteriaSettings, JudgedCriteria } from './judged-criteria.ts';

/** Indices into `verdictNames`. */
export const met = 0;
export const notMet = 1;
export const cannotSay = 2;

const slower = 0;
const ownRate = 1;
const gapNotClosing = 2;
const reason = Object.fromEntries(reasonNames.map((name, place) => [name, place])) as Record<Reason, number>;

/**
 * Why this criterion cannot be judged for a comparison that has a baseline, as an index into `reasonNames`; −1 where it
 * can. The first that applies is given.
 */
export function impediment(
  criterion: number,
  dates: { readonly comparison: number; readonly yearsBefore: number; readonly yearsSince: number },
  facts: Circumstances,
  settings: CriteriaSettings,
): number {
  const row = dates.comparison;
  if (facts.outOfYear[row] === 1) return reason['out-of-year'];
  if (criterion === slower) return facts.peers[row] < settings.minimumPeers ? reason['too-few-peers'] : -1;
  if (facts.changedSince[row] === 1) return reason['changed-test'];
  if (criterion !== ownRate) return -1;
  // A missing first window has no years before, and no comparison with a number holds for it.
  if (!(dates.yearsBefore >= settings.minimumYearsEachSide)) return reason['no-earlier-window'];
  if (dates.yearsSince < settings.minimumYearsEachSide) return reason['windows-too-close'];
  return facts.changedBefore[row] === 1 ? reason['changed-test'] : -1;
}

/**
 * Verdict and reason from a probability: met at or above one limit; not met at or under the other **and** with enough
 * information; anything else is left open, with the reason that explains it best.
 */
export function verdictOf(
  criterion: number,
  judged: JudgedCriteria,
  facts: Circumstances,
  row: number,
  settings: CriteriaSettings,
): { verdict: number; reason: number } {
  const probability = judged.probability[4 * row + criterion];
  const information = judged.information[4 * row + criterion];
  if (probability >= settings.metProbability) return { verdict: met, reason: -1 };
  if (probability <= settings.notMetProbability && information >= settings.minimumInformation) {
    const noGap = judged.gapBaseline[row] < settings.largeGap;
    return {
      verdict: notMet,
      reason: reason[criterion !== gapNotClosing ? 'ordinary' : noGap ? 'no-gap' : 'gap-closing'],
    };
  }
  return { verdict: cannotSay, reason: reason[openReason(information, facts, row, settings)] };
}

function openReason(information: number, facts: Circumstances, row: number, settings: CriteriaSettings): Reason {
  if (facts.atFloor[row] === 1) return 'at-floor';
  if (facts.atCeiling[row] === 1) return 'at-ceiling';
  if (facts.onlyBands[row] === 1) return 'only-bands';
  return information < settings.minimumInformation ? 'too-imprecise' : 'too-close-to-call';
}
