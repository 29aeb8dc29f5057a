import { areaSources, readArea, type AreaReading, type AreaScale, type AreaSource } from '../../../engine/index.ts';
import type { StandingResult } from '../../records/areas/area-results.ts';

/** The results of one pupil on one scale from one source, with what the newest says. */
export interface AreaSeries {
  readonly scale: AreaScale;
  readonly source: AreaSource;
  /** By day. */
  readonly results: readonly StandingResult[];
  readonly reading: AreaReading;
}

/** A pupil's results by scale and source, in the order of the scales; scales that are not known here are left out. */
export function areaSeries(results: readonly StandingResult[], scales: readonly AreaScale[]): AreaSeries[] {
  const groups = Map.groupBy(results, ({ scale, source }) => `${scale}\n${source}`);
  return scales.flatMap((scale) =>
    areaSources.flatMap((source) => {
      const own = groups.get(`${scale.scale}\n${source}`) ?? [];
      const scores = own.map(({ on_day: day, score }) => ({ day, score }));
      const reading = readArea(scale, source, scores);
      return reading ? [{ scale, source, results: own, reading }] : [];
    }),
  );
}
