import { defaultPolicy, policySchema, type Policy } from '../policy.ts';

/** One setting as a page tells it. */
export interface PolicySetting {
  /** “criteria.met”. */
  readonly key: string;
  /** What it means, with its unit and default. */
  readonly meaning: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly byDefault: number;
  /** Whole numbers only. */
  readonly whole: boolean;
}

interface Node {
  readonly type?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Node>>;
}

/** The settings that bear on one school’s own pupils: those of the criteria and of the list, in the order of the schema. */
export function schoolSettings(): PolicySetting[] {
  const { criteria, list } = policySchema.properties as unknown as Readonly<Record<string, Node>>;
  return [...numbersOf(criteria, 'criteria'), ...numbersOf(list, 'list')];
}

/** The value of a setting in a whole policy. */
export function settingIn(policy: Policy, key: string): number {
  return Number(key.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], policy));
}

function numbersOf(node: Node, key: string): PolicySetting[] {
  if (node.properties)
    return Object.entries(node.properties).flatMap(([name, child]) => numbersOf(child, `${key}.${name}`));
  const { description = '', minimum = -Infinity, maximum = Infinity, type } = node;
  const byDefault = settingIn(defaultPolicy, key);
  return [{ key, meaning: description, minimum, maximum, byDefault, whole: type === 'integer' }];
}
