import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { RecordTables } from '../record-tables.ts';

/**
 * A pupil as the record knows one: of a school. The same identifier in another school is somebody else, until a recorded
 * transfer says otherwise.
 */
export interface SchoolPupil {
  readonly school: string;
  readonly pupilId: string;
}

/** The pupils of one school, or one of them. */
export interface WithinSchool {
  readonly school: string;
  readonly pupilId?: string | undefined;
}

/** The tables whose rows are of a pupil of a school. */
export type PupilTable = {
  [Name in keyof RecordTables]: 'pupil_id' | 'school' extends keyof RecordTables[Name] ? Name : never;
}[keyof RecordTables];

/** The pupil of a row, of a run or of the record. */
export function pupilOfRow(row: { readonly school: string; readonly pupil_id: string }): SchoolPupil {
  return { school: row.school, pupilId: row.pupil_id };
}

/** Tells pupils apart in a map. */
export function pupilKey({ school, pupilId }: SchoolPupil): string {
  return `${school}\n${pupilId}`;
}

/**
 * The one condition by which rows of pupils are found: school and identifier, never the identifier alone
 * (`test/server/architecture.test.ts` looks for others).
 */
export function ofPupils(table: PupilTable, pupils: readonly SchoolPupil[]): RawBuilder<SqlBool> {
  const own = [...Map.groupBy(pupils, ({ school }) => school)].map(
    ([school, some]) =>
      sql`(${sql.ref(`${table}.school`)} = ${school} and ${sql.ref(`${table}.pupil_id`)} in (${sql.join(some.map(({ pupilId }) => pupilId))}))`,
  );
  return own.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(own, sql` or `)})`;
}

/** The same for one pupil. */
export function ofPupil(table: PupilTable, pupil: SchoolPupil): RawBuilder<SqlBool> {
  return ofPupils(table, [pupil]);
}

/** Rows of a school, or of one pupil of it. */
export function ofSchool(table: PupilTable, { school, pupilId }: WithinSchool): RawBuilder<SqlBool> {
  if (pupilId !== undefined) return ofPupil(table, { school, pupilId });
  return sql<SqlBool>`${sql.ref(`${table}.school`)} = ${school}`;
}
