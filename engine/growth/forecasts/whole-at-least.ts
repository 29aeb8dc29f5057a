import type { TargetScale } from './target-scale.ts';

/**
 * The next whole score on the better side: a whole score counts as reached from half a point before it, so that on average
 * the chance is the level’s own.
 */
export function wholeAtLeast(points: number, { unit, direction }: Pick<TargetScale, 'unit' | 'direction'>): number {
  return direction * Math.ceil((direction * points) / unit - 1e-9) * unit;
}
