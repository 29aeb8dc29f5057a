/**
 * Φ(x): the chance that a standard normal lies at or below x. Relative error about 1e-15, in both tails (down to 1e-308).
 *
 * @param x any number; NaN in, NaN out; −Infinity gives 0, Infinity gives 1
 * @returns probability, 0–1
 * Source: Cody 1969, rational Chebyshev approximations, in the form of R's `pnorm`.
 */
export function normalCdf(x: number): number {
  if (x !== x) return NaN;
  const size = Math.abs(x);
  if (size <= 0.67448975) return 0.5 + central(x);
  if (size > 39) return x > 0 ? 1 : 0;
  const tail = upperTailFactor(size) * squaredExponential(size);
  return x > 0 ? 1 - tail : tail;
}

/** Φ(x) − ½ for |x| ≤ 0.6745. */
function central(x: number): number {
  const square = x * x;
  let top = 0.06568233791820745 * square;
  let bottom = square;
  top = (top + 2.2352520354606837) * square;
  bottom = (bottom + 47.202581904688245) * square;
  top = (top + 161.02823106855587) * square;
  bottom = (bottom + 976.0985517377767) * square;
  top = (top + 1067.6894854603709) * square;
  bottom = (bottom + 10260.932208618979) * square;
  return (x * (top + 18154.98125334356)) / (bottom + 45507.78933502673);
}

/** exp(−x²/2), with x split so that the square loses nothing. */
function squaredExponential(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-(x - coarse) * (x + coarse) * 0.5);
}

const middleTop = [
  8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283, 11602.65143764735,
];
const middleBottom = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
];
const farTop = [0.12740116116024736, 0.022235277870649807, 0.0014216191932278934];
const farBottom = [0.4682382124808651, 0.06598813786892856, 0.0037823963320275824];

/**
 * (1 − Φ(x)) · exp(x²/2) for x ≥ 0.6745: the upper tail without its exponential factor, so that callers may take logarithms.
 */
export function upperTailFactor(x: number): number {
  if (x <= 5.656854249492381) {
    let top = 1.0765576773720192e-8 * x;
    let bottom = x;
    top = (top + 0.39894151208813466) * x;
    bottom = (bottom + middleBottom[0]) * x;
    for (let k = 0; k < 5; k++) {
      top = (top + middleTop[k]) * x;
      bottom = (bottom + middleBottom[k + 1]) * x;
    }
    top = (top + middleTop[5]) * x;
    bottom = (bottom + 38912.00328609327) * x;
    return (top + 9842.714838383978) / (bottom + 19685.429676859992);
  }
  const inverseSquare = 1 / (x * x);
  let top = 0.023073441764940174 * inverseSquare;
  let bottom = inverseSquare;
  top = (top + 0.215898534057957) * inverseSquare;
  bottom = (bottom + 1.284260096144911) * inverseSquare;
  for (let k = 0; k < 3; k++) {
    top = (top + farTop[k]) * inverseSquare;
    bottom = (bottom + farBottom[k]) * inverseSquare;
  }
  const correction = (inverseSquare * (top + 2.9112874951168793e-5)) / (bottom + 7.297515550839662e-5);
  return (0.3989422804014327 - correction) / x;
}
