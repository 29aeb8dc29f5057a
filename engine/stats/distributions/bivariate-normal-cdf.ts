import { normalCdf } from './normal-cdf.ts';

/**
 * The chance that X ≤ x and Y ≤ y for standard normals X, Y with the given correlation. Absolute error below 1e-14.
 *
 * @param x, y any numbers (infinities allowed); NaN in, NaN out
 * @param correlation −1 … 1; outside gives NaN
 * Source: Genz 2004, "Numerical computation of rectangular bivariate and trivariate normal and t probabilities"
 * (function BVNU), after Drezner & Wesolowsky 1990.
 */
export function bivariateNormalCdf(x: number, y: number, correlation: number): number {
  if (x !== x || y !== y || !(correlation >= -1 && correlation <= 1)) return NaN;
  if (x === -Infinity || y === -Infinity) return 0;
  if (x === Infinity) return normalCdf(y);
  if (y === Infinity) return normalCdf(x);
  const probability =
    Math.abs(correlation) < 0.925 ? byAngle(-x, -y, correlation) : nearlySingular(-x, -y, correlation);
  return Math.min(1, Math.max(0, probability));
}

/** P(X > h, Y > k) for |correlation| < 0.925: Gauss–Legendre over the angle. */
function byAngle(h: number, k: number, correlation: number): number {
  const product = h * k;
  const halfSquares = (h * h + k * k) / 2;
  const angle = Math.asin(correlation);
  const size = Math.abs(correlation);
  // The flatter the integrand, the fewer points give the same digits.
  const { nodes, weights } = size < 0.3 ? sixPoints : size < 0.75 ? twelvePoints : twentyPoints;
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) {
    for (let side = -1; side <= 1; side += 2) {
      const sine = Math.sin((angle * (1 + side * nodes[i])) / 2);
      sum += weights[i] * Math.exp((sine * product - halfSquares) / (1 - sine * sine));
    }
  }
  return (sum * angle) / (4 * Math.PI) + normalCdf(-h) * normalCdf(-k);
}

/** P(X > h, Y > k) for |correlation| ≥ 0.925: the expansion about the singular case, its remainder by Gauss–Legendre. */
function nearlySingular(h: number, k: number, correlation: number): number {
  const other = correlation < 0 ? -k : k;
  const product = h * other;
  let value = Math.abs(correlation) < 1 ? singularPart(h, other, product, correlation) : 0;
  if (correlation > 0) return value + normalCdf(-Math.max(h, other));
  value = -value;
  if (other > h) {
    value += h < 0 ? normalCdf(other) - normalCdf(h) : normalCdf(-h) - normalCdf(-other);
  }
  return value;
}

function singularPart(h: number, k: number, product: number, correlation: number): number {
  const away = (1 - correlation) * (1 + correlation);
  const a = Math.sqrt(away);
  const gap = (h - k) ** 2;
  const c = (4 - product) / 8;
  const d = (12 - product) / 16;
  let value = 0;
  const exponent = -(gap / away + product) / 2;
  if (exponent > -100) {
    value = a * Math.exp(exponent) * (1 - (c * (gap - away) * (1 - (d * gap) / 5)) / 3 + (c * d * away * away) / 5);
  }
  if (-product < 100) {
    const b = Math.sqrt(gap);
    const tail = Math.sqrt(2 * Math.PI) * normalCdf(-b / a);
    value -= Math.exp(-product / 2) * tail * b * (1 - (c * gap * (1 - (d * gap) / 5)) / 3);
  }
  const { nodes, weights } = twentyPoints;
  for (let i = 0; i < nodes.length; i++) {
    for (let side = -1; side <= 1; side += 2) {
      const square = ((a / 2) * (1 + side * nodes[i])) ** 2;
      const root = Math.sqrt(1 - square);
      const power = -(gap / square + product) / 2;
      if (power <= -100) continue;
      value +=
        (a / 2) *
        weights[i] *
        Math.exp(power) *
        (Math.exp((-product * square) / (2 * (1 + root) ** 2)) / root - (1 + c * square * (1 + d * square)));
    }
  }
  return -value / (2 * Math.PI);
}

/** Positive half of a Gauss–Legendre rule. */
interface Rule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

const sixPoints: Rule = {
  nodes: [0.932469514203152, 0.6612093864662645, 0.2386191860831969],
  weights: [0.17132449237917036, 0.3607615730481386, 0.46791393457269104],
};
const twelvePoints: Rule = {
  nodes: [
    0.9815606342467192, 0.9041172563704749, 0.7699026741943047, 0.5873179542866175, 0.3678314989981802,
    0.1252334085114689,
  ],
  weights: [
    0.04717533638651183, 0.10693932599531843, 0.16007832854334622, 0.20316742672306592, 0.2334925365383548,
    0.24914704581340277,
  ],
};
const twentyPoints: Rule = {
  nodes: [
    0.9931285991850949, 0.9639719272779138, 0.912234428251326, 0.8391169718222188, 0.7463319064601508,
    0.636053680726515, 0.5108670019508271, 0.37370608871541955, 0.22778585114164507, 0.07652652113349734,
  ],
  weights: [
    0.017614007139152118, 0.04060142980038694, 0.06267204833410907, 0.08327674157670475, 0.10193011981724044,
    0.11819453196151841, 0.13168863844917664, 0.14209610931838204, 0.14917298647260374, 0.15275338713072584,
  ],
};
