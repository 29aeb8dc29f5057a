import { randomStream } from '../../../stats/distributions/random-stream.ts';
import type { PatternFacts } from '../weighing/pattern-facts.ts';
import type { PreparedNode } from '../weighing/prepared-node.ts';
import { visitHypotheses, type JointHypothesis } from './visit-hypotheses.ts';
import type { WeighedBlock } from '../weighing/weigh-block.ts';

/** What all of a pupil's scores say of all the pupil's comparisons together: subjects move together, and slow down together. */
export interface JointPosterior {
  /** Rows of `Comparisons`, all of one pupil. */
  readonly comparison: readonly number[];
  /** Years from f to b and from b to n, by place in `comparison`. */
  readonly yearsBefore: readonly number[];
  readonly yearsSince: readonly number[];
  /** Log odds of a lasting slow-down in at least one subject. */
  readonly concern: number;
  /** Draws of the positions compared; filled anew each time. */
  readonly draw: () => PositionDraws;
}

/** Equally likely cases. */
export interface PositionDraws {
  readonly count: number;
  /** (f, b, n) of comparison c in draw d at 3 (d · comparisons + c); NaN for a missing position. */
  readonly position: Float64Array;
  /** The peers' line under the draw's components, at d · comparisons + c: see `TrajectoryPosterior`. */
  readonly peerCorrelation: Float64Array;
}

/** A share of 3 % is known to 0.8 points; hypotheses and components are taken in proportion, which leaves less. */
const drawsOfPupil = 500;

/** One node of the components with the block at hand weighed. */
export interface WeighedNode {
  readonly weight: number;
  readonly block: WeighedBlock;
}

/**
 * Draws from the joint posterior of the positions of one block after another. The random numbers are the same for every
 * pupil, so that what is said of one depends on nobody else.
 */
export function positionDrawer(): (nodes: readonly WeighedNode[]) => PositionDraws {
  const normals: Float64Array[] = [];
  const room = { position: new Float64Array(0), peerCorrelation: new Float64Array(0), lower: new Float64Array(0) };

  return (nodes) => {
    const { facts } = nodes[0].block.ready;
    const rows = facts.place.length;
    const comparisons = rows / 3;
    while (normals.length <= rows) normals.push(normalsOf(normals.length));
    if (room.position.length < drawsOfPupil * rows) {
      room.position = new Float64Array(drawsOfPupil * rows);
      room.peerCorrelation = new Float64Array(drawsOfPupil * comparisons);
      room.lower = new Float64Array(rows * rows);
    }
    const { position, peerCorrelation, lower } = room;
    let next = 0;
    let gone = 0;
    for (const { weight, block } of nodes) {
      const { node } = block.ready;
      let factorised: Float64Array | null = null;
      visitHypotheses(block, (given) => {
        gone += weight * given.weight;
        const until = Math.min(drawsOfPupil, Math.round(gone * drawsOfPupil));
        if (until <= next) return;
        // Hypotheses with the same bad days have the same covariance.
        if (given.product !== factorised) factorise(facts, node, given, lower);
        factorised = given.product;
        for (; next < until; next++) {
          drawOnce(facts, given, lower, normals, next, position);
          for (let c = 0; c < comparisons; c++) peerCorrelation[next * comparisons + c] = node.prior[6 * c + 4];
        }
      });
    }
    // Hypotheses too light to be gone through leave a draw or two over, if any.
    return { count: next, position, peerCorrelation };
  };
}

function normalsOf(dimension: number): Float64Array {
  const stream = randomStream('joint positions').sub('dimension', dimension);
  return Float64Array.from({ length: drawsOfPupil }, () => stream.normal());
}

/** Lower triangle of the positions' covariance given the hypothesis and its size; rows of missing positions are left out. */
function factorise(
  { place }: PatternFacts,
  { placeCorrelation, placesAt }: PreparedNode,
  { product }: JointHypothesis,
  lower: Float64Array,
): void {
  const rows = place.length;
  for (let i = 0; i < rows; i++) {
    if (place[i] < 0) continue;
    for (let j = 0; j <= i; j++) {
      if (place[j] < 0) continue;
      let sum = placeCorrelation[i * rows + j] - product[placesAt + i * rows + j];
      for (let k = 0; k < j; k++) if (place[k] >= 0) sum -= lower[i * rows + k] * lower[j * rows + k];
      // Positions that the scores fix together have no variance left of their own.
      if (i === j) lower[i * rows + i] = Math.sqrt(Math.max(sum, 0));
      else lower[i * rows + j] = lower[j * rows + j] > 1e-9 ? sum / lower[j * rows + j] : 0;
    }
  }
}

function drawOnce(
  { place, groupFall }: PatternFacts,
  { mean, shift, size, sizeSd }: JointHypothesis,
  lower: Float64Array,
  normals: readonly Float64Array[],
  draw: number,
  position: Float64Array,
): void {
  const rows = place.length;
  // Cut off at 0 as the size is.
  const slowed = Math.max(0, size + sizeSd * normals[rows][draw]);
  for (let i = 0; i < rows; i++) {
    let sum = place[i] < 0 ? NaN : mean[i] + groupFall[place[i]];
    if (sizeSd > 0 || size > 0) sum += slowed * shift[i];
    for (let k = 0; k <= i; k++) if (place[k] >= 0) sum += lower[i * rows + k] * normals[k][draw];
    position[draw * rows + i] = sum;
  }
}
