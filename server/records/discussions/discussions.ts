import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import { inOneChange } from '../in-one-change.ts';
import { ofPupil, pupilKey, type SchoolPupil } from '../pupils/school-pupil.ts';
import { remembered } from '../remembered.ts';
import type { DiscussionContent, DiscussionRow } from '../record-tables.ts';

export type { DiscussionContent, DiscussionRow } from '../record-tables.ts';

/** A saved agreement may be taken back for this long. */
export const undoMinutes = 10;

export const emptyDiscussion: DiscussionContent = {
  outcome: null,
  can_do: '',
  tried: '',
  agreed: '',
  who: '',
  by_when: '',
  will_see: '',
  considered: 'not known',
  note: '',
  pupil_says: '',
  home_says: '',
  asks: '',
  asks_by: '',
  parent_told: '',
  safeguarding: 0,
  evidence: '{}',
};

export interface DiscussionPlace extends SchoolPupil {
  readonly runId: string;
  readonly class: string;
}

export interface Saving {
  readonly content: DiscussionContent;
  /** Version the writer saw; 0 where there was none. */
  readonly seen: number;
  readonly personId: string;
  readonly at: Date;
  /** The meeting it is written in; null outside one. */
  readonly meetingId?: string | null;
}

/**
 * Saves what was agreed, if nobody saved since the writer looked. Every version is kept.
 *
 * @returns the new row, or null where someone else was faster (nothing is changed then)
 */
export async function saveDiscussion(
  record: SchoolRecord,
  place: DiscussionPlace,
  saving: Saving,
): Promise<DiscussionRow | null> {
  const version = saving.seen + 1;
  const stamp = { version, updated_at: saving.at.toISOString(), updated_by: saving.personId };
  const { content } = saving;
  const meeting = saving.meetingId === undefined ? {} : { meeting_id: saving.meetingId };
  return inOneChange(record, async ({ db }) => {
    const row =
      saving.seen === 0
        ? await db
            .insertInto('discussion')
            .values({
              discussion_id: randomUUID(),
              run_id: place.runId,
              pupil_id: place.pupilId,
              school: place.school,
              class: place.class,
              ...content,
              ...stamp,
              agreed_version: version,
              meeting_id: saving.meetingId ?? null,
            })
            .onConflict((conflict) => conflict.doNothing())
            .returningAll()
            .executeTakeFirst()
        : await db
            .updateTable('discussion')
            .set((is) => ({
              ...content,
              ...stamp,
              ...meeting,
              // What was done stays done unless something else is agreed now.
              agreed_version: is
                .case()
                .when(
                  is.and({
                    outcome: content.outcome,
                    agreed: content.agreed,
                    who: content.who,
                    by_when: content.by_when,
                  }),
                )
                .then(is.ref('agreed_version'))
                .else(version)
                .end(),
            }))
            .where('run_id', '=', place.runId)
            .where(ofPupil('discussion', place))
            .where('version', '=', saving.seen)
            .returningAll()
            .executeTakeFirst();
    if (!row) return null;
    await db
      .insertInto('discussion_version')
      .values({
        discussion_id: row.discussion_id,
        version,
        content: JSON.stringify(content),
        saved_at: stamp.updated_at,
        saved_by: saving.personId,
      })
      .execute();
    return row;
  });
}

/** The discussion of one pupil in one run, or undefined. */
export function discussion(
  record: SchoolRecord,
  runId: string,
  pupil: SchoolPupil,
): Promise<DiscussionRow | undefined> {
  return remembered(record, ['discussion', runId, pupilKey(pupil)], () =>
    record.db
      .selectFrom('discussion')
      .selectAll()
      .where('run_id', '=', runId)
      .where(ofPupil('discussion', pupil))
      .executeTakeFirst(),
  );
}

/** All discussions of a pupil, newest first. */
export function discussionsOfPupil(record: SchoolRecord, pupil: SchoolPupil): Promise<readonly DiscussionRow[]> {
  return remembered(record, ['discussionsOfPupil', pupilKey(pupil)], () =>
    record.db
      .selectFrom('discussion')
      .selectAll()
      .where(ofPupil('discussion', pupil))
      .orderBy('updated_at', 'desc')
      .execute(),
  );
}

/** Discussions of one run, by pupil; of one class where it is given. */
export function discussionsOfRun(
  record: SchoolRecord,
  runId: string,
  within: { school?: string | undefined; class?: string | undefined } = {},
): Promise<ReadonlyMap<string, DiscussionRow>> {
  const question = ['discussionsOfRun', runId, JSON.stringify([within.school ?? null, within.class ?? null])];
  return remembered(record, question, () => readDiscussionsOfRun(record, runId, within));
}

async function readDiscussionsOfRun(
  record: SchoolRecord,
  runId: string,
  within: { school?: string | undefined; class?: string | undefined },
): Promise<ReadonlyMap<string, DiscussionRow>> {
  let query = record.db.selectFrom('discussion').selectAll().where('run_id', '=', runId);
  if (within.school !== undefined) query = query.where('school', '=', within.school);
  if (within.class !== undefined) query = query.where('class', '=', within.class);
  return new Map((await query.execute()).map((row) => [row.pupil_id, row]));
}

/**
 * Takes the last save back, by the one who made it and within ten minutes: the version before it is saved again as a new one.
 *
 * @returns the row as it now stands, or null where it is too late, someone else's, or already changed
 */
export async function undoDiscussion(
  record: SchoolRecord,
  row: DiscussionRow,
  { personId, at }: { personId: string; at: Date },
): Promise<DiscussionRow | null> {
  if (!mayUndo(row, personId, at)) return null;
  const earlier = await record.db
    .selectFrom('discussion_version')
    .select('content')
    .where('discussion_id', '=', row.discussion_id)
    .where('version', '=', row.version - 1)
    .executeTakeFirst();
  const content = earlier ? contentOf(earlier.content) : emptyDiscussion;
  const place = { runId: row.run_id, pupilId: row.pupil_id, school: row.school, class: row.class };
  return saveDiscussion(record, place, { content, seen: row.version, personId, at });
}

/** What a version held; versions saved by an older layout get what they lacked. */
function contentOf(json: string): DiscussionContent {
  return { ...emptyDiscussion, ...(JSON.parse(json) as Partial<DiscussionContent>) };
}

/** The content of one version; the empty form for version 0 or one that is not kept. */
export async function discussionVersion(
  record: SchoolRecord,
  discussionId: string,
  version: number,
): Promise<DiscussionContent> {
  const row = await record.db
    .selectFrom('discussion_version')
    .select('content')
    .where('discussion_id', '=', discussionId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? contentOf(row.content) : emptyDiscussion;
}

/** Whether this person may take back the last save: their own, and within `undoMinutes`. */
export function mayUndo(row: DiscussionRow, personId: string, at: Date): boolean {
  return row.updated_by === personId && at.getTime() - Date.parse(row.updated_at) <= undoMinutes * 60_000;
}
