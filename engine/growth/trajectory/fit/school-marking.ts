import type { SubjectProcess } from '../model/trajectory-process.ts';
import type { SharedEffectSettings } from '../model/trajectory-settings.ts';
import type { EffectEquations } from './effect-equations.ts';
import { solveEffects, type SolvedEffects } from './solve-effects.ts';

/** What a school's windows have in common: equations of each of its subjects. */
export interface SchoolSubject {
  readonly subject: number;
  readonly equations: EffectEquations;
}

/** All of a school's windows and subjects in one system; members in order of subject, then time. */
interface School {
  readonly members: readonly number[];
  readonly subject: readonly number[];
  readonly year: readonly number[];
  /** Of a year's true change, by member. */
  readonly yearly: readonly number[];
  readonly precision: Float64Array;
  readonly push: Float64Array;
}

/** One way in which schools may differ and be marked; variances in SD² of true position. */
interface Kind {
  /** Share of a year's true change that a school's pupils have in common. */
  readonly change: number;
  /** Of what a window shows in all subjects at once and the next takes back. */
  readonly common: number;
  /** Of what it shows in one subject alone. */
  readonly marking: number;
}

/**
 * How a school's window was marked in a subject, beside its pupils' other results. A school's level, its change that lasts and
 * whatever its subjects share are its pupils' own: marking is what one subject's window alone does and the next takes back. How
 * much schools change, together and for good, is weighed over all schools with how differently they mark; any one window may
 * have been marked quite differently.
 *
 * @param schools equations of every school's subjects
 * @returns by group: posterior mean of the marking, SD of true position
 */
export function schoolMarking(
  schools: readonly (readonly SchoolSubject[])[],
  processes: readonly SubjectProcess[],
  settings: SharedEffectSettings,
): Map<number, number> {
  const systems = schools.map((subjects) => schoolSystem(subjects, processes, settings.mostMembers));
  const kinds = kindsOfSchools(settings);
  const solved = kinds.map((kind) => systems.map((school) => markingOfSchool(school, kind, settings)));
  const weights = normalised(solved.map((each) => each.reduce((sum, { log }) => sum + log, 0)));
  const marking = new Map<number, number>();
  systems.forEach(({ members }, s) => {
    members.forEach((group, at) => {
      marking.set(
        group,
        weights.reduce((sum, weight, k) => sum + weight * solved[k][s].marking[at], 0),
      );
    });
  });
  return marking;
}

function kindsOfSchools({ changeShares, commonSds, shockSds }: SharedEffectSettings): Kind[] {
  return changeShares.flatMap((change) =>
    commonSds.flatMap((common) => shockSds.map((sd) => ({ change, common: common * common, marking: sd * sd }))),
  );
}

/** The newest windows of each subject, as many as there is room for. */
function schoolSystem(subjects: readonly SchoolSubject[], processes: readonly SubjectProcess[], most: number): School {
  const windows = Math.max(2, Math.floor(most / subjects.length));
  const parts = subjects.map(({ subject, equations }) => {
    const { rateVariance, driftStationary, reversion } = processes[subject];
    const yearly = rateVariance + 2 * driftStationary * -Math.expm1(-reversion);
    return { subject, equations, yearly, from: Math.max(0, equations.members.length - windows) };
  });
  const places = parts.flatMap((part, p) =>
    part.equations.members.slice(part.from).map((member, at) => ({ p, at: part.from + at, member, ...part })),
  );
  const n = places.length;
  const precision = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const { p, at, equations } = places[i];
    for (let j = 0; j < n; j++) {
      if (places[j].p === p) precision[i * n + j] = equations.precision[at * equations.members.length + places[j].at];
    }
  }
  return {
    members: places.map(({ member }) => member),
    subject: places.map(({ subject }) => subject),
    year: places.map(({ equations, at }) => equations.year[at]),
    yearly: places.map(({ yearly }) => yearly),
    precision,
    push: Float64Array.from(places, ({ equations, at }) => equations.push[at]),
  };
}

