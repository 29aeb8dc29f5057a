import {
  gapByGroup,
  gapChart,
  growthDistributionChart,
  levelGrowthChart,
  subjectWords,
  type AgendaRow,
  type Chart,
  type GroupRow,
  type GrowthRow,
} from '../../../engine/index.ts';
import { groupRow } from '../../runs/groups/class-growth.ts';
import { fewestShown } from '../../runs/groups/withheld-counts.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { yearAxis } from '../../runs/groups/year-axis.ts';
import { address } from '../address.ts';
import type { ExploreOf } from './explore-of.ts';
import { nameInRun } from '../../runs/pupils/name-in-run.ts';

/** Plots drawn for a phone, and for everything else, pixels. */
export const plotWidth = ({ narrow, width }: Pick<ExploreOf, 'narrow' | 'width'>, wide = 520): number =>
  width ?? (narrow ? 230 : wide);

/** The classes of one year group in one subject: each pupil a tick, the middle pupil a diamond. */
export function movesChart(run: LoadedRun, of: ExploreOf): Chart {
  return classesChart(run, of, [...new Set(pupilsOf(run, of).map((row) => row.class ?? ''))]);
}

/** Growth in classes of the chosen school, from the run’s own table; ticks only for those who may see pupils. */
export function classesChart(run: LoadedRun, of: ExploreOf, classes: readonly string[]): Chart {
  const { school, subject, names } = of;
  const growth = names === null ? null : Map.groupBy(growthOf(run, of), ({ pupil }) => pupil.class ?? '');
  const rows = classes.flatMap((name) => {
    const row = groupRow(run, subject, 'class', `${school} / ${name}`);
    return row === undefined ? [] : [{ name, row }];
  });
  return growthDistributionChart(
    rows.map(({ name, row }) => {
      const pupils = row.suppressed ? [] : (growth?.get(name) ?? []);
      return {
        ...medianOf(row),
        group: name || 'no class',
        pupils: pupils.flatMap(({ pupil, row: own }) => tickOf(run, names, pupil, own.growth_percentile)),
        ...(names === null ? {} : { address: address('/agenda', { run: run.id, school, class: name }) }),
      };
    }),
    plotWidth(of),
  );
}

function tickOf(run: LoadedRun, names: ExploreOf['names'], pupil: AgendaRow, growth: number | null) {
  if (growth === null || names === null) return [];
  const id = run.keyOf(pupil.pupil_id);
  const name = nameInRun(run, names, pupil.pupil_id).short;
  return [{ growth, id, name, address: address(`/pupils/${id}`, { run: run.id }) }];
}

/** A row of `groups` as the chart of growth takes it. */
export function medianOf(row: GroupRow) {
  const shown = (value: number | null) => (row.suppressed ? null : value);
  return {
    n: row.n ?? Number.NaN,
    median: shown(row.median_growth),
    low: shown(row.median_growth_low),
    high: shown(row.median_growth_high),
    ...(row.reason === 'own-reference' ? { withheld: 'average by design: not shown' } : {}),
  };
}

/** Who stands where now, and who moved how. For those who may see pupils only. */
export function levelChart(run: LoadedRun, of: ExploreOf): Chart {
  const { subject, year, names } = of;
  if (names === null) throw new Error('a chart of single pupils was asked for by a reader of totals');
  const points = growthOf(run, of).flatMap(({ pupil, row }) => {
    const { score_value: level, growth_percentile_true: growth } = row;
    if (level === null || growth === null) return [];
    const pupilId = pupil.pupil_id;
    return [
      {
        name: nameInRun(run, names, pupilId).short,
        group: pupil.class ?? '',
        id: run.keyOf(pupilId),
        level,
        growth,
        growthLow: row.growth_percentile_true_low ?? Number.NaN,
        growthHigh: row.growth_percentile_true_high ?? Number.NaN,
        toDiscuss: pupil.section.startsWith('discuss'),
        address: address(`/pupils/${run.keyOf(pupilId)}`, { run: run.id }),
      },
    ];
  });
  // Told apart within a class, but two classes of a year group may each have an Ida P.
  const namesakes = Map.groupBy(points, ({ name }) => name);
  const told = points.map((point) => ({
    ...point,
    name: namesakes.get(point.name)!.length > 1 && point.group !== '' ? `${point.name} (${point.group})` : point.name,
  }));
  const axis = fitted(
    points.map(({ level }) => level),
    yearAxis(run, subject, year),
  );
  const byName = new Intl.Collator('en-GB', { numeric: true });
  return levelGrowthChart(
    {
      levelTitle: `${subjectWords(subject).label}: result now`,
      points: told.toSorted((a, b) => byName.compare(a.name, b.name)),
      middle: middleOf(run, of, axis),
      axis,
    },
    { width: plotWidth(of, 560), height: of.narrow ? 340 : 400 },
  );
}

