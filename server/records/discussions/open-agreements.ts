import type { SchoolRecord } from '../open-record.ts';
import type { DiscussionRow } from '../record-tables.ts';

/** What is read of an agreement; a list of thousands does without the evidence and the notes. */
const columns = [
  'discussion_id',
  'run_id',
  'pupil_id',
  'version',
  'outcome',
  'agreed',
  'who',
  'by_when',
  'will_see',
] as const;

export type OpenAgreementRow = Pick<DiscussionRow, (typeof columns)[number]>;

/** So many pupils are asked for one by one; for more it is cheaper to read all. */
export const mostAskedFor = 2000;

/**
 * Agreements with something to do, not done yet; earliest date first, those without a date last. Of all runs; of these pupils
 * at least.
 */
export async function openAgreements(record: SchoolRecord, pupilIds?: readonly string[]): Promise<OpenAgreementRow[]> {
  if (pupilIds?.length === 0) return [];
  let query = record.db
    .selectFrom('discussion')
    .leftJoin('agreement_done', (join) =>
      join
        .onRef('agreement_done.discussion_id', '=', 'discussion.discussion_id')
        .onRef('agreement_done.version', '>=', 'discussion.agreed_version'),
    )
    .select(columns.map((column) => `discussion.${column}` as const))
    .where('agreement_done.discussion_id', 'is', null)
    .where('discussion.outcome', 'is not', null)
    .where('discussion.agreed', '!=', '');
  if (pupilIds !== undefined && pupilIds.length <= mostAskedFor)
    query = query.where('discussion.pupil_id', 'in', pupilIds);
  const byName = new Intl.Collator('en').compare;
  const due = ({ by_when }: OpenAgreementRow) => by_when || '9999';
  return (await query.execute()).toSorted((a, b) =>
    due(a) === due(b) ? byName(a.who, b.who) : due(a) < due(b) ? -1 : 1,
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
