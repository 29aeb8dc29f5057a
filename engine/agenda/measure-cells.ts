import { earlierGrowth, type WindowGrowth } from '../growth/percentiles/earlier-growth.ts';
import { medianGrowth } from '../growth/percentiles/median-growth.ts';
import type { ComparisonSettings } from '../growth/comparisons/choose-comparisons.ts';
import type { CellGrouping, WithheldReason } from '../tables/run-schema.ts';
import type { AgendaInput } from './agenda-input.ts';
import { defaultGroupSettings, type GroupSettings } from './measure-groups.ts';
import { cellDivisions, newestGrowth, partitionsOf } from './cell-divisions.ts';
import { comparisonGroupings } from './comparison-groupings.ts';
import { membersByGroup, tellsGroupsApart } from './pupil-groups.ts';
import { suppressTogether } from './suppress-together.ts';

/** Growth of one group of one school, or of all schools, in one subject up to one window. NaN where withheld. */
export interface GrowthCell {
  /** null: all schools of the run. */
  readonly school: string | null;
  readonly subject: string;
  readonly window: number;
  readonly grouping: CellGrouping;
  readonly group: string;
  /** Of a year group: its cohort, by which it is followed as it moves up. */
  readonly cohort: string | null;
  readonly n: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly reason: WithheldReason | null;
}

/**
 * Median growth of every year group, class and group of pupils of every school, and of all schools, in each subject and for each
 * window that has a baseline: the newest from the growth percentiles of the run, those before it looked back on
 * (`earlierGrowth`). Everything that is published of one subject and window is withheld together, so that no small group of a
 * school is found from its whole, from the trust's, or from its classes.
 */
export function measureCells(
  input: AgendaInput,
  settings: Partial<GroupSettings> & { readonly comparisons?: Partial<ComparisonSettings> } = {},
): GrowthCell[] {
  const { comparisons, data, measurements } = input;
  const { comparisons: choosing, ...suppression } = settings;
  const resolved = { ...defaultGroupSettings, ...suppression };
  const earlier = earlierGrowth(data, measurements, { ...choosing, current: comparisons.currentWindow });
  return [...earlier, newestGrowth(input)].flatMap((one) => cellsOfWindow(input, one, resolved));
}

function cellsOfWindow(input: AgendaInput, own: WindowGrowth, settings: GroupSettings): GrowthCell[] {
  const { data, comparisons } = input;
  const divisions = cellDivisions(input, own);
  // What the table of groups tells of the newest window is withheld together with this, and counts for both.
  const others = own.window === comparisons.currentWindow ? comparisonGroupings(input) : [];
  return data.subjects.flatMap((subject, s) => {
    const kept = (i: number) => own.comparisons.subject[i] === s && !Number.isNaN(own.percentile[i]);
    const tables = divisions.map((division) => partitionsOf(division, kept));
    const told = others.map((grouping) => membersByGroup(grouping, kept).filter(tellsGroupsApart));
    const reasons = suppressTogether([...told, ...tables], settings.minimum).slice(told.length);
    return divisions.flatMap(({ grouping, withinSchool }, d) =>
      tables[d].flatMap(({ partition, groups }, p) =>
        groups.map(({ group, members }, at): GrowthCell => {
          const cohort = grouping === 'year group' ? cohortOf(input, own, members[0]) : null;
          const name = group.slice(group.indexOf('\n') + 1);
          const head = { subject, window: own.window, grouping, group: name, cohort };
          const place = { school: withinSchool ? partition : null, ...head };
          return { ...place, ...growthOf(own, grouping, { members, withheld: reasons[d][p][at] }, settings) };
        }),
      ),
    );
  });
}

function growthOf(
  { percentile, pair, peers }: WindowGrowth,
  grouping: CellGrouping,
  { members, withheld }: { readonly members: readonly number[]; readonly withheld: WithheldReason | null },
  settings: GroupSettings,
): Pick<GrowthCell, 'n' | 'median' | 'low' | 'high' | 'reason'> {
  const none = { median: NaN, low: NaN, high: NaN };
  if (withheld !== null) return { n: NaN, ...none, reason: withheld };
  const n = members.length;
  if (n < settings.statisticsMinimum) return { n, ...none, reason: 'too-few' };
  const inPair = new Map<number, number>();
  for (const i of members) inPair.set(pair[i], (inPair.get(pair[i]) ?? 0) + 1);
  const share = members.reduce((sum, i) => sum + inPair.get(pair[i])! / peers[i], 0) / n;
  if (share > mostOfReference(grouping, settings)) return { n, ...none, reason: 'own-reference' };
  const { median, low, high } = medianGrowth(Float64Array.from(members, (i) => percentile[i]));
  return { n, median, low, high, reason: null };
}

/** A group that is most of those it is compared with is average by design. */
function mostOfReference(grouping: CellGrouping, settings: GroupSettings): number {
  if (grouping === 'class') return settings.ownReferenceClassShare;
  return grouping === 'all' || grouping === 'year group' ? settings.ownReferenceShare : Infinity;
}

function cohortOf({ measurements }: AgendaInput, { comparisons }: WindowGrowth, member: number): string | null {
  return measurements.cohorts[measurements.cohort[comparisons.pupil[member]]] ?? null;
}
