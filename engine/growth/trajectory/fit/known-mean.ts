import type { BlockPrecision } from '../model/block-precision.ts';

/** The means of the scores of a pattern's blocks, as far as their likelihood needs them. */
export interface BlockMeans {
  readonly blocks: number;
  /** Σ over blocks of the squared mean. */
  readonly meanSquare: number;
}

/**
 * @param size scores of a block
 * @param values blocks × size
 */
export function meansOfBlocks(
  { size, starts }: { readonly size: number; readonly starts: { readonly length: number } },
  values: Float64Array,
): BlockMeans {
  let meanSquare = 0;
  for (let at = 0; at < starts.length; at++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += values[at * size + j];
    meanSquare += (sum / size) ** 2;
  }
  return { blocks: starts.length, meanSquare };
}

/**
 * What makes a likelihood one of scores whose mean is known. The level that errors go by is read off these very scores: judged
 * by their own level's errors a large mean would be explained by the large errors that it brought about, the more the fewer
 * scores a pupil has, until tests seemed to tell nothing. So the mean has its density under errors of the usual size, and only
 * what the scores depart from it is judged by the errors of their level: p(scores) = p_usual(mean) · p_level(scores | mean),
 * a density. One score alone says nothing of how errors go by level.
 *
 * @returns to be added to Σ log p_level(scores)
 */
export function knownMeanTerm({ blocks, meanSquare }: BlockMeans, block: BlockPrecision, n: number): number {
  let [ofLevel, usual] = [0, 0];
  for (let i = 0; i < n; i++) {
    let signal = block.signal[i * n + i];
    for (let j = 0; j < i; j++) signal += 2 * block.signal[i * n + j];
    ofLevel += signal + block.error[i];
    usual += signal + block.usualError[i];
  }
  if (ofLevel === usual) return 0;
  // Both are n² × the variance of the mean.
  return 0.5 * (blocks * Math.log(ofLevel / usual) + n * n * meanSquare * (1 / ofLevel - 1 / usual));
}
