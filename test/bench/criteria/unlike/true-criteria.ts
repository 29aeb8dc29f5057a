import { makeUnlikeWorld } from '../generators/make-unlike-world.ts';
import type { UnlikeWorld } from '../generators/unlike-world.ts';

/** Fewer pupils than this tell too little of who started alike: a larger world with the same settings is asked. */
const enoughPupils = 600;
const yearsEachSide = 0.5;

/** Truth of the four statements, by criterion: 1, 0, or NaN where it cannot be asked. Windows are numbers; first may be −1. */
export type TrueCriteria = (subject: number, pupil: number, first: number, baseline: number, now: number) => number[];

/**
 * The policy's four statements at its usual thresholds, from true positions alone. Growth given the same start: the place of the
 * pupil's residual from the straight line of later on earlier true position, among all pupils of that subject and those windows.
 */
export function trueCriteria(world: UnlikeWorld): TrueCriteria {
  const { truth, calendar, settings } = world;
  const many =
    settings.pupils >= enoughPupils
      ? world
      : makeUnlikeWorld({ ...settings, seed: settings.seed + 500_000, pupils: 1200, schools: 10, schoolEvent: null });
  const lines = new Map<string, { slope: number; sorted: Float64Array }>();
  return (subject, pupil, first, baseline, now) => {
    const series = (subject * truth.pupils + pupil) * truth.times;
    const [f, b, n] = [first, baseline, now].map((window) => (window < 0 ? NaN : truth.position[series + window]));
    const [tf, tb, tn] = [first, baseline, now].map((window) => (window < 0 ? NaN : calendar.year[window]));
    if (Number.isNaN(b + n)) return [NaN, NaN, NaN, NaN];
    const { slope, sorted } = line(subject, baseline, now);
    const growth = placeIn(sorted, n - slope * b);
    const change = (n - b) / (tn - tb) - (b - f) / (tb - tf);
    const canAsk = tb - tf >= yearsEachSide && tn - tb >= yearsEachSide;
    return [
      Number(growth < 0.25),
      canAsk ? Number(change <= -0.1) : NaN,
      Number(-b >= 0.5 && n <= b),
      Number(n < 0 && b - n >= 0.1),
    ];
  };

  function line(subject: number, baseline: number, now: number) {
    const key = `${subject} ${baseline} ${now}`;
    const known = lines.get(key);
    if (known) return known;
    const { position, pupils, times } = many.truth;
    const at = (pupil: number, window: number) => position[(subject * pupils + pupil) * times + window];
    const here = [...Array(pupils).keys()].filter((one) => !Number.isNaN(at(one, baseline) + at(one, now)));
    let [xx, xy] = [0, 0];
    for (const one of here) {
      xx += at(one, baseline) ** 2;
      xy += at(one, baseline) * at(one, now);
    }
    const sorted = Float64Array.from(here, (one) => at(one, now) - (xy / xx) * at(one, baseline)).sort();
    const found = { slope: xy / xx, sorted };
    lines.set(key, found);
    return found;
  }
}

/** Share of the sorted values below, 0–1. */
function placeIn(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}
