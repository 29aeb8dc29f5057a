import type { TopLevelSpec } from 'vega-lite';
import type { KeyEntry } from './key-entry.ts';

/** A chart ready to be drawn, with the same numbers as a table to stand under it and a description to be read aloud. */
export interface Chart {
  /** Vega-Lite 6; holds its data, names no address. */
  readonly specification: TopLevelSpec;
  readonly table: ChartTable;
  readonly description: string;
  /** What its marks stand for, for a page that says it once for several charts; left out where a chart says it itself only. */
  readonly key?: readonly KeyEntry[];
}

/** Columns with their headings, rows as they are printed: numbers already rounded, '' where there is nothing. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of each row whether its figures are withheld; left out where none can be. */
  readonly withheld?: readonly boolean[];
  /** Where the first cell of each row leads: a page of ours, for those who may see it; null for none. */
  readonly addresses?: readonly (string | null)[];
  /** Of each row whom it is about, where it is about one pupil: the same in every chart of a page. */
  readonly ids?: readonly (string | null)[];
}

/** Plots of this width and less are drawn for a phone: titles in more lines, labels cut sooner. */
export const narrowPlot = 300;

/** Size of the plot in pixels, without axes and key. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** One layer of a specification. */
export type ChartLayer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];
