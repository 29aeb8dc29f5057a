import { slowDownKinds } from '../model/slow-down-hypotheses.ts';

/**
 * The hypotheses tell kinds of slow-down apart more surely than real ones can be told: each has one size, and a steep fall of the
 * last months, a plateau and a step in one window look alike from two or three scores. So the kinds’ shares of the chance are
 * raised to this power, and a step, whose sizes vary more than the hypotheses say, counts so many times. Both from 48 worlds of
 * a generator unlike the model (`test/bench/criteria/generators`; three families, seeds 73001 on), looked at again on 48 others.
 */
const flattened = 0.7;
const weightOfKind: Readonly<Record<(typeof slowDownKinds)[number], number>> = {
  'recent-fall': 1,
  'long-decline': 1,
  'lasting-step': 1.8,
};
const weights = slowDownKinds.map((kind) => weightOfKind[kind]);

/**
 * Chances of the kinds as they are told: right as often as they say, given that there is a slow-down at all. Their sum, its
 * chance, stays as it is.
 *
 * @param chances of `slowDownKinds` by the hypotheses, from `at` on
 * @param into the same places, told
 */
export function tellKinds(chances: Float64Array, at: number, into: Float64Array, to: number): void {
  let any = 0;
  let all = 0;
  for (let kind = 0; kind < weights.length; kind++) {
    any += chances[at + kind];
    into[to + kind] = weights[kind] * chances[at + kind] ** flattened;
    all += into[to + kind];
  }
  for (let kind = 0; kind < weights.length; kind++) into[to + kind] = all > 0 ? (any * into[to + kind]) / all : 0;
}
