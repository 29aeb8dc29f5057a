import type { SchoolRecord } from './open-record.ts';

/**
 * Does some writes as one: all of them stand or, where one fails, none. What is written within a change that has begun already
 * becomes part of that.
 */
export function inOneChange<Value, Record extends Pick<SchoolRecord, 'db'>>(
  record: Record,
  change: (within: Record) => Promise<Value>,
): Promise<Value> {
  if (record.db.isTransaction) return change(record);
  return record.db.transaction().execute((db) => change({ ...record, db }));
}
