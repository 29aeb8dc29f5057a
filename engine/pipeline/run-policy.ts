import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SameStartError } from '../errors.ts';
import type { Policy } from '../policy.ts';
import policySchema from '../policy.schema.json' with { type: 'json' };

/**
 * The policy of one run: the named file, else `policy.json` in the data folder, else that of an earlier run (`carried`; a
 * baseline window named then is not named again), else the defaults; a baseline window named now goes over it.
 * @throws SameStartError policy-unreadable and the errors of `resolvePolicy`
 */
export async function runPolicy(
  dataFolder: string,
  file: string | undefined,
  baseline: string | undefined,
  carried?: Policy,
): Promise<Policy> {
  const written = await readPolicyFile(file ?? join(dataFolder, 'policy.json'), file !== undefined);
  if (written === undefined && carried === undefined && baseline === undefined) return policyOfSchema();
  // What checks settings is more than half of the modules that an analysis loads.
  const { defaultPolicy, resolvePolicy } = await import('../policy.ts');
  const policy = resolvePolicy(written === undefined ? withoutNamedWindow(carried, defaultPolicy) : written);
  if (baseline === undefined) return policy;
  return resolvePolicy({ ...policy, baseline: { ...policy.baseline, rule: 'window', window: baseline } });
}

/** A window belongs to its term: next term progress is counted from another. */
function withoutNamedWindow(policy: Policy | undefined, { baseline }: Policy): Policy | undefined {
  if (policy?.baseline.rule !== 'window') return policy;
  return { ...policy, baseline: { ...policy.baseline, rule: baseline.rule, window: baseline.window } };
}

/** `defaultPolicy`, from the schema’s own defaults. */
function policyOfSchema(): Policy {
  const { $schema: _ofFiles, schools: _ofNone, ...settings } = policySchema.properties;
  return defaultsOf({ properties: settings }) as Policy;
}

interface SchemaNode {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

function defaultsOf({ default: own, properties }: SchemaNode): unknown {
  if (properties === undefined) return own;
  const entries = Object.entries(properties).map(([name, child]) => [name, defaultsOf(child)]);
  return Object.freeze(Object.fromEntries(entries));
}

async function readPolicyFile(file: string, mustExist: boolean): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!mustExist && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    const why = code === 'ENOENT' ? 'it does not exist' : String(code);
    throw new SameStartError('policy-unreadable', { file, why }, { cause: error });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    const why = `it is not JSON (${(error as Error).message})`;
    throw new SameStartError('policy-unreadable', { file, why }, { cause: error });
  }
}
