import type { SharedEffects } from '../model/trajectory-fit.ts';
// Longer than the house limit: equations, their solution and the hypotheses about shocks belong to one estimate.
import { planKalman } from '../../../stats/state-space/kalman-plan.ts';
import { kalmanWhiten } from '../../../stats/state-space/kalman-whiten.ts';
import { gatherObserved } from './block-likelihood.ts';
import { blockModel, reliabilityOf } from '../model/block-model.ts';
import type { ModelledScores } from '../model/modelled-scores.ts';
import { scorePatterns, type ScorePattern } from '../model/score-patterns.ts';
import type { SubjectProcess, TimeFrame } from '../model/trajectory-process.ts';
import type { SharedEffectSettings } from '../model/trajectory-settings.ts';

/** Normal equations of one cohort's cells, or of one school's windows. */
interface Equations {
  readonly members: number[];
  readonly precision: Float64Array;
  readonly push: Float64Array;
  readonly year: Float64Array;
  readonly weight: Float64Array;
}

const unlinked = { level: 0, change: 0 };

/**
 * Means of cells and shocks of school-windows by generalised least squares on all scores, under the centre of the components.
 * A school's level and growth that last belong to its pupils' true positions: a shock is what a window departs from them and
 * does not keep. Its SD is one of a few, weighed by marginal likelihood over all schools.
 * With one school only, its shocks cannot be told from the window's mean and are left at 0.
 */
export function sharedEffects(
  scores: ModelledScores,
  processes: readonly SubjectProcess[],
  frame: TimeFrame,
  settings: SharedEffectSettings,
): SharedEffects {
  const patterns = scorePatterns(scores, 'subject', () => true);
  const byCell = familiesOf(scores.cells, scores.cell, scores);
  const cells = gatherEquations(patterns, processes, frame, scores.cell, byCell, scores.observed);
  const cellMean: Record<string, number> = {};
  const centred = scores.observed.slice();
  for (const equations of cells) {
    const { mean } = solveEffects(equations, diagonal(equations.members.length, settings.cellSd ** 2));
    equations.members.forEach((cell, at) => (cellMean[scores.cells[cell]] = mean[at]));
  }
  for (let row = 0; row < scores.count; row++) {
    const process = processes[scores.subject[row]];
    const root = Math.sqrt(
      reliabilityOf(process, scores.errorShare[row], frame, scores.year[row], scores.coarseness[row]),
    );
    centred[row] -= root * (cellMean[scores.cells[scores.cell[row]]] ?? 0);
  }
  const bySchool = familiesOf(scores.groups, scores.group, scores);
  const schools = gatherEquations(patterns, processes, frame, scores.group, bySchool, centred);
  return { cellMean, schoolWindow: schoolShocks(scores, schools, processes, settings) };
}

