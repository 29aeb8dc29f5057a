import { classKey } from '../people/class-key.ts';
import { createHmac } from 'node:crypto';
import {
  runRows,
  type AgendaRow,
  type ColumnName,
  type RowOf,
  type RunManifest,
  type RunTableName,
  type RunTables,
} from '../../engine/index.ts';
import { rowView } from './row-view.ts';

/** The tables whose rows are of one pupil. */
export type PupilTableName = {
  [Name in RunTableName]: 'pupil_id' extends ColumnName<Name> ? Name : never;
}[RunTableName];

/** A run in memory, with the rows of each pupil found at once. Immutable, so it may be shared by all requests. */
export interface LoadedRun {
  readonly id: string;
  readonly manifest: RunManifest;
  readonly tables: RunTables;
  /** The rows of the table `agenda` as objects, in its order. */
  readonly agenda: readonly AgendaRow[];
  /** The same rows by `school / class`. */
  readonly agendaOfClass: ReadonlyMap<string, readonly AgendaRow[]>;
  /** The pupil's row of `agenda`, or undefined for a pupil the run does not know. */
  agendaRow(pupilId: string): AgendaRow | undefined;
  /** The pupil's rows of a table, in its order, as views: to be read, not spread. */
  pupilRows<Name extends PupilTableName>(table: Name, pupilId: string): RowOf<Name>[];
  /** The subject of each of the pupil's results: cheaper than the rows. */
  resultSubjects(pupilId: string): string[];
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
  const pupilIds = run.tables.agenda.columns.pupil_id.values;
  const agendaRows = new Map(pupilIds.map((pupilId, row) => [pupilId, row]));
  const keys = pupilIds.map((pupilId) => keyFor(keySecret, pupilId));
  const pupilByKey = new Map(keys.map((key, row) => [key, pupilIds[row]]));
  // Made now, so that nobody's first page waits for them.
  const indexes = new Map<PupilTableName, PupilIndex>(
    (['growth', 'criteria', 'concern', 'trajectories'] as const).map((table) => [
      table,
      indexByPupil(run.tables[table].columns.pupil_id.values, agendaRows),
    ]),
  );
  const agenda = runRows(run.tables.agenda);
  const mapRows = <Value>(table: PupilTableName, pupilId: string, value: (row: number) => Value): Value[] => {
    const place = agendaRows.get(pupilId);
    if (place === undefined) return [];
    const index = indexes.get(table) ?? indexByPupil(run.tables[table].columns.pupil_id.values, agendaRows);
    indexes.set(table, index);
    const values: Value[] = [];
    for (let at = index.first[place]; at < index.first[place + 1]; at += 1) values.push(value(index.rows[at]));
    return values;
  };
  return {
    ...run,
    agenda,
    agendaOfClass: Map.groupBy(agenda, (row) => classKey(row.school, row.class ?? '')),
    agendaRow: (pupilId) => {
      const row = agendaRows.get(pupilId);
      return row === undefined ? undefined : agenda[row];
    },
    pupilRows: (table, pupilId) => mapRows(table, pupilId, (row) => rowView(run.tables[table], row)),
    resultSubjects: (pupilId) => {
      const { values } = run.tables.trajectories.columns.subject;
      return mapRows('trajectories', pupilId, (row) => values[row]);
    },
    keyOf: (pupilId) => {
      const row = agendaRows.get(pupilId);
      return row === undefined ? keyFor(keySecret, pupilId) : keys[row];
    },
    pupilOf: (key) => pupilByKey.get(key),
  };
}

interface PupilIndex {
  /** Rows of pupil p are rows[first[p]] up to, not including, rows[first[p + 1]]. */
  readonly first: Int32Array;
  readonly rows: Int32Array;
}

function indexByPupil(pupilIds: readonly string[], places: ReadonlyMap<string, number>): PupilIndex {
  const place = Int32Array.from(pupilIds, (pupilId) => places.get(pupilId) ?? -1);
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
