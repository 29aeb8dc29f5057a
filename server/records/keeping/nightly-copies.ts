import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../audit.ts';
import type { SchoolRecord } from '../open-record.ts';
import { copyRecord } from './copy-record.ts';
import type { RecordSettings } from './encrypted-database.ts';

export interface NightlySettings {
  readonly folder: string;
  /** Copies kept, the newest ones. */
  readonly keep: number;
  readonly now: () => Date;
  /** Told what went wrong, once a night. */
  readonly onFault: (fault: unknown) => void;
}

const hour = 3_600_000;
/** A copy is due in the first hour of this number, local time, or where the newest one is older than a day. */
const atHour = 2;
const copyName = /^record-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.db$/;

/**
 * Copies the record every night while the server runs, each gone through before it counts; older ones than the newest `keep` are
 * removed, never the last good one. Looks each hour, so that a machine that slept makes its copy when it wakes.
 *
 * @returns stops it
 */
export function nightlyCopies(record: SchoolRecord, settings: RecordSettings, nightly: NightlySettings): () => void {
  const look = (): void => {
    if (isDue(nightly)) void copyNow(record, settings, nightly).catch(nightly.onFault);
  };
  look();
  const timer = setInterval(look, hour);
  timer.unref();
  return () => clearInterval(timer);
}

/** Makes a copy now, says so in the audit, and removes what is older than the newest `keep`. */
export async function copyNow(
  record: SchoolRecord,
  settings: RecordSettings,
  { folder, keep, now }: NightlySettings,
): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `record-${now().toISOString().slice(0, 19).replaceAll(':', '-')}.db`);
  const { auditEntries } = copyRecord(settings, file);
  await audit(record, { personId: null, action: 'record-copied', object: 'record', detail: { entries: auditEntries } });
  for (const old of copiesIn(folder).slice(0, -keep)) rmSync(join(folder, old));
  return file;
}

function isDue({ folder, now }: NightlySettings): boolean {
  const newest = copiesIn(folder).at(-1);
  if (newest === undefined) return true;
  const age = now().getTime() - madeAt(newest);
  return age > 24 * hour || (age > 12 * hour && now().getHours() === atHour);
}

function copiesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => copyName.test(name))
      .toSorted();
  } catch {
    return [];
  }
}

/** Milliseconds since 1970, from the name: files that are copied on keep no date of their own. */
function madeAt(name: string): number {
  const [day, time] = name.slice('record-'.length, -'.db'.length).split('T');
  return Date.parse(`${day}T${time.replaceAll('-', ':')}Z`);
}
