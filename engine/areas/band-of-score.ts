import type { AreaBand, AreaNorm } from './area-scale.ts';

/**
 * The band of a score. Where two bands meet in one number (a share of sessions is no whole number), it is the lower one: who has
 * missed 10 % of sessions is persistently absent.
 *
 * @returns null where the scale has no bands, or the score lies outside them
 */
export function bandOfScore({ bands }: Pick<AreaNorm, 'bands'>, score: number): AreaBand | null {
  return bands.find(({ from, to }) => score >= from && score <= to) ?? null;
}
