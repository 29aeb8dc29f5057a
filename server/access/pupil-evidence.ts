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

/** The pupil's subjects with any result, in the run's order of subjects. */
export function pupilEvidence(run: LoadedRun, pupilId: string): SubjectEvidence[] {
  const growth = Map.groupBy(run.pupilRows('growth', pupilId), subjectOf);
  const criteria = Map.groupBy(run.pupilRows('criteria', pupilId), subjectOf);
  const place = new Map(run.manifest.windows.map(({ window }, index) => [window, index]));
  const trajectories = Map.groupBy(run.pupilRows('trajectories', pupilId), subjectOf);
  return run.manifest.subjects
    .filter((subject) => growth.has(subject) || criteria.has(subject) || trajectories.has(subject))
    .map((subject) => ({
      subject,
      growth: growth.get(subject)?.[0],
      criteria: byCriterion(criteria.get(subject) ?? []),
      trajectory: (trajectories.get(subject) ?? []).toSorted(
        (a, b) => (place.get(String(a['window'])) ?? 0) - (place.get(String(b['window'])) ?? 0),
      ),
    }));
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
