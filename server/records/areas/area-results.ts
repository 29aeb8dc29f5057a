import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import { ofSchool, type SchoolPupil, type WithinSchool } from '../pupils/school-pupil.ts';
import type { AreaResultRow } from './area-tables.ts';

export type { AreaResultRow } from './area-tables.ts';

/** Every version of every result of a school, or of one of its pupils, in the order in which they were written. */
export function areaResultsEver({ db }: SchoolRecord, within: WithinSchool): Promise<AreaResultRow[]> {
  return db
    .selectFrom('area_result')
    .selectAll()
    .where(ofSchool('area_result', within))
    .orderBy('version')
    .orderBy('entered_at')
    .execute();
}

/** A result as it stands. */
export type StandingResult = AreaResultRow & { readonly score: number };

/** The results that stand among all versions, by day; what was taken out is not among them. */
export function standingResults(versions: readonly AreaResultRow[]): StandingResult[] {
  const newest = new Map<string, AreaResultRow>();
  for (const row of versions)
    if (row.version > (newest.get(row.result_id)?.version ?? 0)) newest.set(row.result_id, row);
  return [...newest.values()]
    .filter((row): row is StandingResult => row.score !== null)
    .toSorted((a, b) => a.on_day.localeCompare(b.on_day));
}

export interface AreaResult {
  readonly scale: string;
  readonly source: string;
  readonly on_day: string;
  /** Null takes the result out. */
  readonly score: number | null;
}

/**
 * Writes a result as a new version.
 *
 * @param of a result that is there, with the version its writer saw; undefined for a new one
 * @returns the row, or null where somebody else has written a version since
 */
export async function writeAreaResult(
  { db }: SchoolRecord,
  {
    pupil,
    result,
    of,
  }: { pupil: SchoolPupil; result: AreaResult; of?: { resultId: string; seen: number } | undefined },
  { personId, at }: { personId: string; at: Date },
): Promise<AreaResultRow | null> {
  const row = await db
    .insertInto('area_result')
    .values({
      result_id: of?.resultId ?? randomUUID(),
      version: (of?.seen ?? 0) + 1,
      school: pupil.school,
      pupil_id: pupil.pupilId,
      ...result,
      entered_at: at.toISOString(),
      entered_by: personId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}
