import { openRecord, type SchoolRecord } from '../open-record.ts';
import { existingDatabase, type RecordSettings } from './encrypted-database.ts';

/**
 * Opens a record that is there, gone through as a server does, and closes it after.
 *
 * @throws SameStartError record-none; those of `openRecord`
 */
export async function withRecord<Value>(
  settings: RecordSettings,
  work: (record: SchoolRecord) => Promise<Value>,
): Promise<Value> {
  existingDatabase(settings).close();
  const record = await openRecord(settings);
  try {
    return await work(record);
  } finally {
    await record.close();
  }
}
