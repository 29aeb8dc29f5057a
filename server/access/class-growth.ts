import { classLine, subjectWords, type RunRow } from '../../engine/index.ts';
import { rowAt, type LoadedRun } from './loaded-run.ts';

/** The middle pupil of the pupil's class in one subject, as a sentence; none where the run has no such group. */
export function classGrowth(run: LoadedRun, pupil: RunRow, subject: string): string[] {
  const row = groupRow(run, subject, 'class', `${pupil['school'] ?? ''} / ${pupil['class'] ?? ''}`);
  if (!row) return [];
  const withheld = row['suppressed'] === true;
  const number = (column: string) => (withheld || row[column] === null ? Number.NaN : Number(row[column]));
  const line = classLine({
    group: String(pupil['class'] ?? ''),
    median: number('median_growth'),
    low: number('median_growth_low'),
    high: number('median_growth_high'),
  });
  return [`${subjectWords(subject).label}: ${line}`];
}

const byRun = new WeakMap<LoadedRun, { rows: readonly RunRow[]; byKey: ReadonlyMap<string, RunRow> }>();

/** The row of `groups` for one group of one grouping in one subject. */
export function groupRow(run: LoadedRun, subject: string, grouping: string, group: string): RunRow | undefined {
  return groupsOf(run).byKey.get(`${subject}\n${grouping}\n${group}`);
}

export function groupRows(run: LoadedRun): readonly RunRow[] {
  return groupsOf(run).rows;
}

function groupsOf(run: LoadedRun): { rows: readonly RunRow[]; byKey: ReadonlyMap<string, RunRow> } {
  let known = byRun.get(run);
  if (!known) {
    const { groups } = run.tables;
    const rows = Array.from({ length: groups.rows }, (_, row) => rowAt(groups, row));
    known = {
      rows,
      byKey: new Map(rows.map((row) => [`${row['subject']}\n${row['grouping']}\n${row['group']}`, row])),
    };
    byRun.set(run, known);
  }
  return known;
}
