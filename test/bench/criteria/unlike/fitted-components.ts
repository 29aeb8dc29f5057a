import type { RunContent } from '../../../../engine/index.ts';

/**
 * From where on a component counts as at a limit of what the fit allows (`TrajectoryFit.nodes[].components`): within 1 % of it;
 * of shares near 1 what is left to 1 counts, so that tests which measure well are no offence.
 */
const atLimitFrom: Readonly<Record<string, readonly [low: number, high: number]>> = {
  reliability: [-Infinity, 1 - 0.005 * 1.01],
  yearCorrelation: [0.5 * 1.01, 1 - 0.001 * 1.01],
  errorExtremes: [-Infinity, Math.E * 0.99],
  extraError: [-Infinity, 0.99],
  reversion: [Math.exp(-5) * 1.01, Math.exp(3) * 0.99],
  reliabilityTrend: [-1.5 * 0.99, 1.5 * 0.99],
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
      for (const [name, [low, high]] of Object.entries(atLimitFrom)) {
        const value = own[name];
        if (value === undefined || (value > low && value < high)) continue;
        atLimit.add(`${name} ${value.toPrecision(3)}`);
      }
    }
  }
  return { reliability: sum / weights, atLimit: [...atLimit] };
}
