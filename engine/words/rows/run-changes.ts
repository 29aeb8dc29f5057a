import type { RunManifest } from '../../tables/run-content.ts';
import type { Section } from '../../tables/run-schema.ts';
import type { RunTables, TableOf } from '../../tables/run-table.ts';

/** The parts of a run that are compared. */
export interface ComparedRun {
  readonly manifest: RunManifest;
  readonly tables: Pick<RunTables, 'agenda' | 'trajectories' | 'coverage'>;
}

/** What a later run says otherwise than an earlier one. Pupils by identifier, in the order of the later list. */
export interface RunChanges {
  /** Both look from the same window: late scores or corrections, not a new term. */
  readonly sameWindow: boolean;
  readonly listed: {
    readonly before: number;
    readonly after: number;
    readonly added: readonly string[];
    readonly removed: readonly string[];
  };
  readonly roll: {
    readonly before: number;
    readonly after: number;
    readonly joined: readonly string[];
    readonly left: readonly string[];
  };
  /** By subject, where anything differs. */
  readonly scores: readonly ScoreChanges[];
  /** By subject, where anything differs. */
  readonly coverage: readonly CoverageChange[];
  readonly settings: readonly SettingChange[];
  readonly engine: { readonly before: string; readonly after: string } | null;
  /** Whether what was fitted elsewhere and compared with (a saved reference) is another one. */
  readonly reference: boolean;
}

export interface ScoreChanges {
  readonly subject: string;
  /** Scores in windows that the earlier run knew, which it did not have. */
  readonly late: number;
  /** Scores in windows that are new. */
  readonly fresh: number;
  /** Scores that read otherwise now. */
  readonly changed: number;
  /** Scores that are no longer there, of pupils still on roll. */
  readonly gone: number;
}

export interface CoverageChange {
  readonly subject: string;
  readonly before: { readonly tested: number; readonly onRoll: number } | null;
  readonly after: { readonly tested: number; readonly onRoll: number } | null;
}

export interface SettingChange {
  /** Dotted path in the policy. */
  readonly setting: string;
  readonly before: unknown;
  readonly after: unknown;
}

const listedSections = new Set<Section>(['discuss-first', 'discuss-if-time']);

/**
 * Compares two runs, the earlier first: who is listed, who joined or left, which scores are late, corrected or gone, who was
 * tested, which settings differ. Pure; linear in the results of both.
 *
 * @param usual settings that an engine which did not know them kept to: the default policy
 */
export function runChanges(before: ComparedRun, after: ComparedRun, usual: unknown = {}): RunChanges {
  const rollBefore = new Set(before.tables.agenda.columns.pupil_id.values);
  const rollAfter = new Set(after.tables.agenda.columns.pupil_id.values);
  const listedBefore = listedPupils(before);
  const listedAfter = listedPupils(after);
  const engines = { before: before.manifest.engine, after: after.manifest.engine };
  return {
    sameWindow: before.manifest.windowDate === after.manifest.windowDate,
    listed: {
      before: listedBefore.size,
      after: listedAfter.size,
      added: [...listedAfter].filter((pupil) => !listedBefore.has(pupil)),
      removed: [...listedBefore].filter((pupil) => !listedAfter.has(pupil)),
    },
    roll: {
      before: rollBefore.size,
      after: rollAfter.size,
      joined: [...rollAfter].filter((pupil) => !rollBefore.has(pupil)),
      left: [...rollBefore].filter((pupil) => !rollAfter.has(pupil)),
    },
    scores: scoreChanges(before, after, rollAfter),
    coverage: coverageChanges(before, after),
    settings: settingChanges(before.manifest.policy, after.manifest.policy, usual),
    engine: engines.before === engines.after ? null : engines,
    reference: before.manifest.hashes.reference !== after.manifest.hashes.reference,
  };
}

function listedPupils({ tables: { agenda } }: ComparedRun): Set<string> {
  const { pupil_id: pupils, section: sections } = agenda.columns;
  return new Set(pupils.values.filter((_, row) => listedSections.has(sections.values[row])));
}

