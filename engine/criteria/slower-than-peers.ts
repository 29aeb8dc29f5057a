import { normalQuantile } from '../stats/distributions/normal-quantile.ts';
import type { CriterionRule, Span } from './criterion.ts';

export interface SlowerThanPeersSettings {
  /** True growth percentile under which progress counts as slower, 0–100. */
  readonly slowerThanPeers: { readonly percentile: number };
}

/** Growth from where peers with the same start are in the middle: n − r·b. */
function growth({ peerCorrelation }: Span, out: Float64Array): void {
  out[0] = 0;
  out[1] = -peerCorrelation;
  out[2] = 1;
}

/**
 * (a) The true growth percentile given the baseline position lies under a limit.
 *
 * Source: SEND Code of Practice 2015 §6.17, “significantly slower than that of their peers starting from the same baseline”.
 */
export const slowerThanPeers = {
  name: 'slower-than-peers',
  usual: { slowerThanPeers: { percentile: 25 } } as SlowerThanPeersSettings,
  statement: [
    {
      weigh: growth,
      limit: ({ slowerThanPeers: { percentile } }, { peerCorrelation }) =>
        Math.sqrt(1 - peerCorrelation ** 2) * normalQuantile(percentile / 100),
    },
  ],
  corners: () => [],
  hindrance: ({ row, facts }, { minimumPeers }) => (facts.peers[row] < minimumPeers ? 'too-few-peers' : null),
  whyNotMet: () => 'ordinary',
  effect: { unit: 'SD', points: 'current', weigh: growth },
} satisfies CriterionRule<SlowerThanPeersSettings> & { usual: SlowerThanPeersSettings };
