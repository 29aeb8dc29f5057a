import type { AssessmentData } from '../tables/assessment-data.ts';
import { hasLeft } from '../tables/has-left.ts';
import type { GroupingName } from '../tables/run-schema.ts';
import type { Agenda } from './build-agenda.ts';
import { defaultGroupSettings } from './measure-groups.ts';
import type { Grouping } from './pupil-groups.ts';
import { membersByGroup, notKnown, personGroupings, placeGroupings, tellsGroupsApart } from './pupil-groups.ts';
import type { SuppressionReason } from './suppress-groups.ts';
import { suppressTogether } from './suppress-together.ts';
import { birthTermOf } from '../tables/birth-term-of.ts';
import { normalQuantile95 } from '../stats/distributions/normal-quantile-95.ts';

/** How often one group is listed beside the run’s overall rate. NaN where withheld. */
export interface EquityOfGroup {
  readonly grouping: GroupingName;
  readonly group: string;
  /** Pupils on roll with a current score. */
  readonly n: number;
  /** Of those, pupils with at least one criterion met, whatever section they are in. */
  readonly listed: number;
  /** n × the run’s overall rate. */
  readonly expected: number;
  readonly ratio: number;
  /** 90 % interval. */
  readonly low: number;
  readonly high: number;
  readonly reason: SuppressionReason | null;
}

/**
 * Listed against expected at the run’s overall rate, by sex, birth term, pupil premium, English as an additional language,
 * SEN status, school and class. None of these enters any expectation. The group itself is part of the overall rate.
 *
 * Interval: Byar’s approximation to the exact Poisson limits of the count, over the expected number (Breslow & Day 1987,
 * Statistical Methods in Cancer Research II, §2.3): within a tenth of a case of them. Cautious where the rate is high,
 * because a share varies less than a Poisson count.
 */
export function measureEquity(
  data: AssessmentData,
  agenda: Agenda,
  minimum: number = defaultGroupSettings.minimum,
): EquityOfGroup[] {
  const measured = new Uint8Array(data.pupils.count);
  const flagged = new Uint8Array(data.pupils.count);
  agenda.pupil.forEach((pupil, row) => {
    if (hasLeft(data, pupil)) return;
    measured[pupil] = agenda.measured[row];
    flagged[pupil] = agenda.flagged[row];
  });
  const rate = total(flagged) / total(measured);
  const groupings = [...personGroupings(data), birthTerms(data), ...placeGroupings(data)];
  const tables = groupings.map((grouping) =>
    membersByGroup(grouping, (pupil) => measured[pupil] === 1).filter(tellsGroupsApart),
  );
  const reasons = suppressTogether(tables, minimum);
  return groupings.flatMap(({ grouping }, g) =>
    tables[g].flatMap(({ groups }, p) =>
      groups.map(({ group, members }, at) => {
        const reason = reasons[g][p][at];
        if (reason !== null) return { grouping, group, ...withheld, reason };
        const listed = members.reduce((sum, pupil) => sum + flagged[pupil], 0);
        const expected = members.length * rate;
        return { grouping, group, n: members.length, listed, expected, ...ratioInterval(listed, expected), reason };
      }),
    ),
  );
}

const withheld = { n: NaN, listed: NaN, expected: NaN, ratio: NaN, low: NaN, high: NaN };

/** listed/expected with Byar’s 90 % interval; NaN where nothing is expected. */
export function ratioInterval(listed: number, expected: number): { ratio: number; low: number; high: number } {
  if (!(expected > 0)) return { ratio: NaN, low: NaN, high: NaN };
  const limit = (count: number, z: number) => count * (1 - 1 / (9 * count) + z / (3 * Math.sqrt(count))) ** 3;
  return {
    ratio: listed / expected,
    low: listed === 0 ? 0 : limit(listed, -normalQuantile95) / expected,
    high: limit(listed + 1, normalQuantile95) / expected,
  };
}

function total(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + flag, 0);
}

function birthTerms({ pupils }: AssessmentData): Grouping<'birth term'> {
  const groupOf = Array.from(pupils.dateOfBirthDay, (day) => birthTermOf(day) ?? notKnown);
  return { grouping: 'birth term', groupOf, partitionOf: groupOf.map(() => '') };
}
