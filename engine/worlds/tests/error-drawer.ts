import type { RandomStream } from '../../stats/distributions/random-stream.ts';
import type { WorldSettings } from '../model/world-settings.ts';

/** Two-piece t: the lower half is stretched by the first figure, the upper by the second (bad results lie further out). */
const skew = { low: 1.3, high: 0.75 } as const;

/**
 * Draws errors of mean 0 and variance 1: normal, Student's t with `errorDegrees` scaled to variance 1, or (family `piecewise`)
 * a skewed t. The skewed one: −low·|t| with chance low/(low + high), else high·|t| (Fernández & Steel 1998), centred and scaled
 * by its own moments.
 */
export function errorDrawer(
  settings: Pick<WorldSettings, 'family' | 'errorDegrees'>,
  random: RandomStream,
): () => number {
  const degrees = settings.errorDegrees;
  const plain = Number.isFinite(degrees)
    ? () => random.studentT(degrees) * Math.sqrt((degrees - 2) / degrees)
    : () => random.normal();
  if (settings.family !== 'piecewise') return plain;
  const { low, high } = skew;
  const meanSize = Number.isFinite(degrees)
    ? meanAbsoluteT(degrees) * Math.sqrt((degrees - 2) / degrees)
    : Math.sqrt(2 / Math.PI);
  const mean = meanSize * (high - low);
  const sd = Math.sqrt((low ** 3 + high ** 3) / (low + high) - mean ** 2);
  return () => {
    const size = Math.abs(plain());
    const error = random.uniform() < low / (low + high) ? -low * size : high * size;
    return (error - mean) / sd;
  };
}

/** E|t| = 2√ν·Γ((ν + 1)/2)/((ν − 1)·√π·Γ(ν/2)), for ν > 1; the ratio of gammas by half-steps from ν = 1 or 2 up. */
function meanAbsoluteT(degrees: number): number {
  // Γ(x + ½)/Γ(x) at x = ν/2: from Γ(1)/Γ(½) or Γ(1½)/Γ(1), each further whole step of x multiplies by (x + ½)/x.
  let half = degrees % 2 === 0 ? 1 : 0.5;
  let ratio = half === 1 ? Math.sqrt(Math.PI) / 2 : 1 / Math.sqrt(Math.PI);
  for (; half < degrees / 2; half++) ratio *= (half + 0.5) / half;
  return (2 * Math.sqrt(degrees) * ratio) / ((degrees - 1) * Math.sqrt(Math.PI));
}
