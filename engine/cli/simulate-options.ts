import { worlds } from '../worlds/model/worlds.ts';
import type { WorldSettings } from '../worlds/model/world-settings.ts';

/** The world that is made where none is named. */
export const defaultWorld = 'trust-3000';

/** Options that set one number of the world, with what they mean. */
export const numberOptions = {
  pupils: ['pupils', 'pupils on roll'],
  windows: ['windows', 'number of windows'],
  change: ['yearlyChangeSd', 'SD of a year’s true change'],
  reversion: ['reversionPerYear', 'mean reversion of the drift a year; 0 = random walk'],
  persistent: ['persistentShare', 'share of the change that lasts, 0 to 1'],
  slowed: ['slowedShare', 'share of pupils given a lasting slow-down, 0 to 1'],
  'slowed-by': ['slowedSdPerYear', 'its size, SD a year'],
  'bad-days': ['badDayChance', 'chance that a sitting is a bad day, 0 to 1'],
} as const satisfies Record<string, readonly [keyof WorldSettings, string]>;

/** The options of `same-start simulate` as its help shows them, every named world among them. */
export const simulateOptions: readonly (readonly [flag: string, meaning: string])[] = [
  ['--seed S', 'a whole number or a word; the same seed and settings give the same bytes'],
  ['--world NAME', `one of those below; default ${defaultWorld}. Each has its own settings, which these replace:`],
  ...Object.entries(numberOptions).map(([name, [, meaning]]) => [`--${name} N`, meaning] as const),
  ['--reliability N', 'of every subject, 0.05 to 1'],
  ...Object.entries(worlds).map(([name, { summary }]) => [`  ${name}`, summary] as const),
];
