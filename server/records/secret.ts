import { randomBytes } from 'node:crypto';
import type { SchoolRecord } from './open-record.ts';

/** A random secret kept in the record under a name: made when first asked for, the same ever after. 64 hex digits. */
export async function secret(record: SchoolRecord, name: string): Promise<string> {
  await record.db
    .insertInto('secret')
    .values({ name, value: randomBytes(32).toString('hex') })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await record.db.selectFrom('secret').select('value').where('name', '=', name).executeTakeFirstOrThrow();
  return row.value;
}
