import type { ProvisionRow } from '../plans/plan-tables.ts';
import type { ProvisionOfPupil } from './provision-of-pupils.ts';
import { commonTime, weeklyMinutes } from './provision-time.ts';
import { weeklyTimes } from './weekly-times.ts';

/** Two provisions at one time for one pupil or adult, or more in a week than the limit. */
export interface Clash {
  readonly kind: 'same-time' | 'too-many-minutes';
  readonly of: 'pupil' | 'adult';
  /** Identifier of the pupil, or the adult as written. */
  readonly who: string;
  readonly provisions: readonly ProvisionRow[];
  /** Minutes in the fullest week; of those that overlap for `same-time`. */
  readonly minutes: number;
  /** The first day on which it is so. */
  readonly on: string;
}

export interface ClashLimits {
  /** Minutes a week. */
  readonly pupil: number;
  readonly adult: number;
}

interface Part {
  readonly provision: ProvisionRow;
  readonly from: string;
  readonly to: string;
}

/** Clashes of the pupils and adults of one school; adults are one by what is written, whatever the capitals. */
export function clashes(
  provisions: readonly ProvisionRow[],
  ofPupils: readonly ProvisionOfPupil[],
  limits: ClashLimits,
): Clash[] {
  const byPupil = Map.groupBy(ofPupils, ({ pupilId }) => pupilId);
  const adults = Map.groupBy(provisions, ({ by_whom }) => by_whom.trim().toLowerCase());
  return [
    ...[...byPupil].flatMap(([who, parts]) => clashesOf({ of: 'pupil', who }, parts, limits.pupil)),
    ...[...adults.values()].flatMap((own) =>
      clashesOf(
        { of: 'adult', who: own[0].by_whom.trim() },
        own.map((provision) => ({ provision, from: provision.from_on, to: provision.to_on })),
        limits.adult,
      ),
    ),
  ];
}

function clashesOf(whose: Pick<Clash, 'of' | 'who'>, unordered: readonly Part[], limit: number): Clash[] {
  const parts = unordered.toSorted((a, b) => a.provision.name.localeCompare(b.provision.name, 'en'));
  const found: Clash[] = [];
  for (const [at, a] of parts.entries())
    for (const b of parts.slice(at + 1)) {
      const common = a.provision === b.provision ? null : commonTime(a, b);
      const minutes = common ? overlap(a.provision, b.provision) : 0;
      if (common && minutes > 0)
        found.push({ ...whose, kind: 'same-time', provisions: [a.provision, b.provision], minutes, on: common.from });
    }
  const fullest = parts
    .map(({ from }) => ({ on: from, own: parts.filter((one) => one.from <= from && one.to >= from) }))
    .map(({ on, own }) => ({ on, own, minutes: own.reduce((sum, one) => sum + weeklyMinutes(one.provision), 0) }))
    .toSorted((a, b) => b.minutes - a.minutes || a.on.localeCompare(b.on))[0];
  if (fullest && fullest.minutes > limit)
    found.push({
      ...whose,
      kind: 'too-many-minutes',
      provisions: fullest.own.map(({ provision }) => provision),
      minutes: fullest.minutes,
      on: fullest.on,
    });
  return found;
}

/** Minutes a week in which both go on, where the times of both are known. */
function overlap(a: ProvisionRow, b: ProvisionRow): number {
  const [timesA, timesB] = [weeklyTimes(a.times) ?? [], weeklyTimes(b.times) ?? []];
  return timesA
    .flatMap((one) => timesB.map((other) => [one, other] as const))
    .filter(([one, other]) => one.day === other.day)
    .map(([one, other]) => Math.min(one.start + a.minutes, other.start + b.minutes) - Math.max(one.start, other.start))
    .reduce((sum, minutes) => sum + Math.max(0, minutes), 0);
}
