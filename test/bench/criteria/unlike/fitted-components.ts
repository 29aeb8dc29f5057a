import type { RunContent } from '../../../../engine/index.ts';

/** Ends of what the fit allows, by component (`TrajectoryFit.nodes[].components`). */
const limits: Readonly<Record<string, readonly [low: number, high: number]>> = {
  reliability: [0, 0.995],
  yearCorrelation: [0.5, 0.999],
  errorExtremes: [0, Math.E],
  extraError: [0, 1],
  reversion: [Math.exp(-5), Math.exp(3)],
  reliabilityTrend: [-1.5, 1.5],
};

export interface FittedComponents {
  /** Mean over scale classes and nodes; NaN where nothing of the kind was fitted. */
  readonly reliability: number;
  /** Those within 1 % of a limit, or not finite: “name value”. */
  readonly atLimit: readonly string[];
}

interface Node {
  readonly weight: number;
  readonly components: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What a run's reference says was fitted. */
export function fittedComponents(run: RunContent): FittedComponents {
  const { nodes } = run.reference['trajectories'] as { nodes: readonly Node[] };
  const atLimit = new Set<string>();
  let [sum, weights] = [0, 0];
  for (const { weight, components } of nodes) {
    for (const own of Object.values(components)) {
      sum += weight * own['reliability'];
      weights += weight;
      for (const [name, [low, high]] of Object.entries(limits)) {
        const value = own[name];
        if (value === undefined || (value === 0 && low === 0)) continue;
        const near = 0.01 * Math.min(1, high - low);
        if (
          !Number.isFinite(value) ||
          value >= high - near * high ||
          value <= low + (low === 0 ? 1e-9 : 0.01 * Math.abs(low))
        )
          atLimit.add(`${name} ${value.toPrecision(3)}`);
      }
    }
  }
  return { reliability: sum / weights, atLimit: [...atLimit] };
}
