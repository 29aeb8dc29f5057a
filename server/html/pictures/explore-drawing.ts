import { chartSvg, darkSpecification, respondingChart } from '../../../engine/index.ts';
import { keptDrawing } from '../../runs/kept-drawing.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { exploreChart } from './explore-chart.ts';
import type { ExploreKind, ExploreOf } from './explore-of.ts';

/** How a chart is asked for: as a picture, or as what the page's script draws it from; for a light page or a dark one. */
export interface Drawing {
  readonly form: 'svg' | 'vega';
  readonly dark: boolean;
}

/** A chart of one school’s groups as SVG or JSON. */
export function exploreDrawing(run: LoadedRun, kind: ExploreKind, of: ExploreOf, as: Drawing): Promise<Buffer> {
  // What a reader may see is part of the key: a drawing with names is never given to one who may not read them.
  const { school, schools, subject, year, names, narrow, width } = of;
  const name = [kind, school, schools, subject, year, names?.version ?? null, narrow, width, as.form, as.dark];
  return keptDrawing(run, name, async () => {
    const chart = exploreChart(run, kind, of);
    const shown = as.dark ? { ...chart, specification: darkSpecification(chart.specification) } : chart;
    return as.form === 'svg' ? chartSvg(shown.specification) : JSON.stringify(await respondingChart(shown));
  });
}