/** Scores by place: one number a pupil, subject and window, so that a million results need no million texts. */
function scoreChanges(before: ComparedRun, after: ComparedRun, rollAfter: ReadonlySet<string>): ScoreChanges[] {
  const places = new Places();
  const earlier = new PlacedScores(before.tables.trajectories, places);
  const later = new PlacedScores(after.tables.trajectories, places);
  const knownWindows = new Set(before.manifest.windows.map(({ window }) => window));
  const found = new Map<string, { late: number; fresh: number; changed: number; gone: number }>();
  const count = (subject: string, what: 'late' | 'fresh' | 'changed' | 'gone') => {
    const counts = found.get(subject) ?? { late: 0, fresh: 0, changed: 0, gone: 0 };
    counts[what] += 1;
    found.set(subject, counts);
  };
  for (const [place, row] of later.rowAt) {
    const known = earlier.rowAt.get(place);
    if (known === undefined) count(later.subjects[row], knownWindows.has(later.windows[row]) ? 'late' : 'fresh');
    else if (earlier.scores[known] !== later.scores[row]) count(later.subjects[row], 'changed');
  }
  for (const [place, row] of earlier.rowAt)
    if (!later.rowAt.has(place) && rollAfter.has(earlier.pupils[row])) count(earlier.subjects[row], 'gone');
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([subject, counts]) => ({ subject, ...counts }));
}

/** Numbers pupils, and tests (subject and window), in the order in which they come. */
class Places {
  readonly #pupils = new Map<string, number>();
  readonly #tests = new Map<string, Map<string, number>>();
  #testCount = 0;

  of(pupil: string, subject: string, window: string): number {
    let windows = this.#tests.get(subject);
    if (!windows) this.#tests.set(subject, (windows = new Map()));
    let test = windows.get(window);
    if (test === undefined) windows.set(window, (test = this.#testCount++));
    let place = this.#pupils.get(pupil);
    if (place === undefined) this.#pupils.set(pupil, (place = this.#pupils.size));
    return place * 65_536 + test;
  }
}

/** The rows of `trajectories` that hold a score, by place. */
class PlacedScores {
  readonly pupils: readonly string[];
  readonly subjects: readonly string[];
  readonly windows: readonly string[];
  readonly scores: readonly (string | null)[];
  readonly rowAt = new Map<number, number>();

  constructor({ rows, columns }: TableOf<'trajectories'>, places: Places) {
    this.pupils = columns.pupil_id.values;
    this.subjects = columns.subject.values;
    this.windows = columns.window.values;
    this.scores = columns.score.values;
    for (let row = 0; row < rows; row += 1) {
      // An absence is no score: when the pupil has sat the test since, the score is late and not corrected.
      if (!this.scores[row] || columns.status.values[row] === 'absent') continue;
      this.rowAt.set(places.of(this.pupils[row], this.subjects[row], this.windows[row]), row);
    }
  }
}

function coverageChanges(before: ComparedRun, after: ComparedRun): CoverageChange[] {
  const [earlier, later] = [before, after].map(({ tables }) => testedBySubject(tables.coverage));
  const subjects = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  return subjects
    .map((subject) => ({
      subject,
      before: earlier.get(subject) ?? null,
      after: later.get(subject) ?? null,
    }))
    .filter((one) => one.before?.tested !== one.after?.tested || one.before?.onRoll !== one.after?.onRoll);
}

function testedBySubject({ rows, columns }: TableOf<'coverage'>): Map<string, { tested: number; onRoll: number }> {
  const { subject, valid, floor, ceiling, on_roll: onRoll } = columns;
  const found = new Map<string, { tested: number; onRoll: number }>();
  for (let row = 0; row < rows; row += 1) {
    const sum = found.get(subject.values[row]) ?? { tested: 0, onRoll: 0 };
    for (const { values } of [valid, floor, ceiling]) sum.tested += values[row];
    sum.onRoll += onRoll.values[row];
    found.set(subject.values[row], sum);
  }
  return found;
}

/** Leaves of two settings that differ, by their path; what one of them lacks counts as usual, else as null. */
function settingChanges(before: unknown, after: unknown, usual: unknown): SettingChange[] {
  const defaults = leaves(usual);
  const [earlier, later] = [before, after].map((settings) => new Map([...defaults, ...leaves(settings)]));
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .sort()
    .map((setting) => ({ setting, before: earlier.get(setting) ?? null, after: later.get(setting) ?? null }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
}

function leaves(value: unknown, path = ''): Map<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return new Map([[path, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, part]) => [...leaves(part, path === '' ? key : `${path}.${key}`)]),
  );
}
