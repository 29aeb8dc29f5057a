import type { CriteriaSettings } from '../criteria/index.ts';
import type { Policy } from '../policy.ts';

/** What the policy says of the criteria: its own group, and how many peers a comparison needs. */
export function criteriaSettings({ criteria, peers }: Policy): CriteriaSettings {
  return { ...criteria, minimumPeers: peers.minimum };
}
