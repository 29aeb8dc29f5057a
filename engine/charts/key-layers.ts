import type { ChartLayer } from './chart.ts';
import { chartColours } from './chart-config.ts';
import { type KeyEntry, keySymbols as symbols } from './key-entry.ts';

export type { KeyEntry } from './key-entry.ts';

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
