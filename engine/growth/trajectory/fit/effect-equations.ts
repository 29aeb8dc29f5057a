import { planKalman } from '../../../stats/state-space/kalman-plan.ts';
import { kalmanWhiten } from '../../../stats/state-space/kalman-whiten.ts';
import { blockModel, reliabilityOf } from '../model/block-model.ts';
import type { ModelledScores } from '../model/modelled-scores.ts';
import type { ScorePattern } from '../model/score-patterns.ts';
import type { SubjectProcess, TimeFrame } from '../model/trajectory-process.ts';
import { gatherObserved } from './block-likelihood.ts';

/** Normal equations of effects that many scores share: of one cohort's cells in a subject, or of one school's windows in it. */
export interface EffectEquations {
  /** Cells, or groups, in order of time. */
  readonly members: number[];
  /** members × members, and members: Σ over pupils of Xᵀ P X and Xᵀ P y, P the inverse covariance of a pupil's scores. */
  readonly precision: Float64Array;
  readonly push: Float64Array;
  /** Mean date of each member's scores, and how many. */
  readonly year: Float64Array;
  readonly weight: Float64Array;
}

const unlinked = { level: 0, change: 0 };

/**
 * Empty equations of each family of members that have scores: names are JSON lists, the last entry of which is the window; the
 * rest name the family.
 */
export function effectFamilies(
  names: readonly string[],
  member: Int32Array,
  scores: ModelledScores,
): Map<string, EffectEquations> {
  const families = new Map<string, number[]>();
  names.forEach((name, at) => {
    const parts: unknown = JSON.parse(name);
    const family = JSON.stringify(Array.isArray(parts) ? parts.slice(0, -1) : parts);
    const known = families.get(family);
    if (known) known.push(at);
    else families.set(family, [at]);
  });
  const year = new Float64Array(names.length);
  const count = new Float64Array(names.length);
  for (let row = 0; row < scores.count; row++) {
    if (member[row] < 0) continue;
    year[member[row]] += scores.year[row];
    count[member[row]]++;
  }
  const result = new Map<string, EffectEquations>();
  for (const [family, members] of families) {
    const present = members
      .filter((at) => count[at] > 0)
      .sort((a, b) => year[a] / count[a] - year[b] / count[b] || a - b);
    if (present.length === 0) continue;
    result.set(family, {
      members: present,
      precision: new Float64Array(present.length ** 2),
      push: new Float64Array(present.length),
      year: Float64Array.from(present, (at) => year[at] / count[at]),
      weight: Float64Array.from(present, (at) => count[at]),
    });
  }
  return result;
}

/** Adds up every pupil's inverse covariance by the members its scores belong to; members of other families do not mix. */
export function gatherEquations(
  patterns: readonly ScorePattern[],
  processes: readonly SubjectProcess[],
  frame: TimeFrame,
  member: Int32Array,
  families: ReadonlyMap<string, EffectEquations>,
  values: Float64Array,
): EffectEquations[] {
  const all = [...families.values()];
  const familyOf: (EffectEquations | undefined)[] = [];
  const placeOf: number[] = [];
  for (const family of all) {
    family.members.forEach((at, place) => {
      familyOf[at] = family;
      placeOf[at] = place;
    });
  }
  const observed = gatherObserved(patterns, values);
  patterns.forEach((pattern, p) => {
    const n = pattern.size;
    const plan = planKalman(blockModel(pattern, processes, unlinked, frame));
    const state = new Float64Array(plan.model.states);
    const basis = new Float64Array(n * n);
    const unit = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      unit.fill(0);
      unit[j] = Math.sqrt(
        reliabilityOf(
          processes[pattern.subject[j]],
          pattern.errorShare[j],
          frame,
          pattern.year[j],
          pattern.coarseness[j],
        ),
      );
      kalmanWhiten(plan, unit, 0, state, basis, j * n);
    }
    const inner = (a: Float64Array, i: number, b: Float64Array, j: number) => {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[i * n + k] * b[j * n + k];
      return sum;
    };
    const inverse = Float64Array.from({ length: n * n }, (_, at) => inner(basis, Math.floor(at / n), basis, at % n));
    const innovations = new Float64Array(n);
    pattern.starts.forEach((start, block) => {
      kalmanWhiten(plan, observed[p], block * n, state, innovations);
      for (let j = 0; j < n; j++) {
        const own = member[start + pattern.order[j]];
        const family = own < 0 ? undefined : familyOf[own];
        if (family === undefined) continue;
        const place = placeOf[own];
        family.push[place] += inner(basis, j, innovations, 0);
        const row = place * family.members.length;
        for (let k = 0; k < n; k++) {
          const other = member[start + pattern.order[k]];
          if (other >= 0 && familyOf[other] === family) family.precision[row + placeOf[other]] += inverse[j * n + k];
        }
      }
    });
  });
  return all;
}
