/** Two-sided 95 %. */
const critical = 1.96;

/** Whether a change is beyond the error of the scale (Jacobson & Truax 1991). */
export interface ReliableChange {
  /** The change in units of its own standard error. */
  readonly index: number;
  /** Standard error of the difference of two scores, in points. */
  readonly errorPoints: number;
  /** A change of so many points and more is beyond measurement error. */
  readonly leastPoints: number;
  readonly beyondError: boolean;
}

/**
 * The reliable change index: (after − before) ÷ (SD · √(2 (1 − reliability))); beyond ±1.96 a change is more than two answers of
 * the same person about the same child differ by chance in 95 of 100. Source: Jacobson and Truax 1991, J Consult Clin Psychol
 * 59:12–19.
 *
 * @param scores before and after, in points; NaN gives NaN, and no change beyond error
 * @param norm reliability 0–1 and standard deviation in points; null where either is not stated
 */
export function reliableChange(
  { before, after }: { readonly before: number; readonly after: number },
  { reliability, standardDeviation }: { readonly reliability: number; readonly standardDeviation: number },
): ReliableChange | null {
  if (!(reliability >= 0 && reliability < 1) || !(standardDeviation > 0)) return null;
  const errorPoints = standardDeviation * Math.sqrt(2 * (1 - reliability));
  const index = (after - before) / errorPoints;
  return { index, errorPoints, leastPoints: critical * errorPoints, beyondError: Math.abs(index) > critical };
}
