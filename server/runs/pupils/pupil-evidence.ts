import { criterionNames, type Criterion, type RunRow } from '../../../engine/index.ts';
import type { LoadedRun } from '../loaded-run.ts';

/** What the run holds on one pupil in one subject. */
export interface SubjectEvidence {
  readonly subject: string;
  /** Undefined where the pupil has no valid score in the current window. */
  readonly growth: RunRow | undefined;
  readonly criteria: Readonly<Partial<Record<Criterion, RunRow>>>;
  /** One row a window, oldest first. */
  readonly trajectory: readonly RunRow[];
}

/** The pupil's subjects with any result, in the run's order of subjects. Trajectories are read when first looked at. */
export function pupilEvidence(run: LoadedRun, pupilId: string): SubjectEvidence[] {
  const found = new Map<string, EvidenceOf>();
  let trajectories: ReadonlyMap<string, RunRow[]> | undefined;
  const trajectoryOf = (subject: string) => (trajectories ??= trajectoriesBySubject(run, pupilId)).get(subject) ?? [];
  const of = (subject: string): EvidenceOf => {
    const known = found.get(subject) ?? new EvidenceOf(subject, trajectoryOf);
    found.set(subject, known);
    return known;
  };
  for (const row of run.pupilRows('growth', pupilId)) of(subjectOf(row)).growth ??= row;
  for (const row of run.pupilRows('criteria', pupilId))
    of(subjectOf(row)).criteria[row['criterion'] as Criterion] = row;
  for (const subject of run.pupilTexts('trajectories', pupilId, 'subject')) of(subject);
  return run.manifest.subjects.flatMap((subject) => found.get(subject) ?? []);
}

class EvidenceOf implements SubjectEvidence {
  readonly subject: string;
  growth: RunRow | undefined;
  readonly criteria: Partial<Record<Criterion, RunRow>> = {};
  readonly #trajectoryOf: (subject: string) => readonly RunRow[];

  constructor(subject: string, trajectoryOf: (subject: string) => readonly RunRow[]) {
    this.subject = subject;
    this.#trajectoryOf = trajectoryOf;
  }

  get trajectory(): readonly RunRow[] {
    return this.#trajectoryOf(this.subject);
  }
}

function trajectoriesBySubject(run: LoadedRun, pupilId: string): ReadonlyMap<string, RunRow[]> {
  const place = new Map(run.manifest.windows.map(({ window }, index) => [window, index]));
  const byWindow = (a: RunRow, b: RunRow) =>
    (place.get(String(a['window'])) ?? 0) - (place.get(String(b['window'])) ?? 0);
  return Map.groupBy(run.pupilRows('trajectories', pupilId).toSorted(byWindow), subjectOf);
}

/** Rows of a pupil's criteria that are met: why the pupil is on the list. */
export function metCriteria(evidence: readonly SubjectEvidence[]): RunRow[] {
  return evidence.flatMap(({ criteria }) =>
    criterionNames.flatMap((criterion) => {
      const row = criteria[criterion];
      return row?.['verdict'] === 'met' ? [row] : [];
    }),
  );
}

function subjectOf(row: RunRow): string {
  return String(row['subject']);
}
