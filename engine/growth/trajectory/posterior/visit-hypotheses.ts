import type { ReadyPattern } from '../weighing/ready-pattern.ts';
import { fillShift } from '../weighing/slow-down-shift.ts';
import { lightest, type WeighedBlock } from '../weighing/weigh-block.ts';

/** The joint Gaussian of all positions compared (f, b, n of each comparison), given one hypothesis. */
export interface JointHypothesis {
  weight: number;
  slowed: boolean;
  /** Mean without the slow-down, and what 1 SD a year of it adds. */
  mean: Float64Array;
  shift: Float64Array;
  /** Size of the slow-down; 0 where there is none. */
  size: number;
  sizeSd: number;
  /** As `PreparedNode.product`: the places' products are what the scores take off their prior covariance. */
  product: Float64Array;
}

/** Visits every hypothesis of a block that counts. The visitor's argument is filled anew each time. */
export function visitHypotheses({ ready, weights, sets }: WeighedBlock, visit: (given: JointHypothesis) => void): void {
  const { count, weight, size, sizeVariance } = weights;
  const places = ready.facts.place.length;
  const shift = new Float64Array(places);
  const noShift = new Float64Array(places);
  const given = emptyHypothesis(ready, noShift);
  sets.forEach(({ product, data }, b) => {
    given.product = product;
    for (let row = 0; row < places; row++) given.mean[row] = data[ready.node.courses + row];
    for (let h = 0; h <= count; h++) {
      given.weight = weight[b * (count + 1) + h];
      if (given.weight < lightest) continue;
      given.slowed = h < count;
      given.size = given.slowed ? size[b * count + h] : 0;
      given.sizeSd = given.slowed ? Math.sqrt(sizeVariance[b * count + h]) : 0;
      if (given.slowed) fillShift(ready, product, h, shift, 0);
      given.shift = given.slowed ? shift : noShift;
      visit(given);
    }
  });
}

function emptyHypothesis({ facts, node }: ReadyPattern, shift: Float64Array): JointHypothesis {
  return {
    weight: 0,
    slowed: false,
    mean: new Float64Array(facts.place.length),
    shift,
    size: 0,
    sizeSd: 0,
    product: node.product,
  };
}
