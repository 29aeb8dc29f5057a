/** One entry of a chart's key. */
export interface KeyEntry {
  readonly words: string;
  /** What stands before the words. */
  readonly symbol: keyof typeof keySymbols;
  readonly colour: string;
}

/** Symbols as paths in a box from −1 to 1; `stroked` ones are lines, the others are filled. */
export const keySymbols = {
  dot: { path: 'circle', stroked: false, size: 95 },
  ring: { path: 'circle', stroked: true, size: 80 },
  square: { path: 'square', stroked: false, size: 90 },
  diamond: { path: 'diamond', stroked: false, size: 130 },
  openDiamond: { path: 'diamond', stroked: true, size: 110 },
  swatch: { path: 'M-1,-0.6L1,-0.6L1,0.6L-1,0.6Z', stroked: false, size: 420 },
  range: { path: 'M0,-1L0,1', stroked: true, size: 260 },
  bar: { path: 'M-1,0L1,0', stroked: true, size: 420 },
  dashes: { path: 'M-1,0L-0.6,0M-0.2,0L0.2,0M0.6,0L1,0', stroked: true, size: 640 },
} as const;
