import type { AssessmentData } from '../../../../engine/index.ts';
import type { TargetLine } from '../report-world.ts';
import { heldOutScores } from './held-out-scores.ts';
import { latentPrediction } from './latent-prediction.ts';
import type { Predictor } from './prediction.ts';
import { rivalPredictions } from './rival-predictions.ts';

export interface HoldOut {
  readonly name: string;
  /** Several where each is fitted alone and the scores are counted together. */
  readonly parts: readonly AssessmentData[];
  /** Fewest earlier scores of the pupil in the subject. */
  readonly earlier: number;
}

interface Found {
  readonly logs: number[];
  inside: number;
}

/** Log score and 90 % interval of every method on one hold-out; a band counts by its probability. */
export function judgeHoldOut({ name, parts, earlier }: HoldOut): TargetLine[] {
  const found = new Map<string, Found>();
  for (const data of parts) {
    const held = heldOutScores(data, earlier);
    const methods: Record<string, Predictor> = {
      'latent trajectory': latentPrediction(held),
      ...rivalPredictions(held),
    };
    for (const [method, predict] of Object.entries(methods)) {
      const sums = found.get(method) ?? { logs: [], inside: 0 };
      found.set(method, sums);
      for (const row of held.last) {
        const { below, logDensity } = predict(row);
        const [low, high] = [held.scores.observedLow[row], held.scores.observedHigh[row]];
        const [from, to] = [below(low), below(high)];
        sums.logs.push(low === high ? logDensity(low) : Math.log(Math.max(1e-6, to - from)));
        sums.inside += shareInside(from, to);
      }
    }
  }
  const count = found.get('latent trajectory')!.logs.length;
  console.log(`\n${name}: ${count} last scores held out`);
  for (const [method, { logs, inside }] of found) {
    const share = (inside / logs.length).toFixed(3);
    console.log(`  ${method.padEnd(28)} 90 % interval holds ${share}  log score ${mean(logs).toFixed(4)}`);
  }
  return lines(name, found);
}

/** How much of a score's stretch of probability lies in the middle nine tenths: 1 or 0 for a number. */
function shareInside(from: number, to: number): number {
  if (to - from < 1e-9) return Number(from > 0.05 && from < 0.95);
  return Math.max(0, Math.min(to, 0.95) - Math.max(from, 0.05)) / (to - from);
}

function lines(name: string, found: ReadonlyMap<string, Found>): TargetLine[] {
  const { logs, inside } = found.get('latent trajectory')!;
  const share = inside / logs.length;
  const world = `${name}, held out`;
  const interval: TargetLine = {
    world,
    what: '90 % predictive interval, all noise in it',
    target: '0.85 to 0.95',
    figure: share.toFixed(3),
    met: share >= 0.85 && share <= 0.95,
  };
  // A method that fits some parts only is not comparable over all.
  const whole = [...found].slice(1).filter(([, { logs: others }]) => others.length === logs.length);
  const beside = whole.map(([method, { logs: others }]): TargetLine => {
    const ahead = logs.map((log, at) => log - others[at]);
    const difference = mean(ahead);
    const error = Math.sqrt(mean(ahead.map((one) => (one - difference) ** 2)) / ahead.length);
    return {
      world,
      what: `log score beside ${method}`,
      target: `no worse than ${mean(others).toFixed(4)}`,
      figure: `${mean(logs).toFixed(4)}, ahead by ${difference.toFixed(4)} ± ${error.toFixed(4)}`,
      met: difference >= 0,
    };
  });
  return [interval, ...beside];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
