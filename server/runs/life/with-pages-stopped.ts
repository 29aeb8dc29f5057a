import type { RecordSettings } from '../../records/keeping/encrypted-database.ts';
import { holdRecord } from '../../records/keeping/hold-record.ts';

/** Works on a record with the pages stopped, so that nothing writes what is being removed. @throws SameStartError record-held */
export async function withPagesStopped<Value>({ path }: RecordSettings, work: () => Promise<Value>): Promise<Value> {
  const letGo = holdRecord(path);
  try {
    return await work();
  } finally {
    letGo();
  }
}