/** Marking of one school's windows under one kind, with the log chance of its scores. */
function markingOfSchool(
  school: School,
  kind: Kind,
  settings: SharedEffectSettings,
): { marking: Float64Array; log: number } {
  const n = school.members.length;
  const solved = solveEffects(school, schoolCovariance(school, kind, settings));
  const departures = departuresOf(school);
  const odd = settings.oddSd ** 2;
  const logs = [Math.log(Math.max(0.5, 1 - departures.length * settings.oddChance))];
  for (const { members } of departures) {
    const { along, square } = project(solved, members);
    const more = 1 + odd * square;
    logs.push(Math.log(settings.oddChance) - 0.5 * Math.log(more) + (0.5 * odd * along ** 2) / more);
  }
  const weights = normalised(logs);
  const marking = new Float64Array(n);
  for (let at = 0; at < n; at++) marking[at] = weights[0] * kind.marking * solved.left[at];
  departures.forEach((departure, k) => addDeparture(solved, kind, odd, departure, weights[k + 1], marking));
  const peak = Math.max(...logs);
  const log = solved.logEvidence + peak + Math.log(logs.reduce((sum, each) => sum + Math.exp(each - peak), 0));
  return { marking, log };
}

/** What may happen to one subject of a school beside the ordinary: one window far off, or all from one window on. */
interface Departure {
  readonly members: readonly number[];
  readonly isMarking: boolean;
}

function departuresOf({ subject }: School): Departure[] {
  const windows = subject.map((_, at) => ({ members: [at], isMarking: true }));
  const steps = subject.flatMap((own, from) => {
    const members = subject.flatMap((other, at) => (at >= from && other === own ? [at] : []));
    // From its first window on a subject has its level; a step at its last is one window far off.
    return subject[from - 1] === own && members.length > 1 ? [{ members, isMarking: false }] : [];
  });
  return [...windows, ...steps];
}

/** Sums over the members: of what is left, and of what a common effect of theirs would come to. */
function project({ left, marginal }: SolvedEffects, members: readonly number[]): { along: number; square: number } {
  const n = left.length;
  let [along, square] = [0, 0];
  for (const i of members) {
    along += left[i];
    for (const j of members) square += marginal[i * n + j];
  }
  return { along, square };
}

/** Adds the marking under one departure: what it leaves of the other windows', and its own (Sherman & Morrison). */
function addDeparture(
  solved: SolvedEffects,
  kind: Kind,
  odd: number,
  { members, isMarking }: Departure,
  weight: number,
  into: Float64Array,
): void {
  if (weight < 1e-6) return;
  const { left, marginal } = solved;
  const n = left.length;
  const { along, square } = project(solved, members);
  const size = (odd * along) / (1 + odd * square);
  for (let at = 0; at < n; at++) {
    let taken = 0;
    for (const j of members) taken += marginal[at * n + j];
    into[at] += weight * kind.marking * (left[at] - taken * size);
  }
  if (isMarking) into[members[0]] += weight * size;
}

/** A school's own level, rate and random walk, a window's effect on all subjects, and marking. */
function schoolCovariance({ year, subject, yearly }: School, kind: Kind, settings: SharedEffectSettings): Float64Array {
  const n = year.length;
  const first = Math.min(...year);
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    const [a, b] = [year[i] - first, year[j] - first];
    const agree = subject[i] === subject[j] ? 1 : settings.agreement;
    const lasting =
      settings.schoolLevelSd ** 2 + kind.change * Math.sqrt(yearly[i] * yearly[j]) * (a * b + Math.min(a, b));
    const sameWindow = Math.abs(a - b) < settings.sameWindowYears ? kind.common : 0;
    return agree * lasting + sameWindow + (i === j ? kind.marking : 0);
  });
}

function normalised(logs: readonly number[]): number[] {
  const peak = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - peak));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
