import { criterionNames, type Chart, type Criterion } from '../../../engine/index.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { cohortsChart } from './cohorts-chart.ts';
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

/** A chart of one school’s groups. */
export function exploreChart(run: LoadedRun, kind: ExploreKind, of: ExploreOf): Chart {
  switch (kind) {
    case 'moves':
      return movesChart(run, of);
    case 'level-growth':
      return levelChart(run, of);
    case 'gap':
      return gapsChart(run, of);
    case 'cohorts':
      return cohortsChart(run, of);
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