/** Family of each member: names are JSON lists, the last entry of which is the window; the rest name the family. */
function familiesOf(names: readonly string[], member: Int32Array, scores: ModelledScores): Map<string, Equations> {
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
  const result = new Map<string, Equations>();
  for (const [family, members] of families) {
    const present = members.filter((at) => count[at] > 0);
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
function gatherEquations(
  patterns: readonly ScorePattern[],
  processes: readonly SubjectProcess[],
  frame: TimeFrame,
  member: Int32Array,
  families: ReadonlyMap<string, Equations>,
  values: Float64Array,
): Equations[] {
  const all = [...families.values()];
  const familyOf: (Equations | undefined)[] = [];
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

function schoolShocks(
  scores: ModelledScores,
  schools: readonly Equations[],
  processes: readonly SubjectProcess[],
  settings: SharedEffectSettings,
): Record<string, number> {
  const names = new Set(scores.groups.map((name) => (JSON.parse(name) as string[])[0]));
  if (names.size < 2) return {};
  const solved = settings.shockSds.map((sd) =>
    schools.map((school) => {
      const subject = scores.subject[scores.group.indexOf(school.members[0])] ?? 0;
      return shocksOfSchool(school, schoolCovariance(school, processes[subject], settings), sd * sd, settings);
    }),
  );
  const logs = solved.map((each) => each.reduce((sum, { logEvidence }) => sum + logEvidence, 0));
  const weights = normalised(logs);
  const shocks: Record<string, number> = {};
  schools.forEach((school, s) => {
    school.members.forEach((group, at) => {
      const mean = solved.reduce((sum, each, k) => sum + weights[k] * each[s].shock[at], 0);
      if (Math.abs(mean) > 1e-4) shocks[scores.groups[group]] = mean;
    });
  });
  return shocks;
}

/** Shocks of one school under one ordinary SD, any one of its windows perhaps marked quite differently. */
function shocksOfSchool(
  school: Equations,
  lasting: Float64Array,
  variance: number,
  settings: SharedEffectSettings,
): { shock: Float64Array; logEvidence: number } {
  const n = school.members.length;
  const hypotheses = Array.from({ length: n + 1 }, (_, odd) => {
    const shockVariance = Float64Array.from(
      { length: n },
      (_, at) => variance + (at === odd ? settings.oddSd ** 2 : 0),
    );
    const prior = lasting.map((value, at) => value + (at % (n + 1) === 0 ? shockVariance[at % n] : 0));
    const { left, logEvidence } = solveEffects(school, prior);
    const chance = odd < n ? settings.oddChance : Math.max(0.5, 1 - n * settings.oddChance);
    return { shock: left.map((value, at) => value * shockVariance[at]), log: logEvidence + Math.log(chance) };
  });
  const logs = hypotheses.map(({ log }) => log);
  const weights = normalised(logs);
  const shock = Float64Array.from({ length: n }, (_, at) =>
    hypotheses.reduce((sum, each, k) => sum + weights[k] * each.shock[at], 0),
  );
  const peak = Math.max(...logs);
  return { shock, logEvidence: peak + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - peak), 0)) };
}

function normalised(logs: readonly number[]): number[] {
  const peak = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - peak));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** A school's own level, rate and random walk, which its pupils' positions keep. */
function schoolCovariance(school: Equations, process: SubjectProcess, settings: SharedEffectSettings): Float64Array {
  const n = school.members.length;
  const yearly = process.rateVariance + 2 * process.driftStationary * -Math.expm1(-process.reversion);
  const walk = settings.schoolChangeShare * yearly;
  const first = Math.min(...school.year);
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [a, b] = [school.year[Math.floor(at / n)] - first, school.year[at % n] - first];
    return settings.schoolLevelSd ** 2 + walk * (a * b + Math.min(a, b));
  });
}

function diagonal(n: number, value: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? value : 0));
}

/**
 * Effects with the given prior covariance V and the equations A, b of the scores: mean V (I + A V)⁻¹ b; what is left,
 * (I + A V)⁻¹ b; and the log evidence ½ bᵀ mean − ½ log |I + A V|.
 */
function solveEffects(
  { precision, push }: Equations,
  prior: Float64Array,
): { mean: Float64Array; left: Float64Array; logEvidence: number } {
  const n = push.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < n; k++) sum += precision[i * n + k] * prior[k * n + j];
      matrix[i * n + j] = sum;
    }
  }
  const left = push.slice();
  const logDeterminant = solveInPlace(matrix, left, n);
  const mean = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += prior[i * n + k] * left[k];
    return sum;
  });
  let along = 0;
  for (let i = 0; i < n; i++) along += push[i] * mean[i];
  return { mean, left, logEvidence: 0.5 * along - 0.5 * logDeterminant };
}

/** Gaussian elimination with partial pivoting; the solution replaces `right`. Returns the log of the determinant's size. */
function solveInPlace(matrix: Float64Array, right: Float64Array, n: number): number {
  let logDeterminant = 0;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(matrix[i * n + k]) > Math.abs(matrix[best * n + k])) best = i;
    if (best !== k) {
      for (let j = 0; j < n; j++) {
        [matrix[k * n + j], matrix[best * n + j]] = [matrix[best * n + j], matrix[k * n + j]];
      }
      [right[k], right[best]] = [right[best], right[k]];
    }
    const pivot = matrix[k * n + k];
    logDeterminant += Math.log(Math.abs(pivot));
    for (let i = k + 1; i < n; i++) {
      const factor = matrix[i * n + k] / pivot;
      if (factor === 0) continue;
      for (let j = k; j < n; j++) matrix[i * n + j] -= factor * matrix[k * n + j];
      right[i] -= factor * right[k];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) right[i] -= matrix[i * n + j] * right[j];
    right[i] /= matrix[i * n + i];
  }
  return logDeterminant;
}
