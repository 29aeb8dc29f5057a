import { fanProbabilities, growthFan } from './growth-fan.ts';
import type { GrowthFit } from './growth-fit.ts';
import type { GrowthFan, GrowthPair } from './measured-growth.ts';

/** At most this many steps of baseline score; a page interpolates between them. */
const mostSteps = 40;

/** Collects the rows of the fan table. */
export interface FanCollector {
  /** The fan of a fitted pair, and of the windows between its two. */
  add(fitted: GrowthPair): void;
  finish(): GrowthFan;
}

/** An empty collector. A pair without a fit adds nothing; of two fits for the same pair of windows the first is kept. */
export function fanCollector(): FanCollector {
  const text = {
    subject: [] as string[],
    cohort: [] as string[],
    baselineWindow: [] as string[],
    window: [] as string[],
  };
  const baselineValue: number[] = [];
  const quantiles = fanProbabilities.map((): number[] => []);
  const peers: number[] = [];
  const seen = new Set<string>();

  function push(fitted: GrowthPair, window: string, fit: GrowthFit, count: number): void {
    // A second scale in one of the windows has a fit but no picture of its own.
    const key = [fitted.subject, fitted.cohort, fitted.baselineWindow, window].join('\u0000');
    if (seen.has(key)) return;
    seen.add(key);
    const grid = fanGrid(fitted.baselineRange, fit.unit);
    const columns = growthFan(fit, grid);
    for (let step = 0; step < grid.length; step++) {
      text.subject.push(fitted.subject);
      text.cohort.push(fitted.cohort);
      text.baselineWindow.push(fitted.baselineWindow);
      text.window.push(window);
      baselineValue.push(grid[step]);
      for (let q = 0; q < columns.length; q++) quantiles[q].push(columns[q][step]);
      peers.push(count);
    }
  }

  function add(fitted: GrowthPair): void {
    if (fitted.fit === null || fitted.fit.orders[0].method === 'none') return;
    push(fitted, fitted.window, fitted.fit, fitted.peers);
    for (const { window, fit } of fitted.between ?? []) push(fitted, window, fit, fit.orders[0].peers);
  }

  function finish(): GrowthFan {
    return {
      rows: peers.length,
      ...text,
      baselineValue: Float64Array.from(baselineValue),
      quantiles: quantiles.map((column) => Float64Array.from(column)),
      peers: Int32Array.from(peers),
    };
  }
  return { add, finish };
}

/** Evenly spaced baseline scores over the range, whole ones where the scale has whole scores. */
export function fanGrid([low, high]: readonly [number, number], unit: number): Float64Array {
  if (!(high > low)) return Float64Array.of(low);
  const plain = (high - low) / mostSteps;
  const step = unit > 0 ? Math.ceil(plain / unit) * unit : plain;
  const steps = Math.ceil((high - low) / step - 1e-9);
  // The last step ends at the highest score, even where that makes it a short one.
  return Float64Array.from({ length: steps + 1 }, (_, index) => Math.min(low + index * step, high));
}
