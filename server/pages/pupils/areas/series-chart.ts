import {
  areaBandWords,
  areaChart,
  areaHigherWords,
  areaSourceWords,
  bandOfScore,
  highestScore,
  type Chart,
} from '../../../../engine/index.ts';
import { dateWords } from '../../../html/date-words.ts';
import type { AreaSeries } from '../../../runs/pupils/area-series.ts';

/** The picture of one scale and source. */
export function seriesChart({ scale, source, results }: AreaSeries): Chart {
  const norm = scale.norms.find((one) => one.source === source);
  const highest = highestScore(scale, source);
  const most = Math.max(...results.map(({ score }) => score));
  // Attendance is above 80 % but in a few cases: the part of the scale that is used is shown, and its bands within it.
  const lowest = scale.counted ? Math.min(80, ...results.map(({ score }) => 5 * Math.floor(score / 5))) : scale.min;
  return areaChart(
    results.map(({ on_day: day, score }) => {
      const band = norm && bandOfScore(norm, score);
      return { day, score, dayWords: dateWords(day), band: band ? areaBandWords[band.band] : '' };
    }),
    {
      title: `${scale.name} (${areaSourceWords[source]})`,
      direction: areaHigherWords[scale.higher],
      range: [lowest, Number.isFinite(highest) ? highest : most + 1],
      bands: (norm?.bands ?? [])
        .filter(({ to }) => to > lowest || lowest === scale.min)
        .map(({ band, from, to }) => ({ words: areaBandWords[band], from: Math.max(from, lowest), to })),
    },
  );
}
