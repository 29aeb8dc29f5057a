import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import { inOneChange } from '../in-one-change.ts';
import { ofPupil, ofPupils, type SchoolPupil } from '../pupils/school-pupil.ts';
import type { MeetingPupilRow, MeetingRow } from '../record-tables.ts';

export type { MeetingRow } from '../record-tables.ts';

export interface NewMeeting {
  readonly school: string;
  readonly class: string;
  /** The run it stays with, whatever comes later. */
  readonly runId: string;
  readonly minutes: number;
  readonly personId: string;
  readonly at: Date;
}

/** Starts a class's meeting; where one is open already, that one is returned and nothing is changed. */
export async function startMeeting(record: SchoolRecord, meeting: NewMeeting): Promise<MeetingRow> {
  await record.db
    .insertInto('meeting')
    .values({
      meeting_id: randomUUID(),
      school: meeting.school,
      class: meeting.class,
      run_id: meeting.runId,
      minutes: meeting.minutes,
      started_at: meeting.at.toISOString(),
      started_by: meeting.personId,
      ended_at: null,
      ended_by: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return record.db
    .selectFrom('meeting')
    .selectAll()
    .where('school', '=', meeting.school)
    .where('class', '=', meeting.class)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
}

/** One meeting, going on or ended; undefined where there is none. */
export async function meeting(record: SchoolRecord, meetingId: string): Promise<MeetingRow | undefined> {
  return record.db.selectFrom('meeting').selectAll().where('meeting_id', '=', meetingId).executeTakeFirst();
}

/** The meeting of a class that is going on with a run, or undefined. */
export async function openMeeting(
  record: SchoolRecord,
  { runId, school, class: className }: { runId: string; school: string; class: string },
): Promise<MeetingRow | undefined> {
  return record.db
    .selectFrom('meeting')
    .selectAll()
    .where('school', '=', school)
    .where('class', '=', className)
    .where('run_id', '=', runId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** Meetings of all classes, newest first. */
export async function meetings(record: SchoolRecord): Promise<MeetingRow[]> {
  return record.db.selectFrom('meeting').selectAll().orderBy('started_at', 'desc').execute();
}

/** Puts a pupil aside for the end of the meeting; a second time the pupil goes behind those parked since. */
export async function parkPupil(
  record: SchoolRecord,
  { meetingId, school, pupilId, personId, at }: SchoolPupil & { meetingId: string; personId: string; at: Date },
): Promise<void> {
  const row = { state: 'parked' as const, at: at.toISOString(), by_person: personId };
  await record.db
    .insertInto('meeting_pupil')
    .values({ meeting_id: meetingId, school, pupil_id: pupilId, ...row })
    .onConflict((conflict) => conflict.columns(['meeting_id', 'pupil_id']).doUpdateSet(row))
    .execute();
}

/** Parked or not reached, in the order in which they were put aside. */
export async function pupilsPutAside(record: SchoolRecord, meetingId: string): Promise<MeetingPupilRow[]> {
  return record.db
    .selectFrom('meeting_pupil')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .orderBy('at')
    .orderBy('pupil_id')
    .execute();
}

/** Ends a meeting and keeps who was not reached, so that the next one finds them. Ending twice changes nothing. */
export async function endMeeting(
  record: SchoolRecord,
  meetingId: string,
  { notReached, personId, at }: { notReached: readonly string[]; personId: string; at: Date },
): Promise<void> {
  await inOneChange(record, async ({ db }) => {
    const ended = await db
      .updateTable('meeting')
      .set({ ended_at: at.toISOString(), ended_by: personId })
      .where('meeting_id', '=', meetingId)
      .where('ended_at', 'is', null)
      .returning('school')
      .executeTakeFirst();
    if (!ended || notReached.length === 0) return;
    await db
      .insertInto('meeting_pupil')
      .values(
        notReached.map((pupilId) => ({
          meeting_id: meetingId,
          school: ended.school,
          pupil_id: pupilId,
          state: 'not reached' as const,
          at: at.toISOString(),
          by_person: personId,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** Meetings at which these pupils were put aside or not reached, with the pupil; newest first. */
export async function leftOverBefore(
  record: SchoolRecord,
  pupils: readonly SchoolPupil[],
  before: string,
): Promise<{ pupil_id: string; state: string; started_at: string }[]> {
  if (pupils.length === 0) return [];
  return record.db
    .selectFrom('meeting_pupil')
    .innerJoin('meeting', 'meeting.meeting_id', 'meeting_pupil.meeting_id')
    .select(['meeting_pupil.pupil_id', 'meeting_pupil.state', 'meeting.started_at'])
    .where(ofPupils('meeting_pupil', pupils))
    .where('meeting.ended_at', 'is not', null)
    .where('meeting.started_at', '<', before)
    .orderBy('meeting.started_at', 'desc')
    .execute();
}

/** Ended meetings at which a pupil was put aside or not reached, oldest first. */
export async function meetingsOfPupil(
  record: SchoolRecord,
  pupil: SchoolPupil,
): Promise<{ started_at: string; state: string }[]> {
  return record.db
    .selectFrom('meeting_pupil')
    .innerJoin('meeting', 'meeting.meeting_id', 'meeting_pupil.meeting_id')
    .select(['meeting.started_at', 'meeting_pupil.state'])
    .where(ofPupil('meeting_pupil', pupil))
    .where('meeting.ended_at', 'is not', null)
    .orderBy('meeting.started_at')
    .execute();
}
