import type { AgendaSettings } from '../agenda/agenda-input.ts';
import type { CriteriaSettings } from '../criteria/index.ts';
import type { Policy } from '../policy.ts';
import type { AssessmentData } from '../tables/assessment-data.ts';
import { textAt } from '../tables/text-column.ts';
import type { SentenceSettings } from '../words/criteria/criterion-facts.ts';
import { criteriaSettings } from './criteria-settings.ts';
import { sentenceSettings } from './sentence-settings.ts';

/** The settings of a run in which some schools have their own, each different one once. */
export interface SettingsBySchool {
  readonly criteria: readonly CriteriaSettings[];
  readonly sentences: readonly SentenceSettings[];
  /** By pupil: index into both. A pupil is of the present school. */
  readonly which: Uint16Array;
  /** Of the meeting’s list, by school; only of those with settings of their own. */
  readonly lists: ReadonlyMap<string, AgendaSettings>;
}

/**
 * @param policies of each school by name, as they hold there; the first place is that of all others
 */
export function settingsBySchool(
  { pupils }: Pick<AssessmentData, 'pupils'>,
  policy: Policy,
  policies: ReadonlyMap<string, Policy>,
): SettingsBySchool {
  const different = [policy, ...policies.values()];
  const placeOf = new Map([...policies.keys()].map((school, at) => [school, at + 1]));
  return {
    criteria: different.map(criteriaSettings),
    sentences: different.map(sentenceSettings),
    which: Uint16Array.from(
      { length: pupils.count },
      (_, pupil) => placeOf.get(textAt(pupils.school, pupil) ?? '') ?? 0,
    ),
    lists: new Map([...policies].map(([school, { list }]) => [school, list])),
  };
}
