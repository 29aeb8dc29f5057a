import type { CriteriaSettings } from './index.ts';
import type { Circumstances } from './judged-criteria.ts';

/** One set of settings for all, or several of which `Circumstances.settings` says which is whose. */
export type SettingsOfSome = CriteriaSettings | readonly CriteriaSettings[];

/** The settings that a comparison is judged by. */
export function settingsOfEach(
  { settings: which }: Pick<Circumstances, 'settings'>,
  given: SettingsOfSome,
): (comparison: number) => CriteriaSettings {
  const several = isSeveral(given) ? given : [given];
  return (comparison) => several[which?.[comparison] ?? 0];
}

function isSeveral(given: SettingsOfSome): given is readonly CriteriaSettings[] {
  return Array.isArray(given);
}
