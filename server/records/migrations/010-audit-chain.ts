import { sql, type Kysely } from 'kysely';
import { auditHash } from '../keeping/audit-chain.ts';

/** Rows chained at a time. */
const atOnce = 1000;

interface Row {
  entry: number;
  at: string;
  person_id: string | null;
  action: string;
  object: string;
  detail: string;
  school: string | null;
}

/**
 * Chains the audit: each entry carries the hash of itself and all before it, worked out within the change that writes it. What
 * was written before is chained as it stands. An entry may get its hash once; nothing else of it ever changes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table audit add column hash text not null default ''`.execute(db);
  await sql`drop trigger audit_keeps_entries`.execute(db);
  let before = '';
  let last = 0;
  for (;;) {
    const { rows } = await sql<Row>`
      select entry, at, person_id, action, object, detail, school from audit
      where entry > ${last} order by entry limit ${atOnce}`.execute(db);
    if (rows.length === 0) break;
    for (const { entry, at, person_id, action, object, detail, school } of rows) {
      before = auditHash(before, [entry, at, person_id, action, object, detail, school]);
      await sql`update audit set hash = ${before} where entry = ${entry}`.execute(db);
      last = entry;
    }
  }
  await sql`create trigger audit_keeps_entries before update on audit when old.hash <> ''
    begin select raise(abort, 'the audit is append-only'); end`.execute(db);
  await sql`create trigger audit_chains_entries after insert on audit begin
    update audit set hash = audit_hash(
      (select hash from audit where entry < new.entry order by entry desc limit 1),
      new.entry, new.at, new.person_id, new.action, new.object, new.detail, new.school
    ) where entry = new.entry;
  end`.execute(db);
}
