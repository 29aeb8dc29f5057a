import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, ofSchool, type SchoolPupil, type WithinSchool } from '../pupils/school-pupil.ts';
import type { MonitoredRow } from '../record-tables.ts';
import { dateText } from '../../../engine/index.ts';

export type { MonitoredRow } from '../record-tables.ts';

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

export interface Watching {
  readonly from_on: string;
  readonly because: string;
  readonly look_again_on: string;
}

/** Puts a pupil on the monitoring list. @returns the entry, or null where the pupil is on it already */
export async function monitor(
  record: SchoolRecord,
  { pupilId, school }: SchoolPupil,
  watching: Watching,
  { personId, at }: Deed,
): Promise<MonitoredRow | null> {
  const row = await record.db
    .insertInto('monitored')
    .values({
      monitored_id: randomUUID(),
      pupil_id: pupilId,
      school,
      ...watching,
      added_at: at.toISOString(),
      added_by: personId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Takes a pupil off the monitoring list. @returns the entry, or null where the pupil is not on it */
export async function endMonitoring(
  record: SchoolRecord,
  pupil: SchoolPupil,
  { because, personId, at }: Deed & { because: string },
): Promise<MonitoredRow | null> {
  const row = await record.db
    .updateTable('monitored')
    .set({ ended_on: dateText(at), ended_because: because, ended_by: personId })
    .where(ofPupil('monitored', pupil))
    .where('ended_on', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** All entries of a school, or of one of its pupils; oldest first. */
export function monitoredEntries(record: SchoolRecord, within: WithinSchool): Promise<MonitoredRow[]> {
  return record.db
    .selectFrom('monitored')
    .selectAll()
    .where(ofSchool('monitored', within))
    .orderBy('from_on')
    .orderBy('added_at')
    .execute();
}
