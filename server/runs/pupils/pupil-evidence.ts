import {
  criterionNames,
  type Criterion,
  type CriterionRow,
  type GrowthRow,
  type RowOf,
  type TrajectoryRow,
} from '../../../engine/index.ts';
import type { LoadedRun } from '../loaded-run.ts';

/** What the run holds on one pupil in one subject. */
export interface SubjectEvidence {
  readonly subject: string;
  /** Undefined where the pupil has no valid score in the current window. */
  readonly growth: GrowthRow | undefined;
  /** Likewise. */
  readonly concern: RowOf<'concern'> | undefined;
  readonly criteria: Readonly<Partial<Record<Criterion, CriterionRow>>>;
  /** One row a window, oldest first. */
  readonly trajectory: readonly TrajectoryRow[];
}

/** The pupil's subjects with any result, in the run's order of subjects. Trajectories are read when first looked at. */
export function pupilEvidence(run: LoadedRun, pupilId: string): SubjectEvidence[] {
  const found = new Map<string, EvidenceOf>();
  let trajectories: ReadonlyMap<string, TrajectoryRow[]> | undefined;
  const trajectoryOf = (subject: string) => (trajectories ??= trajectoriesBySubject(run, pupilId)).get(subject) ?? [];
  const of = (subject: string): EvidenceOf => {
    const known = found.get(subject) ?? new EvidenceOf(subject, trajectoryOf);
    found.set(subject, known);
    return known;
  };
  for (const row of run.pupilRows('growth', pupilId)) of(row.subject).growth ??= row;
  for (const row of run.pupilRows('concern', pupilId)) of(row.subject).concern ??= row;
  for (const row of run.pupilRows('criteria', pupilId)) of(row.subject).criteria[row.criterion] = row;
  for (const subject of run.resultSubjects(pupilId)) of(subject);
  return run.manifest.subjects.flatMap((subject) => found.get(subject) ?? []);
}

class EvidenceOf implements SubjectEvidence {
  readonly subject: string;
  growth: GrowthRow | undefined;
  concern: RowOf<'concern'> | undefined;
  readonly criteria: Partial<Record<Criterion, CriterionRow>> = {};
  readonly #trajectoryOf: (subject: string) => readonly TrajectoryRow[];

  constructor(subject: string, trajectoryOf: (subject: string) => readonly TrajectoryRow[]) {
    this.subject = subject;
    this.#trajectoryOf = trajectoryOf;
  }

  get trajectory(): readonly TrajectoryRow[] {
    return this.#trajectoryOf(this.subject);
  }
}

function trajectoriesBySubject(run: LoadedRun, pupilId: string): ReadonlyMap<string, TrajectoryRow[]> {
  const place = new Map(run.manifest.windows.map(({ window }, index) => [window, index]));
  const byWindow = (a: TrajectoryRow, b: TrajectoryRow) => (place.get(a.window) ?? 0) - (place.get(b.window) ?? 0);
  return Map.groupBy(run.pupilRows('trajectories', pupilId).toSorted(byWindow), ({ subject }) => subject);
}

/** Rows of a pupil's criteria that are met: why the pupil is on the list. */
export function metCriteria(evidence: readonly SubjectEvidence[]): CriterionRow[] {
  return evidence.flatMap(({ criteria }) =>
    criterionNames.flatMap((criterion) => {
      const row = criteria[criterion];
      return row?.verdict === 'met' ? [row] : [];
    }),
  );
}
