import { reasonNames, type Reason } from '../tables/run-schema.ts';
import { criteria, type CriteriaSettings } from './index.ts';
import { informationNeeded } from './information-needed.ts';
import type { Circumstances, JudgedCriteria } from './judged-criteria.ts';

/** Indices into `verdictNames`. */
export const met = 0;
export const notMet = 1;
export const cannotSay = 2;

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
  const { comparison: row, yearsBefore, yearsSince } = dates;
  if (facts.outOfYear[row] === 1) return reason['out-of-year'];
  const why = criteria[criterion].hindrance({ row, yearsBefore, yearsSince, facts }, settings);
  return why === null ? -1 : reason[why];
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
  const at = criteria.length * row + criterion;
  const probability = judged.probability[at];
  const information = judged.information[at];
  const best = facts.bestNow[row] === 1;
  if (probability >= settings.met && !best) return { verdict: met, reason: -1 };
  const needed = informationNeeded(criterion, settings);
  if (probability <= settings.notMet && information >= needed) {
    return { verdict: notMet, reason: reason[criteria[criterion].whyNotMet(judged.gapBaseline[row], settings)] };
  }
  return { verdict: cannotSay, reason: reason[openReason(information < needed, facts, row)] };
}

/** Whether an open verdict has no probability to tell: a score at the best end says of nothing slower how likely it is. */
export function isUntold(facts: Circumstances, row: number, verdict: number): boolean {
  return verdict === cannotSay && facts.bestNow[row] === 1;
}

function openReason(tooLittle: boolean, facts: Circumstances, row: number): Reason {
  if (facts.atFloor[row] === 1) return 'at-floor';
  if (facts.atCeiling[row] === 1) return 'at-ceiling';
  if (facts.onlyBands[row] === 1) return 'only-bands';
  return tooLittle ? 'too-imprecise' : 'too-close-to-call';
}
