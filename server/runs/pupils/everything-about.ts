import type { RowsOfPupil } from '../../../engine/index.ts';
import { keptUntil, type KeptUntil } from '../../records/life/kept-until.ts';
import { lifeOfPupil } from '../../records/life/lives-of-pupils.ts';
import type { Retentions } from '../../records/life/retention-settings.ts';
import { rowsAbout, type RowsAbout } from '../../records/life/rows-about.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import type { SchoolPupil } from '../../records/pupils/school-pupil.ts';
import type { RunLibrary } from '../run-library.ts';

/** Everything held of one pupil, for whoever asks for access to it (UK GDPR, article 15). */
export interface EverythingAbout {
  readonly school: string;
  readonly pupilId: string;
  /** ISO moment at which it was put together. */
  readonly on: string;
  /** Until when each kind is kept; null where that depends on a day to come. */
  readonly keptUntil: KeptUntil;
  /** What people wrote and decided, and what files said of the pupil. */
  readonly record: RowsAbout;
  /** Results and what was worked out of them, by run, newest first; drafts included, because they are held too. */
  readonly runs: readonly { readonly run: string; readonly window: string; readonly tables: RowsOfPupil['tables'] }[];
  /** Runs that could not be read. */
  readonly unreadable: readonly string[];
}

/**
 * Puts together all that record and runs hold of one pupil of a school. Of other children there is nothing in it: rows are the
 * pupil's own, and what compares pupils holds numbers of groups only. Of staff it names who wrote or read something.
 */
export async function everythingAbout(
  {
    record,
    runs,
    retentions,
    on,
  }: {
    readonly record: SchoolRecord;
    readonly runs: Pick<RunLibrary, 'list' | 'rows'>;
    readonly retentions: Retentions;
    readonly on: Date;
  },
  pupil: SchoolPupil,
): Promise<EverythingAbout> {
  const found: EverythingAbout['runs'][number][] = [];
  const unreadable: string[] = [];
  for (const { id, state } of await runs.list()) {
    if (state !== 'complete') {
      unreadable.push(id);
      continue;
    }
    const { manifest, tables } = await runs.rows(id, pupil.pupilId);
    // The same identifier in another school is somebody else.
    if (tables.agenda?.some((row) => row['school'] !== pupil.school)) continue;
    if (tables.agenda === undefined && !manifest.schools.includes(pupil.school)) continue;
    if (Object.keys(tables).length > 0) found.push({ run: id, window: manifest.windowDate, tables });
  }
  return {
    ...pupil,
    on: on.toISOString(),
    keptUntil: keptUntil(await lifeOfPupil(record, pupil), retentions),
    record: await rowsAbout(record, pupil),
    runs: found,
    unreadable,
  };
}

/** Whether anything is held at all. */
export function isAnything({ record, runs }: EverythingAbout): boolean {
  return runs.length > 0 || Object.keys(record).some((table) => table !== 'audit');
}
