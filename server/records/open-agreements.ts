import type { SchoolRecord } from './open-record.ts';
import type { DiscussionRow } from './record-tables.ts';

/** Agreements with something to do, not done yet; earliest date first, those without a date last. Of all runs. */
export async function openAgreements(record: SchoolRecord): Promise<DiscussionRow[]> {
  const rows = await record.db
    .selectFrom('discussion')
    .leftJoin('agreement_done', (join) =>
      join
        .onRef('agreement_done.discussion_id', '=', 'discussion.discussion_id')
        .onRef('agreement_done.version', '>=', 'discussion.agreed_version'),
    )
    .selectAll('discussion')
    .where('agreement_done.discussion_id', 'is', null)
    .where('discussion.outcome', 'is not', null)
    .where('discussion.agreed', '!=', '')
    .execute();
  return rows.toSorted(
    (a, b) => (a.by_when || '9999').localeCompare(b.by_when || '9999') || a.who.localeCompare(b.who),
  );
}

/** Says that what was agreed has been done; a second time changes nothing. */
export async function agreementDone(
  record: SchoolRecord,
  row: Pick<DiscussionRow, 'discussion_id' | 'version'>,
  by: { personId: string; at: Date },
): Promise<void> {
  await record.db
    .insertInto('agreement_done')
    .values({
      discussion_id: row.discussion_id,
      version: row.version,
      done_at: by.at.toISOString(),
      done_by: by.personId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
