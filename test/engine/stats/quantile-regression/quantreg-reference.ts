import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bsplineBasis } from '../../../../engine/stats/splines/bspline-basis.ts';

const folder = resolve(import.meta.dirname, '../../../reference');

/** Rows of a reference file, by column name. */
export function referenceRows(file: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(resolve(folder, file), 'utf8').trim().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i], value])));
}

export interface ReferenceSet {
  name: string;
  x: Float64Array;
  y: Float64Array;
  belowStrictly: number[];
  atOrBelow: number[];
  median: number[];
  taus: Float64Array;
  checkLoss: number[];
  design: Float64Array[];
}

/** R's own answers for every pair of occasions. */
export function quantregSets(): ReferenceSet[] {
  const pupils = referenceRows('quantreg/pupils.csv');
  const losses = referenceRows('quantreg/check-loss.csv');
  return referenceRows('quantreg/knots.csv').map((set) => {
    const same = (row: Record<string, string>) => row.set === set.set && row.from === set.from && row.to === set.to;
    const rows = pupils.filter(same);
    const optimum = losses.filter(same);
    const x = Float64Array.from(rows, (row) => Number(row.x));
    const shape = {
      knots: [set.k1, set.k2, set.k3, set.k4].map(Number),
      boundary: [Number(set.b1), Number(set.b2)] as [number, number],
    };
    return {
      name: `${set.set} ${set.from} to ${set.to}`,
      x,
      y: Float64Array.from(rows, (row) => Number(row.y)),
      belowStrictly: rows.map((row) => Number(row.n_below_strict)),
      atOrBelow: rows.map((row) => Number(row.n_le)),
      median: rows.map((row) => Number(row.q50)),
      taus: Float64Array.from(optimum, (row) => Number(row.tau)),
      checkLoss: optimum.map((row) => Number(row.check_loss)),
      design: [new Float64Array(x.length).fill(1), ...bsplineBasis(x, shape)],
    };
  });
}