/** Ends of an axis for these scores of one year group, with room beside them; never beyond those of all its pupils. */
function fitted(levels: readonly number[], [least, most]: readonly [number, number]): readonly [number, number] {
  if (levels.length === 0) return [least, most];
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const room = Math.max(2, 0.06 * (high - low));
  return [Math.max(least, Math.floor(low - room)), Math.min(most, Math.ceil(high + room))];
}

function middleOf(run: LoadedRun, of: ExploreOf, axis: readonly [number, number]): number {
  for (const row of pupilsOf(run, of))
    for (const point of run.pupilRows('trajectories', row.pupil_id).toReversed())
      if (point.subject === of.subject && point.middle_points !== null) return point.middle_points;
  return (axis[0] + axis[1]) / 2;
}

/** The axis of gaps reaches at least this share of the year group’s whole range of scores to either side: less is no gap. */
const gapShare = 0.02;

/** Mean distance of each class to the middle of the year group, window by window, on an axis that is the same for all its classes. */
export function gapsChart(run: LoadedRun, of: ExploreOf): Chart {
  const { subject, year } = of;
  const pupils = pupilsOf(run, of);
  const classOf = new Map(pupils.map((row) => [row.pupil_id, row.class ?? '']));
  const rows = pupils.flatMap((row) =>
    run.pupilRows('trajectories', row.pupil_id).filter((point) => point.subject === subject),
  );
  const words = subjectWords(
    subject,
    run.manifest.scales.find((one) => one.subject === subject),
  );
  const series = gapByGroup(rows, run.manifest.windows, (pupilId) => classOf.get(pupilId) ?? null, {
    minimum: fewestShown(run),
    higherIsBetter: words.higherIsBetter,
  });
  const [low, high] = yearAxis(run, subject, year);
  const most = series.flatMap(({ points }) => points.map(({ value }) => Math.abs(value)));
  const reach = Math.ceil(Math.max(gapShare * (high - low), 1.2 * Math.max(0, ...most)));
  return gapChart(
    { axisTitle: 'Points from the middle of the year group', series, axis: [-reach, reach], sizes: of.names !== null },
    { width: plotWidth(of, 560), height: of.narrow ? 240 : 280 },
  );
}

const bySchool = new WeakMap<LoadedRun, ReadonlyMap<string, readonly AgendaRow[]>>();

/** Rows of the agenda of the chosen school, and year group where one is chosen. */
export function pupilsOf(run: LoadedRun, { school, year }: Pick<ExploreOf, 'school' | 'year'>): readonly AgendaRow[] {
  const known = bySchool.get(run) ?? Map.groupBy(run.agenda, (row) => row.school);
  bySchool.set(run, known);
  const own = known.get(school) ?? [];
  return year === '' ? own : own.filter((row) => row.year_group === year);
}

function growthOf(run: LoadedRun, of: ExploreOf): { pupil: AgendaRow; row: GrowthRow }[] {
  return pupilsOf(run, of).flatMap((pupil) =>
    run
      .pupilRows('growth', pupil.pupil_id)
      .filter((row) => row.subject === of.subject)
      .map((row) => ({ pupil, row })),
  );
}
