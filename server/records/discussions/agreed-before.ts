import type { SchoolRecord } from '../open-record.ts';
import type { DiscussionContent } from '../record-tables.ts';
import { ofPupils, type SchoolPupil } from '../pupils/school-pupil.ts';
import { emptyDiscussion } from './discussions.ts';

/** What a meeting had agreed for a pupil, as it stood at a moment. */
export interface AgreedBefore {
  readonly pupilId: string;
  readonly discussionId: string;
  readonly runId: string;
  readonly content: DiscussionContent;
  /** When it was saved, and by whom. */
  readonly savedAt: string;
  readonly savedBy: string;
  /** When it was carried out; null while it is open. */
  readonly doneAt: string | null;
  /** Whether it still stands; false where something else has been agreed since. */
  readonly stands: boolean;
}

/**
 * The newest outcome of each pupil, by identifier, that stood before `moment` (ISO time), of whatever run; what was taken back is not one.
 * A meeting on the same run as the one before it still finds what that one agreed.
 */
export async function agreedBefore(
  record: SchoolRecord,
  pupils: readonly SchoolPupil[],
  moment: string,
): Promise<ReadonlyMap<string, AgreedBefore>> {
  if (pupils.length === 0) return new Map();
  const versions = await record.db
    .selectFrom('discussion_version as kept')
    .innerJoin('discussion', 'discussion.discussion_id', 'kept.discussion_id')
    .select([
      'discussion.pupil_id',
      'discussion.discussion_id',
      'discussion.run_id',
      'discussion.agreed_version',
      'kept.version',
      'kept.content',
      'kept.saved_at',
      'kept.saved_by',
    ])
    .where(ofPupils('discussion', pupils))
    .where('kept.saved_at', '<', moment)
    .orderBy('kept.saved_at', 'desc')
    .orderBy('kept.version', 'desc')
    .execute();
  const found = new Map<string, AgreedBefore>();
  const seen = new Set<string>();
  const done = await doneOf(record, [...new Set(versions.map((one) => one.discussion_id))]);
  for (const one of versions) {
    // Only the last version of a discussion stood; one that was taken back says nothing, and the run before it speaks.
    if (seen.has(one.discussion_id)) continue;
    seen.add(one.discussion_id);
    const content = { ...emptyDiscussion, ...(JSON.parse(one.content) as Partial<DiscussionContent>) };
    if (content.outcome === null || found.has(one.pupil_id)) continue;
    const stillStands = one.agreed_version <= one.version;
    const carriedOut = (done.get(one.discussion_id) ?? []).find(({ version }) =>
      stillStands ? version >= one.agreed_version : version < one.agreed_version,
    );
    found.set(one.pupil_id, {
      pupilId: one.pupil_id,
      discussionId: one.discussion_id,
      runId: one.run_id,
      content,
      savedAt: one.saved_at,
      savedBy: one.saved_by,
      doneAt: carriedOut?.done_at ?? null,
      stands: stillStands,
    });
  }
  return found;
}

async function doneOf(record: SchoolRecord, discussionIds: readonly string[]) {
  if (discussionIds.length === 0) return new Map<string, never[]>();
  const rows = await record.db
    .selectFrom('agreement_done')
    .selectAll()
    .where('discussion_id', 'in', discussionIds)
    .orderBy('version', 'desc')
    .execute();
  return Map.groupBy(rows, (row) => row.discussion_id);
}

/** What was agreed for a pupil and has been carried out, with who said so. */
export function agreementsDone(
  record: SchoolRecord,
  pupil: SchoolPupil,
): Promise<{ done_at: string; done_by: string; agreed: string }[]> {
  return record.db
    .selectFrom('agreement_done')
    .innerJoin('discussion', 'discussion.discussion_id', 'agreement_done.discussion_id')
    .select(['agreement_done.done_at', 'agreement_done.done_by', 'discussion.agreed'])
    .where(ofPupils('discussion', [pupil]))
    .execute();
}
