import type { UnlikeWorld } from '../generators/unlike-world.ts';

/** Var(true)/Var(shown) of those who sat, within subject, cohort and window; cells of 11 and more, weighed by pupils. */
export function realisedReliability({ truth, settings, calendar }: UnlikeWorld): number {
  const { pupils, times, level, shown, cohort } = truth;
  let [sum, weight] = [0, 0];
  for (let subject = 0; subject < settings.subjects; subject++) {
    for (let window = 0; window < calendar.count; window++) {
      for (let own = 0; own < settings.yearGroups.length; own++) {
        const here = [...Array(pupils).keys()]
          .filter((pupil) => cohort[pupil] === own)
          .map((pupil) => (subject * pupils + pupil) * times + window)
          .filter((at) => !Number.isNaN(shown[at]));
        if (here.length < 11) continue;
        const variance = (column: Float64Array) => {
          const mean = here.reduce((total, at) => total + column[at], 0) / here.length;
          return here.reduce((total, at) => total + (column[at] - mean) ** 2, 0);
        };
        sum += (here.length * variance(level)) / variance(shown);
        weight += here.length;
      }
    }
  }
  return sum / weight;
}
