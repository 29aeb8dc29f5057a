import {
  classLine,
  classMonthsSentence,
  classPatternSentence,
  subjectWords,
  runRows,
  type AgendaRow,
  type GroupRow,
} from '../../../engine/index.ts';
import type { LoadedRun } from '../loaded-run.ts';

/** The middle pupil of the pupil's class in one subject, as a sentence; none where the run has no such group. */
export function classGrowth(run: LoadedRun, pupil: AgendaRow, subject: string): string[] {
  const growth = growthOfClass(run, pupil, subject);
  if (!growth) return [];
  return [`${subjectWords(subject).label}: ${classLine(growth)}`];
}

/**
 * Whether the class as a whole shares a pattern in these subjects, and how much of the time was in last year's class; '' where
 * the run has no such group.
 */
export function classPattern(run: LoadedRun, pupil: AgendaRow, subjects: readonly string[]): string {
  const baseline = run.manifest.windows.find(({ window }) => window === pupil.baseline_window);
  const pattern = classPatternSentence(
    pupil.class ?? '',
    subjects.flatMap((subject) => {
      const growth = growthOfClass(run, pupil, subject);
      return growth ? [{ ...growth, subject: subjectWords(subject).name }] : [];
    }),
  );
  const months = pattern && baseline ? classMonthsSentence(baseline.date, run.manifest.windowDate) : '';
  return [pattern, months].filter(Boolean).join(' ');
}

function growthOfClass(run: LoadedRun, pupil: AgendaRow, subject: string) {
  const row = groupRow(run, subject, 'class', `${pupil.school} / ${pupil.class ?? ''}`);
  if (!row) return undefined;
  const shown = (value: number | null) => (row.suppressed || value === null ? Number.NaN : value);
  return {
    group: pupil.class ?? '',
    median: shown(row.median_growth),
    low: shown(row.median_growth_low),
    high: shown(row.median_growth_high),
    ownReference: row.reason === 'own-reference',
  };
}

const byRun = new WeakMap<LoadedRun, { rows: readonly GroupRow[]; byKey: ReadonlyMap<string, GroupRow> }>();

/** The row of `groups` for one group of one grouping in one subject. */
export function groupRow(
  run: LoadedRun,
  subject: string,
  grouping: GroupRow['grouping'],
  group: string,
): GroupRow | undefined {
  return groupsOf(run).byKey.get(`${subject}\n${grouping}\n${group}`);
}

/** All rows of `groups`, withheld ones too; read once a run. */
export function groupRows(run: LoadedRun): readonly GroupRow[] {
  return groupsOf(run).rows;
}

function groupsOf(run: LoadedRun): { rows: readonly GroupRow[]; byKey: ReadonlyMap<string, GroupRow> } {
  let known = byRun.get(run);
  if (!known) {
    const rows = runRows(run.tables.groups);
    known = {
      rows,
      byKey: new Map(rows.map((row) => [`${row.subject}\n${row.grouping}\n${row.group}`, row])),
    };
    byRun.set(run, known);
  }
  return known;
}
