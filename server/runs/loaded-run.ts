import { createHmac } from 'node:crypto';
import type { RunManifest, RunRow, RunTable, RunTableName, RunTables } from '../../engine/index.ts';
import { rowView } from './row-view.ts';

/** A run in memory, with the rows of each pupil found at once. Immutable, so it may be shared by all requests. */
export interface LoadedRun {
  readonly id: string;
  readonly manifest: RunManifest;
  readonly tables: RunTables;
  /** The rows of the table `agenda` as objects, in its order. */
  readonly agenda: readonly RunRow[];
  /** The same rows by `school / class`. */
  readonly agendaOfClass: ReadonlyMap<string, readonly RunRow[]>;
  /** The pupil's row of `agenda`, or undefined for a pupil the run does not know. */
  agendaRow(pupilId: string): RunRow | undefined;
  /** The pupil's rows of a table, in its order, as views: to be read, not spread. */
  pupilRows(table: RunTableName, pupilId: string): RunRow[];
  /** One text column of those rows: cheaper than the rows. */
  pupilTexts(table: RunTableName, pupilId: string, column: string): string[];
  /** What stands for the pupil in addresses: 16 characters that say nothing about whom they name. */
  keyOf(pupilId: string): string;
  pupilOf(key: string): string | undefined;
}

export interface RunInMemory {
  readonly id: string;
  readonly manifest: RunManifest;
  readonly tables: RunTables;
}

/** `keySecret` is the record's: keys are the same in every run and different in every school's installation. */
export function loadRun(run: RunInMemory, keySecret: string): LoadedRun {
  const pupilIds = textValues(run.tables.agenda, 'pupil_id');
  const agendaRows = new Map(pupilIds.map((pupilId, row) => [pupilId, row]));
  const keys = pupilIds.map((pupilId) => keyFor(keySecret, pupilId));
  const pupilByKey = new Map(keys.map((key, row) => [key, pupilIds[row]]));
  // Made now, so that nobody's first page waits for them.
  const indexes = new Map<RunTableName, PupilIndex>(
    (['growth', 'criteria', 'trajectories'] as const).map((table) => [
      table,
      indexByPupil(run.tables[table], agendaRows),
    ]),
  );
  const agenda = pupilIds.map((_, row) => rowAt(run.tables.agenda, row));
  const mapRows = <Value>(table: RunTableName, pupilId: string, value: (row: number) => Value): Value[] => {
    const place = agendaRows.get(pupilId);
    if (place === undefined) return [];
    const index = indexes.get(table) ?? indexByPupil(run.tables[table], agendaRows);
    indexes.set(table, index);
    const values: Value[] = [];
    for (let at = index.first[place]; at < index.first[place + 1]; at += 1) values.push(value(index.rows[at]));
    return values;
  };
  return {
    ...run,
    agenda,
    agendaOfClass: Map.groupBy(agenda, (row) => `${row['school'] ?? ''} / ${row['class'] ?? ''}`),
    agendaRow: (pupilId) => {
      const row = agendaRows.get(pupilId);
      return row === undefined ? undefined : agenda[row];
    },
    pupilRows: (table, pupilId) => mapRows(table, pupilId, (row) => rowView(run.tables[table], row)),
    pupilTexts: (table, pupilId, column) => {
      const { columns }: RunTable = run.tables[table];
      const values = columns[column];
      return values?.type === 'text' ? mapRows(table, pupilId, (row) => values.values[row] ?? '') : [];
    },
    keyOf: (pupilId) => {
      const row = agendaRows.get(pupilId);
      return row === undefined ? keyFor(keySecret, pupilId) : keys[row];
    },
    pupilOf: (key) => pupilByKey.get(key),
  };
}

/** One row of a table as an object; missing numbers are null. */
export function rowAt(table: RunTable, row: number): RunRow {
  // A page asks for hundreds of rows: the columns are listed once a table, and the object is filled in place.
  let columns = columnsByTable.get(table);
  if (!columns) columnsByTable.set(table, (columns = Object.entries(table.columns)));
  const content: Record<string, string | number | boolean | null> = {};
  for (const [name, column] of columns) {
    if (column.type === 'text') content[name] = column.values[row];
    else if (column.type === 'boolean') content[name] = column.values[row] === 1;
    else content[name] = Number.isNaN(column.values[row]) ? null : column.values[row];
  }
  return content;
}

const columnsByTable = new WeakMap<RunTable, [string, RunTable['columns'][string]][]>();

/** The values of a text column; missing ones as ''. */
export function textValues(table: RunTable, name: string): string[] {
  const column = table.columns[name];
  if (column?.type !== 'text') return Array.from({ length: table.rows }, () => '');
  return column.values.map((value) => value ?? '');
}

interface PupilIndex {
  /** Rows of pupil p are rows[first[p]] up to, not including, rows[first[p + 1]]. */
  readonly first: Int32Array;
  readonly rows: Int32Array;
}

function indexByPupil(table: RunTable, places: ReadonlyMap<string, number>): PupilIndex {
  const place = Int32Array.from(textValues(table, 'pupil_id'), (pupilId) => places.get(pupilId) ?? -1);
  const first = new Int32Array(places.size + 1);
  for (const one of place) if (one >= 0) first[one + 1] += 1;
  for (let one = 0; one < places.size; one += 1) first[one + 1] += first[one];
  const next = first.slice();
  const rows = new Int32Array(first[places.size]);
  place.forEach((one, row) => {
    if (one >= 0) rows[next[one]++] = row;
  });
  return { first, rows };
}

function keyFor(secret: string, pupilId: string): string {
  return createHmac('sha256', secret).update(pupilId).digest('base64url').slice(0, 16);
}
