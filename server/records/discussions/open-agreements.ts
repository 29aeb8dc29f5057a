import type { SchoolRecord } from '../open-record.ts';
import { ofPupils, type SchoolPupil } from '../pupils/school-pupil.ts';
import type { DiscussionRow } from '../record-tables.ts';

/** What is read of an agreement; a list of thousands does without the evidence and the notes. */
const columns = [
  'discussion_id',
  'run_id',
  'school',
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
 * Agreements with something to do, not done yet; earliest date first, those without a date last. Of all runs; of these pupils,
 * or, where they are many, of all pupils of their schools.
 */
export async function openAgreements(
  record: SchoolRecord,
  asked: readonly SchoolPupil[] | { readonly schools: readonly string[] },
): Promise<OpenAgreementRow[]> {
  const among = 'schools' in asked ? asked.schools : asked;
  if (among.length === 0) return [];
  const query = record.db
    .selectFrom('discussion')
    .leftJoin('agreement_done', (join) =>
      join
        .onRef('agreement_done.discussion_id', '=', 'discussion.discussion_id')
        .onRef('agreement_done.version', '>=', 'discussion.agreed_version'),
    )
    .select(columns.map((column) => `discussion.${column}` as const))
    .where('agreement_done.discussion_id', 'is', null)
    .where('discussion.outcome', 'is not', null)
    .where('discussion.agreed', '!=', '')
    .where((where) =>
      'schools' in asked ? where('discussion.school', 'in', asked.schools) : ofPupils('discussion', asked),
    );
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
