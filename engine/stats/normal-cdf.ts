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
  let top = 0.065682337918207449113 * square;
  let bottom = square;
  top = (top + 2.2352520354606839287) * square;
  bottom = (bottom + 47.20258190468824187) * square;
  top = (top + 161.02823106855587881) * square;
  bottom = (bottom + 976.09855173777669322) * square;
  top = (top + 1067.6894854603709582) * square;
  bottom = (bottom + 10260.932208618978205) * square;
  return (x * (top + 18154.981253343561249)) / (bottom + 45507.789335026729956);
}

/** exp(−x²/2), with x split so that the square loses nothing. */
function squaredExponential(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-(x - coarse) * (x + coarse) * 0.5);
}

const middleTop = [
  8.8831497943883759412, 93.506656132177855979, 597.27027639480026226, 2494.5375852903726711, 6848.1904505362823326,
  11602.651437647350124,
];
const middleBottom = [
  22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755, 18615.571640885098091,
  34900.952721145977266,
];
const farTop = [0.1274011611602473639, 0.022235277870649807, 0.001421619193227893466];
const farBottom = [0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244];

/**
 * (1 − Φ(x)) · exp(x²/2) for x ≥ 0.6745: the upper tail without its exponential factor, so that callers may take logarithms.
 */
export function upperTailFactor(x: number): number {
  if (x <= 5.656854249492380195) {
    let top = 1.0765576773720192317e-8 * x;
    let bottom = x;
    top = (top + 0.39894151208813466764) * x;
    bottom = (bottom + middleBottom[0]) * x;
    for (let k = 0; k < 5; k++) {
      top = (top + middleTop[k]) * x;
      bottom = (bottom + middleBottom[k + 1]) * x;
    }
    top = (top + middleTop[5]) * x;
    bottom = (bottom + 38912.003286093271411) * x;
    return (top + 9842.7148383839780218) / (bottom + 19685.429676859990727);
  }
  const inverseSquare = 1 / (x * x);
  let top = 0.02307344176494017303 * inverseSquare;
  let bottom = inverseSquare;
  top = (top + 0.21589853405795699) * inverseSquare;
  bottom = (bottom + 1.28426009614491121) * inverseSquare;
  for (let k = 0; k < 3; k++) {
    top = (top + farTop[k]) * inverseSquare;
    bottom = (bottom + farBottom[k]) * inverseSquare;
  }
  const correction = (inverseSquare * (top + 2.9112874951168792e-5)) / (bottom + 7.29751555083966205e-5);
  return (0.398942280401432677939946 - correction) / x;
}
