import { createHash } from 'node:crypto';
import { stableJson } from './stable-json.ts';

/** SHA-256 (hex, 64 digits) of a JSON value; the order of keys does not matter. For a policy, a reference, a run's inputs. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(stableJson(value)).digest('hex');
}
