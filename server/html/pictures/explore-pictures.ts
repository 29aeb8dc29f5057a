import {
  chartSvg,
  criterionNames,
  darkSpecification,
  respondingChart,
  type Chart,
  type Criterion,
} from '../../../engine/index.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { equityChart } from './equity-chart.ts';
import type { ExploreKind, ExploreOf } from './explore-of.ts';
import {
  coverageOfSchool,
  growthOfClasses,
  growthOfSchools,
  growthOfSubjects,
  listsChart,
  questionChart,
} from './school-charts.ts';
import { gapsChart, levelChart, movesChart } from './year-charts.ts';

interface Drawn {
  readonly chart: Chart;
  svg?: Promise<string>;
  dark?: Promise<string>;
  responding?: Promise<Buffer>;
  respondingDark?: Promise<Buffer>;
}

const drawn = new WeakMap<LoadedRun, Map<string, Drawn>>();
const kept = 300;

/** A chart of one school’s groups. The last few hundred are kept with their run: many look at the same ones. */
export function exploreChart(run: LoadedRun, kind: ExploreKind, of: ExploreOf): Chart {
  return found(run, kind, of).chart;
}

/** The same as SVG; `dark` for a dark page. */
export function explorePicture(run: LoadedRun, kind: ExploreKind, of: ExploreOf, dark: boolean): Promise<string> {
  const one = found(run, kind, of);
  if (dark) return (one.dark ??= chartSvg(inDark(one.chart).specification));
  return (one.svg ??= chartSvg(one.chart.specification));
}

/** The same for a page whose script draws it, as JSON. */
export function exploreResponding(run: LoadedRun, kind: ExploreKind, of: ExploreOf, dark: boolean): Promise<Buffer> {
  const one = found(run, kind, of);
  if (dark) return (one.respondingDark ??= respondingJson(inDark(one.chart)));
  return (one.responding ??= respondingJson(one.chart));
}

function found(run: LoadedRun, kind: ExploreKind, of: ExploreOf): Drawn {
  const ofRun = drawn.get(run) ?? new Map<string, Drawn>();
  drawn.set(run, ofRun);
  // What a reader may see is part of the key: a drawing with names is never given to one who may not read them.
  const { school, schools, subject, year, names, narrow, width } = of;
  const key = JSON.stringify([kind, school, schools, subject, year, names?.version ?? null, narrow, width]);
  const known = ofRun.get(key) ?? { chart: draw(run, kind, of) };
  ofRun.delete(key);
  ofRun.set(key, known);
  for (const oldest of ofRun.keys()) if (ofRun.size > kept) ofRun.delete(oldest);
  return known;
}

function draw(run: LoadedRun, kind: ExploreKind, of: ExploreOf): Chart {
  switch (kind) {
    case 'moves':
      return movesChart(run, of);
    case 'level-growth':
      return levelChart(run, of);
    case 'gap':
      return gapsChart(run, of);
    case 'growth-classes':
      return growthOfClasses(run, of);
    case 'growth-schools':
      return growthOfSchools(run, of);
    case 'growth-subjects':
      return growthOfSubjects(run, of);
    case 'lists':
      return listsChart(run, of);
    case 'coverage':
      return coverageOfSchool(run, of);
    default:
      return isCriterion(kind) ? questionChart(run, kind, of) : equityChart(run, kind, of);
  }
}

function isCriterion(kind: string): kind is Criterion {
  return (criterionNames as readonly string[]).includes(kind);
}

const inDark = (chart: Chart): Chart => ({ ...chart, specification: darkSpecification(chart.specification) });

async function respondingJson(chart: Chart): Promise<Buffer> {
  return Buffer.from(JSON.stringify(await respondingChart(chart)));
}
