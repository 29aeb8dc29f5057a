import type { LuckPlan } from '../agenda/listed-by-luck.ts';
import type { CriteriaSettings } from '../criteria/index.ts';
import type { SettingsBySchool } from './settings-by-school.ts';

/** What luck would list under each of the settings, every pupil by those that hold for the pupil. */
export function luckOfEach(
  { criteria, which }: Pick<SettingsBySchool, 'criteria' | 'which'>,
  planOf: (criteria: CriteriaSettings) => LuckPlan,
): LuckPlan {
  const plans = criteria.map(planOf);
  const starts = plans.map((_, at) => plans.slice(0, at).reduce((sum, { tasks }) => sum + tasks.length, 0));
  return {
    tasks: plans.flatMap(({ tasks }) => tasks),
    gather: (listed) => {
      const shares = plans.map(({ tasks, gather }, at) => gather(listed.slice(starts[at], starts[at] + tasks.length)));
      return Float64Array.from(which, (of, pupil) => shares[of][pupil]);
    },
  };
}
