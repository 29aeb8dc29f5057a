import { chartSvg, trajectoryChart } from '../../engine/index.ts';
import { amira } from '../engine/charts/example-charts.ts';

/** The chart of a pupil's page for a made-up pupil, as a file of its own: the picture of the README. */
export async function pictureOfOnePupil(): Promise<string> {
  const drawn = await chartSvg(trajectoryChart(amira).specification);
  // Vega numbers what it clips over all charts that a process has drawn: here from 1.
  const numbers = new Map<string, string>();
  const svg = drawn.replaceAll(/\bclip\d+\b/g, (id) => {
    if (!numbers.has(id)) numbers.set(id, `clip${numbers.size + 1}`);
    return numbers.get(id)!;
  });
  return `${svg}\n`;
}
