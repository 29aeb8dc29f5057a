import type { ChartLayer } from './chart.ts';
import { chartColours } from './chart-config.ts';
import { type TimeField, timeOf } from './time-axis.ts';

/** Where pupils with the same start get to, or the target a person chose: the line that leads there. Dates are ISO 8601. */
export interface ChartAim {
  readonly from: { readonly date: string; readonly value: number };
  readonly to: { readonly date: string; readonly value: number };
  /** A person chose it. Default: it is what pupils with the same start reach. */
  readonly chosen?: boolean;
}

/** The vertical axis of the picture. */
interface ValueField {
  readonly field: string;
  readonly type: 'quantitative';
  readonly title: string;
  readonly scale: { domain: number[]; zero: boolean; nice: boolean };
}

export function aimWords({ chosen = false }: ChartAim): string {
  return chosen ? 'chosen target' : 'typical target';
}

/** The aim as a thin line with a diamond at its end, filled where a person chose it, apart in shape from results and from the middle. */
export function aimLayers(aim: ChartAim | undefined, x: TimeField, y: ValueField): ChartLayer[] {
  if (!aim) return [];
  const values = [aim.from, aim.to].map(({ date, value }) => ({ time: timeOf(date), aim: value }));
  const encoding = { x, y: { ...y, field: 'aim' } };
  return [
    {
      data: { values },
      mark: { type: 'line', clip: true, color: chartColours.noted, strokeWidth: 1.5, strokeDash: [2, 2] },
      encoding,
    },
    {
      data: { values: values.slice(1) },
      mark: {
        type: 'point',
        shape: 'diamond',
        filled: aim.chosen === true,
        size: 130,
        strokeWidth: 2,
        color: chartColours.noted,
        opacity: 1,
      },
      encoding,
    },
  ];
}
