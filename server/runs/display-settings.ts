import { type Policy, defaultPolicy } from '../../engine/index.ts';
import type { LoadedRun } from './loaded-run.ts';

/** What the policy of a run says of its pages; the default where a run was made before there was such a setting. */
export function displaySettings({ manifest }: Pick<LoadedRun, 'manifest'>): Policy['display'] {
  return { ...defaultPolicy.display, ...(manifest.policy as Partial<Policy>).display };
}
