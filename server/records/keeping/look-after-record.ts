import { join } from 'node:path';
import { copyRecord } from './copy-record.ts';
import { keyOf, type RecordSettings } from './encrypted-database.ts';
import { restoreRecord } from './restore-record.ts';
import { rotateKey } from './rotate-key.ts';
import { upgradeRecord } from './upgrade-record.ts';
import { verifyRecord, type VerifiedRecord } from './verify-record.ts';

/** What to do with the record in a folder: see `same-start records --help`. */
export interface RecordTask {
  readonly task: 'backup' | 'restore' | 'verify' | 'rotate-key';
  readonly records: string;
  readonly file?: string;
  readonly keepPassphrases?: boolean;
}

/**
 * Does it, and says what was done in lines for people and as data. The key is SAME_START_KEY's or the one filed beside the record.
 *
 * @throws SameStartError of the function that does it
 */
export function lookAfterRecord(
  { task, records, file, keepPassphrases }: RecordTask,
  { key = process.env['SAME_START_KEY'], now = new Date() }: { key?: string | undefined; now?: Date } = {},
): { text: string; json: unknown } {
  const record: RecordSettings = { path: join(records, 'record.db'), key: key === '' ? undefined : key };
  if (task === 'rotate-key') return rotated(rotateKey(record));
  if (task === 'verify') {
    const found = verifyRecord(file === undefined ? record : { path: file, key: keyOf(record) });
    return { text: `${holds(found)}\nEvery page and the chain of the audit are whole.`, json: found };
  }
  if (task === 'backup') {
    const found = copyRecord(record, file!);
    return {
      text: `${holds(found)}\nCopied to ${file!}; the copy was opened and gone through. It opens with the record’s key: keep that apart.`,
      json: found,
    };
  }
  const { record: found, before, closed, compared } = restoreRecord(record, file!, { keepPassphrases, now });
  const text = [
    holds(found),
    `Put back from ${file!}.`,
    ...(before === null ? [] : [`What stood there is kept as ${before}; remove it when all is well.`]),
    ...(compared ? [] : ['What had changed since the copy cannot be told: look at the People page.']),
    closed.length === 0
      ? `${compared ? 'Nobody’s way in had changed since the copy. ' : ''}Everyone signs in anew.`
      : `Disabled, or without a passphrase until they get a new link: ${closed.length} (on the People page).`,
  ].join('\n');
  return { text, json: { ...found, before, closed, compared } };
}

/**
 * Brings the record up to this version with the pages stopped, and says how to go back.
 *
 * @throws SameStartError those of `upgradeRecord`
 */
export async function upgrade(
  { records }: { readonly records: string },
  key = process.env['SAME_START_KEY'],
): Promise<{ text: string; json: unknown }> {
  const { record, copy } = await upgradeRecord({ path: join(records, 'record.db'), key: key === '' ? undefined : key });
  const back =
    copy === null
      ? 'Nothing had to be laid out otherwise: the version before opens it too.'
      : `As it was, it is kept as ${copy}. To go back: with the pages stopped, same-start records restore ${copy} --records ${records}, by the version before; what was written since is then missing.`;
  return { text: `${holds(record)}\nThis version opens it. ${back}`, json: { ...record, copy } };
}

function rotated(fresh: string | null): { text: string; json: unknown } {
  const text =
    fresh === null
      ? 'The record is encrypted under a new key, in the key file beside it. Copies made before open with the old key only: keep it as long as you keep them.'
      : `The record is encrypted under a new key. Put it into SAME_START_KEY; it is filed nowhere:\n${fresh}`;
  return { text, json: { key: fresh } };
}

function holds({ path, pupils, people, discussions, auditEntries, auditHash, lastEntryAt }: VerifiedRecord): string {
  const last = lastEntryAt === '' ? '' : `, the last of ${lastEntryAt}`;
  return `${path}: ${pupils} pupils’ names, ${people} people, ${discussions} discussions; ${auditEntries} entries in the audit${last} (${auditHash.slice(0, 16)}).`;
}
