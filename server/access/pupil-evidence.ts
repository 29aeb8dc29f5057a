import { criterionNames, type Criterion, type RunRow } from '../../engine/index.ts';
import type { LoadedRun } from './loaded-run.ts';

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
  const growth = Map.groupBy(run.pupilRows('growth', pupilId), subjectOf);
  const criteria = Map.groupBy(run.pupilRows('criteria', pupilId), subjectOf);
  const drawn = new Set(run.pupilTexts('trajectories', pupilId, 'subject'));
  let trajectories: ReadonlyMap<string, RunRow[]> | undefined;
  return run.manifest.subjects
    .filter((subject) => growth.has(subject) || criteria.has(subject) || drawn.has(subject))
    .map((subject) => ({
      subject,
      growth: growth.get(subject)?.[0],
      criteria: byCriterion(criteria.get(subject) ?? []),
      get trajectory() {
        trajectories ??= trajectoriesBySubject(run, pupilId);
        return trajectories.get(subject) ?? [];
      },
    }));
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

function byCriterion(rows: readonly RunRow[]): Partial<Record<Criterion, RunRow>> {
  return Object.fromEntries(rows.map((row) => [String(row['criterion']), row]));
}

function subjectOf(row: RunRow): string {
  return String(row['subject']);
}
