import type { RunColumn, RunTableName, RunTables, TableOf } from '../../engine/index.ts';
import type { LoadedRun } from './loaded-run.ts';

/** What two runs are compared by. */
export interface PartOfRun extends Pick<LoadedRun, 'manifest'> {
  readonly tables: Pick<RunTables, 'agenda' | 'trajectories' | 'coverage'>;
}

/**
 * A run as if it held one school only: whoever looks after that school compares runs without counting other schools' pupils, or
 * taking another school's pupil of the same identifier for their own.
 */
export function partOfSchool(run: LoadedRun, school: string): PartOfRun {
  const { manifest, tables } = run;
  if (manifest.schools.every((one) => one === school)) return run;
  const { agenda, trajectories, coverage } = tables;
  const isOwn = (pupilId: string) => run.agendaRow(pupilId)?.school === school;
  return {
    manifest,
    tables: {
      agenda: rowsWhere(agenda, agenda.columns.school.values, (one) => one === school),
      trajectories: rowsWhere(trajectories, trajectories.columns.pupil_id.values, isOwn),
      coverage: rowsWhere(coverage, coverage.columns.school.values, (one) => one === school),
    },
  };
}

function rowsWhere<Name extends RunTableName>(
  table: TableOf<Name>,
  values: readonly string[],
  keep: (value: string) => boolean,
): TableOf<Name> {
  const rows = [...values.keys()].filter((row) => keep(values[row]));
  const all: [string, RunColumn][] = Object.entries(table.columns);
  const columns = all.map(([name, column]) => [name, columnOf(column, rows)]);
  return { ...table, rows: rows.length, columns: Object.fromEntries(columns) as TableOf<Name>['columns'] };
}

function columnOf(column: RunColumn, rows: readonly number[]): RunColumn {
  if (column.type === 'text') return { ...column, values: rows.map((row) => column.values[row]) };
  if (column.type === 'boolean') return { ...column, values: Uint8Array.from(rows, (row) => column.values[row]) };
  return { ...column, values: Float64Array.from(rows, (row) => column.values[row]) };
}
