import {
  chartSvg,
  darkSpecification,
  fanPoints,
  gapChart,
  gapSeries,
  respondingChart,
  runRows,
  subjectWords,
  trajectoryChart,
  trajectoryPoints,
  type AgendaRow,
  type Chart,
  type ChartAim,
  type ChartSize,
  type ContextEvent,
  type FanRow,
  type TrajectoryPoint,
} from '../../../engine/index.ts';
import { keptDrawing } from '../kept-drawing.ts';
import type { LoadedRun } from '../loaded-run.ts';
import { yearAxis } from '../groups/year-axis.ts';

export interface PictureOf {
  readonly pupil: AgendaRow;
  readonly forename: string;
  readonly subject: string;
  /** The distance to the middle of the year group instead of the scores. */
  readonly kind: 'scores' | 'gap';
  /** What happened meanwhile, to be marked; whoever asks has seen to it that the reader may know. */
  readonly events: readonly ContextEvent[];
  /** Targets that a person chose, of any subject, those for the nearest day first; the same holds of who may know. Default: none. */
  readonly targets?: readonly { readonly subject: string; readonly date: string; readonly score: number }[];
  /** The page says once for all its pictures what their marks stand for. */
  readonly keyElsewhere?: boolean;
  /** Width of the plot where a page has said how much room there is, pixels; left out for that of a picture. */
  readonly width?: number;
}

/** Drawn near the size at which the page shows it, so that its words can be read. */
const size: ChartSize = { width: 440, height: 250 };
/** Flatter without its key, so that the four questions stand under it on one screen. */
const sizeWithoutKey: ChartSize = { width: 440, height: 220 };

/** As flat as the picture, but no flatter than its axis needs, and no higher. */
function heightFor(width: number, { width: usual, height }: ChartSize): number {
  return Math.round(Math.min(height, Math.max(150, (height / usual) * width)));
}

/** One pupil’s picture of one subject: own scores over the fan of pupils with the same start, or the gap over time. */
export function pupilChart(run: LoadedRun, of: PictureOf): Chart {
  const { pupil, forename, subject, kind, events, keyElsewhere = false } = of;
  const own = keyElsewhere ? sizeWithoutKey : size;
  const shown = of.width === undefined ? own : { width: of.width, height: heightFor(of.width, own) };
  const pupilId = pupil.pupil_id;
  const yearGroup = pupil.year_group;
  const scale = run.manifest.scales.find((one) => one.subject === subject);
  const words = subjectWords(subject, scale);
  const points = pointsOf(run, { pupilId, subject, hasPoints: words.hasPoints });
  const name = forename || 'This pupil';
  if (kind === 'gap')
    return gapChart(
      {
        axisTitle: `${words.hasPoints ? 'Points' : 'Places'} from the middle of the year group`,
        series: [gapSeries(name, points, words.higherIsBetter)],
      },
      shown,
    );
  const growth = run.pupilRows('growth', pupilId).find((row) => row.subject === subject);
  const [baseline, value] = [growth?.baseline_window ?? null, growth?.baseline_value ?? null];
  return trajectoryChart(
    {
      axisTitle: words.hasPoints
        ? `${subjectWords(subject).label} ${scale?.class === 'non-attainment' ? 'rating' : 'score'}`
        : 'Place in the year group (of 100)',
      pupil: name,
      points,
      fan:
        words.hasPoints && baseline !== null && value !== null
          ? fanPoints(fanRows(run, subject, growth?.year_group ?? yearGroup), run.manifest.windows, baseline, value)
          : [],
      events,
      axis: words.hasPoints ? yearAxis(run, subject, yearGroup) : [0, 100],
      ...(words.hasPoints ? aimOf(run, of, points) : {}),
      keyElsewhere,
    },
    shown,
  );
}

/** A pupil's results in one subject as its picture shows them. */
export function pointsOf(
  run: LoadedRun,
  { pupilId, subject, hasPoints }: { pupilId: string; subject: string; hasPoints: boolean },
): TrajectoryPoint[] {
  const rows = run.pupilRows('trajectories', pupilId).filter((row) => row.subject === subject);
  return trajectoryPoints(rows, run.manifest.windows, hasPoints ? 'points' : 'places');
}

/** From the newest result to the target a person chose; without one to what half of the pupils with the same start reach. */
function aimOf(
  run: LoadedRun,
  { pupil, subject, targets = [] }: PictureOf,
  points: readonly TrajectoryPoint[],
): { aim?: ChartAim } {
  const newest = points.findLast(({ estimate, value }) => estimate !== null || value !== null);
  const value = newest?.estimate ?? newest?.value ?? null;
  if (!newest || value === null) return {};
  const from = { date: newest.date, value };
  const chosen = targets.find((one) => one.subject === subject && one.date > newest.date);
  if (chosen) return { aim: { from, to: { date: chosen.date, value: chosen.score }, chosen: true } };
  const target = run.pupilRows('targets', pupil.pupil_id).find((row) => row.subject === subject);
  if (typeof target?.typical !== 'number' || target.date <= newest.date) return {};
  return { aim: { from, to: { date: target.date, value: target.typical } } };
}

/** How it is asked for: as SVG, or as what the page's script draws it from; for a light page or a dark one. */
interface Drawing {
  readonly form: 'svg' | 'vega';
  readonly dark: boolean;
}

/** The chart as SVG or JSON. */
export function pupilPicture(run: LoadedRun, of: PictureOf, { form, dark }: Drawing): Promise<Buffer> {
  const { pupil, forename, subject, kind, keyElsewhere, width, events, targets } = of;
  const name = ['pupil', pupil.pupil_id, forename, subject, kind, keyElsewhere, width, events, targets, form, dark];
  return keptDrawing(run, name, async () => {
    const chart = pupilChart(run, of);
    const specification = dark ? darkSpecification(chart.specification) : chart.specification;
    return form === 'svg'
      ? chartSvg(specification)
      : JSON.stringify(await respondingChart({ ...chart, specification }));
  });
}

const fans = new WeakMap<LoadedRun, ReadonlyMap<string, FanRow[]>>();

/** Fan rows of a subject and the pupil’s own cohort. */
function fanRows(run: LoadedRun, subject: string, yearGroup: string): readonly FanRow[] {
  let known = fans.get(run);
  if (!known) {
    known = Map.groupBy(runRows(run.tables.fan), (row) => `${row.subject}\n${row.cohort}`);
    fans.set(run, known);
  }
  return known.get(`${subject}\n${receptionYear(run.manifest.windowDate, yearGroup)}`) ?? [];
}

/** “2022/23” for Year 4 in December 2026: the academic year in which the year group was in Reception. */
function receptionYear(date: string, yearGroup: string): string {
  const [year, month] = date.split('-').map(Number);
  const years = yearGroup === 'R' ? 0 : yearGroup === 'N' ? -1 : Number(yearGroup);
  const start = (month >= 9 ? year : year - 1) - years;
  return `${start}/${String((start + 1) % 100).padStart(2, '0')}`;
}
