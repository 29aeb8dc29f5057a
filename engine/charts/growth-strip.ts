import { chartColours } from './chart-config.ts';

/** A growth percentile with its range, 0–100, drawn without a number. */
export interface GrowthStrip {
  readonly percentile: number;
  readonly low: number;
  readonly high: number;
}

/**
 * One line of the class sheet: slower to the left, faster to the right, the middle pupil of those with the same start as a
 * tick, the probable range as a bar, the result as a dot. Plain SVG, because a class needs ninety of them.
 *
 * @returns the SVG element as text, named for a screen reader
 */
export function growthStrip({ percentile, low, high }: GrowthStrip, width = 150, height = 16): string {
  const x = (place: number) => (4 + ((width - 8) * Math.min(100, Math.max(0, place))) / 100).toFixed(1);
  const y = height / 2;
  const side = high < 50 ? 'slower than the middle' : low > 50 ? 'faster than the middle' : 'may be at the middle';
  const line = (from: string, to: string, colour: string, thickness: number) =>
    `<line x1="${from}" y1="${y}" x2="${to}" y2="${y}" stroke="${colour}" stroke-width="${thickness}"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${side}">`,
    line(x(0), x(100), chartColours.grid, 1.5),
    `<line x1="${x(50)}" y1="1" x2="${x(50)}" y2="${height - 1}" stroke="${chartColours.middle}" stroke-width="1.5"/>`,
    line(x(low), x(high), chartColours.own, 3),
    `<circle cx="${x(percentile)}" cy="${y}" r="4" fill="${chartColours.own}"/>`,
    '</svg>',
  ].join('');
}
