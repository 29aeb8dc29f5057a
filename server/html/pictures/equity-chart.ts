import { flagsChart, runRows, type Chart } from '../../../engine/index.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { fewestShown, withheldCounts } from '../../runs/groups/withheld-counts.ts';
import { classOfGroup } from '../../runs/groups/class-of-group.ts';
import { groupWords } from './group-words.ts';
import type { EquityKind, ExploreOf } from './explore-of.ts';
import { plotWidth } from './year-charts.ts';

/**
 * How often the pupils of each group are listed, against the rate over all pupils of the run. Groups of people are those of
 * the whole run; schools and classes only those within reach. Readers of totals see no group of which few are listed: the
 * chart of lists withholds the same count.
 */
export function equityChart(run: LoadedRun, kind: EquityKind, of: ExploreOf): Chart {
  const own = runRows(run.tables.equity).filter(({ grouping, group }) => {
    if (grouping !== kind) return false;
    if (kind === 'school') return of.schools.includes(group);
    return kind !== 'class' || (of.names !== null && classOfGroup(run, group)?.school === of.school);
  });
  const withheld = withheldCounts(
    of.names === null ? own.map(({ listed }) => listed ?? Number.NaN) : [],
    fewestShown(run),
  );
  return flagsChart(
    own.map((row, place) => ({
      ...row,
      group: kind === 'class' ? (classOfGroup(run, row.group)?.class ?? row.group) : groupWords(kind, row.group),
      suppressed: row.suppressed || withheld.has(place),
    })),
    plotWidth(of, 480),
  );
}
