import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyRecord } from '../../../server/records/keeping/copy-record.ts';
import { keyOf } from '../../../server/records/keeping/encrypted-database.ts';
import { restoreRecord } from '../../../server/records/keeping/restore-record.ts';
import { verifyRecord } from '../../../server/records/keeping/verify-record.ts';
import { compareRecord, type Ledger } from './ledger.ts';
import type { Tally } from './tally.ts';

/** A record on the disk with what was confirmed of it. */
export interface Lane {
  readonly records: string;
  readonly ledger: Ledger;
  /** Newest version of each pupil’s agreement, by key. */
  versions: ReadonlyMap<string, number>;
  /** Confirmed writes and versions without an entry in the audit that were counted in earlier rounds. */
  counted: { confirmed: number; unaudited: number };
}

/** A folder for a record that is not there yet. */
export function newLane(records: string): Lane {
  rmSync(records, { recursive: true, force: true });
  mkdirSync(records, { recursive: true });
  return { records, ledger: new Map(), versions: new Map(), counted: { confirmed: 0, unaudited: 0 } };
}

/** Holds the record against what was confirmed, after the server has gone; false where it does not open. */
export function takeStock(lane: Lane, tally: Tally): boolean {
  const path = join(lane.records, 'record.db');
  try {
    verifyRecord({ path });
    const found = compareRecord({ path }, lane.ledger);
    tally.confirmed += lane.ledger.size - lane.counted.confirmed;
    tally.lost += found.lost;
    tally.unaudited += Math.max(0, found.unaudited - lane.counted.unaudited);
    lane.counted = { confirmed: lane.ledger.size, unaudited: found.unaudited };
    lane.versions = found.versions;
    return true;
  } catch (error) {
    tally.wrong += 1;
    tally.notes.push(`a record that was whole does not open: ${(error as Error).message}`);
    return false;
  }
}

/** Copies the record, puts the copy in its place, and holds that against what was confirmed. */
export function backUpAndRestore(lane: Lane, tally: Tally): void {
  const path = join(lane.records, 'record.db');
  const copy = join(lane.records, 'copy.db');
  tally.times += 1;
  try {
    copyRecord({ path }, copy);
    restoreRecord({ path }, copy, { keepPassphrases: undefined, now: new Date() });
    verifyRecord({ path });
    const found = compareRecord({ path }, lane.ledger);
    tally.confirmed += lane.ledger.size;
    tally.lost += found.lost;
    tally.unaudited += Math.max(0, found.unaudited - lane.counted.unaudited);
  } catch (error) {
    tally.wrong += 1;
    tally.notes.push(`a copy was not put back: ${(error as Error).message}`);
  }
  for (const name of readdirSync(lane.records))
    if (name === 'copy.db' || name.includes('.before-')) rmSync(join(lane.records, name));
}

/** Copies the record while a server goes on writing: all that was confirmed before must be in it. */
export function backUpWhileServed(lane: Lane, tally: Tally): void {
  const path = join(lane.records, 'record.db');
  const copy = join(lane.records, 'copy-while-served.db');
  const before = new Map(lane.ledger);
  tally.times += 1;
  try {
    copyRecord({ path }, copy);
    const found = compareRecord({ path: copy, key: keyOf({ path }) }, before);
    tally.confirmed += before.size;
    tally.lost += found.lost;
  } catch (error) {
    tally.wrong += 1;
    tally.notes.push(`a copy while the server wrote: ${(error as Error).message}`);
  }
  rmSync(copy, { force: true });
}
