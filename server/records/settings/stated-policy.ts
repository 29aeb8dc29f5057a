import { defaultPolicy, resolvePolicy, type Policy } from '../../../engine/index.ts';
import { newestSettings, trust } from './policy-settings.ts';
import type { SchoolRecord } from '../open-record.ts';

/** Settings as a policy file holds them: the trust’s, and beside them those of schools that have their own. */
export interface StatedPolicy {
  /** The trust has set something: what it left out is the default. */
  readonly ofTrust: boolean;
  readonly [group: string]: unknown;
}

/**
 * The settings people chose in the pages, as a policy file: what the trust changed and, of these schools, what each changed.
 * Null where nobody changed anything.
 */
export async function statedPolicy(
  record: SchoolRecord,
  schools: (school: string) => boolean = () => true,
): Promise<StatedPolicy | null> {
  const newest = await newestSettings(record);
  const own = [...newest].filter(([school, stated]) => school !== trust && schools(school) && !isEmpty(stated));
  const all = newest.get(trust);
  if (newest.size === 0) return null;
  return {
    ofTrust: newest.has(trust),
    ...(isEmpty(all) ? {} : (all as object)),
    ...(own.length === 0 ? {} : { schools: Object.fromEntries(own) }),
  };
}

/**
 * The same over what the last results were made with. What a school may set for itself is the record’s alone once the trust has
 * set anything in the pages, so that what was taken back is gone; other settings of a file stay.
 */
export function policyOver(carried: Policy | null, stated: StatedPolicy | null): Policy | null {
  if (stated === null) return carried;
  const { schools: _earlier, profile, criteria, list, ...others } = carried ?? defaultPolicy;
  const asBefore = stated['profile'] === undefined && !stated.ofTrust ? { profile, criteria, list } : {};
  const { ofTrust: _, ...file } = stated;
  return resolvePolicy(merged({ ...others, ...asBefore }, file));
}

function merged(under: unknown, over: unknown): unknown {
  if (!isGroup(under) || !isGroup(over)) return over;
  const names = new Set([...Object.keys(under), ...Object.keys(over)]);
  return Object.fromEntries(
    [...names].map((name) => [name, Object.hasOwn(over, name) ? merged(under[name], over[name]) : under[name]]),
  );
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(stated: unknown): boolean {
  return !isGroup(stated) || Object.keys(stated).length === 0;
}
