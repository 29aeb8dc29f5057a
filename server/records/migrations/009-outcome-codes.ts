import { sql, type Kysely } from 'kysely';

/** What the record held until now, word for word, and the code that stands for it from now on. */
const codes: readonly (readonly [words: string, code: string])[] = [
  ['no concern', 'no-concern'],
  ['keep watching', 'keep-watching'],
  ['change teaching in class', 'change-teaching'],
  ['extra help (not SEN)', 'extra-help'],
  ['find out more (observe, re-test, hearing, sight)', 'find-out-more'],
  ['SENCO to assess', 'senco-to-assess'],
  ['start SEN Support (parents told first)', 'start-sen-support'],
  ['change plan', 'change-plan'],
  ['consider statutory assessment', 'consider-statutory-assessment'],
  ['consider leaving SEN Support → monitoring', 'consider-leaving-support'],
  ['pass on (attendance, EAL, safeguarding lead)', 'pass-on'],
  ['could not discuss, carried over', 'carried-over'],
];

/**
 * Outcomes of meetings are kept by code, in what stands and in every version of it; a move within the register is kept by the
 * status moved to, not by a sentence. The audit stays as it was written.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [words, code] of codes) {
    await sql`update discussion set outcome = ${code} where outcome = ${words}`.execute(db);
    await sql`update discussion_version set content = json_set(content, '$.outcome', ${code})
      where json_extract(content, '$.outcome') = ${words}`.execute(db);
  }
  await sql`alter table register_entry add column moved_to text`.execute(db);
  // A person may have begun a reason with the same words: a move is one only where the next entry says so too.
  await sql`update register_entry set moved_to = substr(left_because, 10), left_because = null
    where exists (
      select 1 from register_entry as following
      where following.pupil_id = register_entry.pupil_id and following.from_on = register_entry.left_on
        and register_entry.left_because = 'moved to ' || following.status
    )`.execute(db);
}
