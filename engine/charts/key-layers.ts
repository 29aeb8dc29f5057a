import type { ChartLayer } from './chart.ts';
import { chartColours } from './chart-config.ts';

/** One entry of a chart's key. */
export interface KeyEntry {
  readonly words: string;
  /** What stands before the words. */
  readonly symbol: keyof typeof symbols;
  readonly colour: string;
}

/** Symbols as paths in a box from −1 to 1; `stroked` ones are lines, the others are filled. */
const symbols = {
  dot: { path: 'circle', stroked: false, size: 95 },
  ring: { path: 'circle', stroked: true, size: 80 },
  square: { path: 'square', stroked: false, size: 90 },
  diamond: { path: 'diamond', stroked: false, size: 130 },
  swatch: { path: 'M-1,-0.6L1,-0.6L1,0.6L-1,0.6Z', stroked: false, size: 420 },
  range: { path: 'M0,-1L0,1', stroked: true, size: 260 },
  bar: { path: 'M-1,0L1,0', stroked: true, size: 420 },
  dashes: { path: 'M-1,0L-0.6,0M-0.2,0L0.2,0M0.6,0L1,0', stroked: true, size: 640 },
} as const;

const rowHeight = 20;
/** Mean width of a letter at 13 pixels in the fonts of the stack; the widest of them stays within it. */
const letterWidth = 7;

/**
 * The key of a chart, drawn above its plot in as many rows as the width needs. Vega's own legends cannot mix dots, lines
 * and areas in one row, and a key in the picture still stands there when it is copied or printed.
 *
 * @param width of the plot in pixels
 */
export function keyLayers(entries: readonly KeyEntry[], width: number): ChartLayer[] {
  const placed = place(entries, width);
  const values = placed.map(({ entry, x, row }) => {
    const { path, stroked, size } = symbols[entry.symbol];
    const y = -14 - rowHeight * row;
    return {
      x,
      y,
      textX: x + (symbols[entry.symbol].size > 400 ? 22 : 14),
      words: entry.words,
      path,
      size,
      fill: stroked ? 'transparent' : entry.colour,
      stroke: stroked ? entry.colour : 'transparent',
    };
  });
  const raw = (field: string) => ({ field, type: 'quantitative' as const, scale: null, axis: null });
  const plain = (field: string) => ({ field, type: 'nominal' as const, scale: null, legend: null });
  return [
    {
      data: { values },
      mark: { type: 'point', strokeWidth: 2.2, opacity: 1, clip: false },
      encoding: {
        x: raw('x'),
        y: raw('y'),
        shape: plain('path'),
        size: { field: 'size', type: 'quantitative', scale: null, legend: null },
        fill: plain('fill'),
        stroke: plain('stroke'),
      },
    },
    {
      data: { values },
      mark: { type: 'text', align: 'left', baseline: 'middle', clip: false, color: chartColours.text },
      encoding: { x: raw('textX'), y: raw('y'), text: { field: 'words' } },
    },
  ];
}

/** From the last row upwards, so that the first entries stand in the uppermost row. */
function place(entries: readonly KeyEntry[], width: number) {
  const rows: { entry: KeyEntry; x: number }[][] = [[]];
  let x = 10;
  for (const entry of entries) {
    const space = 22 + letterWidth * entry.words.length + 26;
    if (x > 10 && x + space - 26 > width) {
      rows.push([]);
      x = 10;
    }
    rows.at(-1)?.push({ entry, x });
    x += space;
  }
  return rows.flatMap((row, number) => row.map((one) => ({ ...one, row: rows.length - 1 - number })));
}
