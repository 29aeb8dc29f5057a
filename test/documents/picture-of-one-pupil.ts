import { chartSvg, trajectoryChart } from '../../engine/index.ts';
import { amira } from '../engine/charts/example-charts.ts';

/** The chart of a pupil's page for a made-up pupil, as a file of its own: the picture of the README. */
export async function pictureOfOnePupil(): Promise<string> {
  return `${await chartSvg(trajectoryChart(amira).specification)}\n`;
}
