import { defaultPolicy, policySchema, type Policy } from '../policy.ts';
import { settingMeanings } from '../words/settings/setting-meanings.ts';
import { settingWords } from '../words/settings/setting-words.ts';

/** What a setting is about: how sure an answer must be, what counts as slow progress, the meeting’s list, or what is said of it. */
export type SettingGroup = 'certainty' | 'progress' | 'list' | 'told';

/**
 * What the tables of a run say of another value: whom it would have listed (`listAgain`), that it lists nobody else, or nothing, as
 * the answers themselves would be others.
 */
export type SettingShows = 'list' | 'same-list' | 'next-analysis';

/** One setting as a page tells it. */
export interface PolicySetting {
  /** “criteria.met”. */
  readonly key: string;
  /** A short plain name. */
  readonly name: string;
  readonly about: SettingGroup;
  readonly shows: SettingShows;
  /** What it means, with its unit. */
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
  const words = {
    name: settingWords[key] ?? key,
    about: aboutOf(key),
    shows: showsOf(key),
    meaning: settingMeanings[key] ?? description,
  };
  return [{ key, ...words, minimum, maximum, byDefault, whole: type === 'integer' }];
}

const certainty: readonly string[] = ['criteria.met', 'criteria.notMet', 'criteria.minimumInformation'];
const told: readonly string[] = [
  'criteria.monthsToNextWindow',
  'list.levelBand',
  'list.usualShareLow',
  'list.usualShareHigh',
];

function aboutOf(key: string): SettingGroup {
  if (told.includes(key)) return 'told';
  if (certainty.includes(key) || key.endsWith('.minimumInformation')) return 'certainty';
  return key.startsWith('list.') ? 'list' : 'progress';
}

function showsOf(key: string): SettingShows {
  const about = aboutOf(key);
  if (about === 'progress') return 'next-analysis';
  return about === 'list' || key === 'criteria.met' ? 'list' : 'same-list';
}
