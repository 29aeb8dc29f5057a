import { suppressGroups } from './suppress-groups.ts';
import { suppressTogether } from './suppress-together.ts';

/** One pupil's time on the register with one status; days since 1970-01-01. */
export interface StatusSpell {
  readonly pupilId: string;
  readonly status: string;
  readonly from: number;
  /** The first day on which it does not hold; NaN where it goes on. */
  readonly to: number;
}

/** What a pupil on the register is and has. */
export interface SupportedPupil {
  readonly pupilId: string;
  /** Group of the pupil in each partition, by its name; every pupil has one in each. */
  readonly groups: Readonly<Record<string, string>>;
  readonly hoursAWeek: number;
}

/** A plan with the day it was to be reviewed by and the day it was; NaN where it is not yet. */
export interface PlanInTime {
  readonly dueOn: number;
  readonly reviewedOn: number;
}

export interface RegisterTime {
  /** First and last day, days since 1970-01-01. */
  readonly from: number;
  readonly to: number;
  /** Counts below it, but none, are withheld, with as many as it takes that they cannot be worked out; 1 withholds nothing. */
  readonly minimum: number;
}

/** A count of pupils or plans; NaN where it is withheld. */
export interface CountOfGroup {
  readonly group: string;
  readonly count: number;
}

/** A register over a time; every count NaN where it is withheld. */
export interface RegisterSummary {
  /** On the register on the first day, before anything of that day, and at the end of the last one. */
  readonly atStart: number;
  readonly atEnd: number;
  /** Pupils who were not on it at the start and are, or were in between; and who were and are not. */
  readonly joined: number;
  readonly left: number;
  /** Pupils on it at both ends with another status at the end. */
  readonly changedStatus: number;
  /** At the end: by status and by each partition of the pupils, the largest group first. */
  readonly byStatus: readonly CountOfGroup[];
  readonly partitions: Readonly<Record<string, readonly CountOfGroup[]>>;
  /** At the end: pupils with provision of any hours, their hours together, and the middle pupil's among them. */
  readonly provided: number;
  readonly hoursAWeek: number;
  readonly medianHours: number;
  /** Plans that were to be reviewed in this time, and what became of them. */
  readonly plansDue: number;
  readonly reviewedInTime: number;
  readonly reviewedLate: number;
  readonly notReviewed: number;
}

/**
 * A school's register over a term or a year in counts, none of which gives a pupil away: small counts are withheld and, with them,
 * whatever would lead to them. Joined, left and the number at the start stand or fall together, because each is the sum of the
 * others and the number at the end.
 */
export function summariseRegister(
  {
    spells,
    pupils,
    plans,
  }: {
    readonly spells: readonly StatusSpell[];
    readonly pupils: readonly SupportedPupil[];
    readonly plans: readonly PlanInTime[];
  },
  time: RegisterTime,
): RegisterSummary {
  const { from, to, minimum } = time;
  const before = statusesOn(spells, from - 1);
  const after = statusesOn(spells, to);
  const during = new Set(spells.filter((one) => one.from <= to && !(one.to < from)).map(({ pupilId }) => pupilId));
  const isSmall = (count: number) => count > 0 && count < minimum;
  const joined = [...during].filter((id) => !before.has(id)).length;
  const left = [...during].filter((id) => !after.has(id)).length;
  const changed = [...after].filter(([id, status]) => before.has(id) && before.get(id) !== status).length;
  const moves = isSmall(joined) || isSmall(left) || isSmall(before.size);
  const shown = (count: number) => (isSmall(count) ? Number.NaN : count);
  const known = new Map(pupils.map((pupil) => [pupil.pupilId, pupil]));
  const present = [...after.keys()].flatMap((id) => known.get(id) ?? []);
  return {
    atStart: moves ? Number.NaN : before.size,
    atEnd: shown(after.size),
    joined: moves ? Number.NaN : joined,
    left: moves ? Number.NaN : left,
    changedStatus: shown(changed),
    ...groupsOf(after, present, minimum),
    ...provisionOf(present, minimum),
    ...plansOf(plans, time),
  };
}

/** Status by pupil at the end of a day. */
function statusesOn(spells: readonly StatusSpell[], day: number): ReadonlyMap<string, string> {
  return new Map(
    spells.filter(({ from, to }) => from <= day && !(to <= day)).map(({ pupilId, status }) => [pupilId, status]),
  );
}

function groupsOf(
  statuses: ReadonlyMap<string, string>,
  present: readonly SupportedPupil[],
  minimum: number,
): Pick<RegisterSummary, 'byStatus' | 'partitions'> {
  const names = Object.keys(present[0]?.groups ?? {});
  const tables = [
    sorted(present.map(({ pupilId }) => statuses.get(pupilId) ?? '')),
    ...names.map((name) => sorted(present.map(({ groups }) => groups[name]))),
  ];
  const reasons = suppressTogether(
    tables.map((groups) => [{ partition: '', groups }]),
    minimum,
  );
  const counted = tables.map((groups, table) =>
    groups.map(({ group, members }, at) => ({
      group,
      count: reasons[table][0][at] === null ? members.length : Number.NaN,
    })),
  );
  return { byStatus: counted[0], partitions: Object.fromEntries(names.map((name, at) => [name, counted[at + 1]])) };
}

function sorted(groupOf: readonly string[]): { group: string; members: number[] }[] {
  return [...Map.groupBy(groupOf.keys(), (at) => groupOf[at])]
    .map(([group, members]) => ({ group, members: [...members] }))
    .toSorted((a, b) => b.members.length - a.members.length || (a.group < b.group ? -1 : 1));
}

function provisionOf(
  present: readonly SupportedPupil[],
  minimum: number,
): Pick<RegisterSummary, 'provided' | 'hoursAWeek' | 'medianHours'> {
  const hours = present.map(({ hoursAWeek }) => hoursAWeek).filter((own) => own > 0);
  const [withSome, without] = suppressGroups([hours.length, present.length - hours.length], minimum);
  if (withSome !== null || without !== null)
    return { provided: Number.NaN, hoursAWeek: Number.NaN, medianHours: Number.NaN };
  const ordered = hours.toSorted((a, b) => a - b);
  const half = ordered.length / 2;
  const median = (ordered[Math.ceil(half) - 1] + ordered[Math.floor(half)]) / 2;
  return { provided: hours.length, hoursAWeek: hours.reduce((sum, own) => sum + own, 0), medianHours: median };
}

function plansOf(
  plans: readonly PlanInTime[],
  { from, to, minimum }: RegisterTime,
): Pick<RegisterSummary, 'plansDue' | 'reviewedInTime' | 'reviewedLate' | 'notReviewed'> {
  const due = plans.filter(({ dueOn }) => dueOn >= from && dueOn <= to);
  const inTime = due.filter(({ dueOn, reviewedOn }) => reviewedOn <= dueOn).length;
  const late = due.filter(({ dueOn, reviewedOn }) => reviewedOn > dueOn).length;
  const counts = [inTime, late, due.length - inTime - late];
  const reasons = suppressGroups(counts, minimum);
  const [reviewedInTime, reviewedLate, notReviewed] = counts.map((count, at) =>
    reasons[at] === null ? count : Number.NaN,
  );
  const plansDue = due.length > 0 && due.length < minimum ? Number.NaN : due.length;
  return { plansDue, reviewedInTime, reviewedLate, notReviewed };
}
