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

/** Positive half of the 20-point Gauss–Legendre rule. */
const nodes = [
  0.9931285991850949, 0.9639719272779138, 0.912234428251326, 0.8391169718222188, 0.7463319064601508, 0.636053680726515,
  0.5108670019508271, 0.3737060887154196, 0.2277858511416451, 0.07652652113349732,
];
const weights = [
  0.01761400713915212, 0.04060142980038694, 0.06267204833410905, 0.08327674157670475, 0.1019301198172404,
  0.1181945319615184, 0.1316886384491766, 0.1420961093183821, 0.1491729864726037, 0.1527533871307259,
];
