import { addDays } from '../../../engine/index.ts';
import { auditAll } from '../audit.ts';
import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { RecordTables } from '../record-tables.ts';
import type { SchoolPupil } from '../pupils/school-pupil.ts';
import { keptUntil, yearsAfter, type PupilKind } from './kept-until.ts';
import { livesOfPupils } from './lives-of-pupils.ts';
import { pupilKinds, pupilsWithRows, removeRows } from './pupil-rows.ts';
import type { RetainedKind } from './retention.ts';
import type { Retentions } from './retention-settings.ts';

/** What is due of one kind in one school: how many pupils and rows, never who. */
export interface DueOfSchool {
  readonly kind: RetainedKind;
  /** '' = of no one school. */
  readonly school: string;
  /** 0 where the kind is of no pupil. */
  readonly pupils: number;
  readonly rows: number;
}

interface DuePupils {
  readonly kind: PupilKind;
  readonly pupils: readonly (SchoolPupil & { readonly rows: number })[];
}

/** What the record has kept for its time on a day (ISO), by kind and school. Nothing is changed. */
export async function dueRows(record: SchoolRecord, retentions: Retentions, on: string): Promise<DueOfSchool[]> {
  const due = await duePupils(record, retentions, on);
  const ofPupils = due.flatMap(({ kind, pupils }) => bySchool(kind, pupils));
  const others = await removeOthers(record, retentions, { on, only: 'count' });
  return [...ofPupils, ...others].toSorted((a, b) => a.school.localeCompare(b.school, 'en'));
}

/**
 * Removes what is due on a day, in one change with a line in the audit for each school and kind.
 *
 * @returns what was removed
 */
export function pruneRecord(record: SchoolRecord, retentions: Retentions, on: string): Promise<DueOfSchool[]> {
  return inOneChange(record, async (within) => {
    const removed: DueOfSchool[] = [];
    for (const { kind, pupils } of await duePupils(within, retentions, on)) {
      await removeRows(within, kind, pupils);
      removed.push(...bySchool(kind, pupils));
    }
    removed.push(...(await removeOthers(within, retentions, { on, only: 'remove' })));
    await auditAll(
      within,
      removed.map(({ kind, school, pupils, rows }) => ({
        personId: null,
        action: 'record-pruned',
        object: kind,
        school: school === '' ? null : school,
        detail: { on, pupils, rows },
      })),
    );
    return removed;
  });
}

/** Pupils of whom a kind has been kept for its time: not on the roll, and the last day is over. */
async function duePupils(record: SchoolRecord, retentions: Retentions, on: string): Promise<DuePupils[]> {
  const lives = await livesOfPupils(record);
  const due: DuePupils[] = [];
  for (const kind of pupilKinds) {
    const pupils = [...(await pupilsWithRows(record, kind)).values()].filter((pupil) => {
      const life = lives.of(pupil);
      const until = keptUntil(life, retentions)[kind];
      return !life.present && until !== null && until <= on;
    });
    due.push({ kind, pupils });
  }
  return due;
}

function bySchool(kind: PupilKind, pupils: DuePupils['pupils']): DueOfSchool[] {
  return [...Map.groupBy(pupils, ({ school }) => school)].map(([school, own]) => ({
    kind,
    school,
    pupils: own.length,
    rows: own.reduce((sum, { rows }) => sum + rows, 0),
  }));
}

/** Meetings of classes of which nothing else is kept, what files were found to hold, and drafts nobody released. */
async function removeOthers(
  record: SchoolRecord,
  retentions: Retentions,
  { on, only }: { on: string; only: 'count' | 'remove' },
): Promise<DueOfSchool[]> {
  const found: DueOfSchool[] = [];
  const add = (kind: RetainedKind, rows: readonly { readonly school: string | null }[]) => {
    for (const [school, own] of Map.groupBy(rows, (row) => row.school ?? ''))
      found.push({ kind, school, pupils: 0, rows: own.length });
  };
  const meetings = await record.db
    .selectFrom('meeting')
    .select(['meeting_id', 'school'])
    .where('ended_at', '<', writtenBefore(retentions, 'class-meetings', on))
    .where('meeting_id', 'not in', (where) => where.selectFrom('meeting_pupil').select('meeting_id'))
    .where('meeting_id', 'not in', (where) =>
      where
        .selectFrom('discussion')
        .select('meeting_id')
        .$castTo<{ meeting_id: string }>()
        .where('meeting_id', 'is not', null),
    )
    .execute();
  add('class-meetings', meetings);
  const imports = await record.db
    .selectFrom('data_import')
    .select(['import_id', 'school'])
    .where('state', 'in', ['done', 'files', 'questions', 'checked'])
    .where('changed_at', '<', writtenBefore(retentions, 'imports', on))
    .execute();
  add('imports', imports);
  const drafts = await record.db
    .selectFrom('pending_pupils')
    .leftJoin('data_import', 'data_import.import_id', 'pending_pupils.import_id')
    .select(['pending_pupils.import_id', 'data_import.school'])
    .where('kept_at', '<', writtenBefore(retentions, 'drafts', on))
    .execute();
  add('drafts', drafts);
  if (only === 'remove') {
    await removeByKey(
      record,
      'meeting',
      'meeting_id',
      meetings.map((row) => row.meeting_id),
    );
    await removeByKey(
      record,
      'pending_pupils',
      'import_id',
      [...drafts, ...imports].map((row) => row.import_id),
    );
    await removeByKey(
      record,
      'data_import',
      'import_id',
      imports.map((row) => row.import_id),
    );
  }
  return found;
}

async function removeByKey(
  { db }: SchoolRecord,
  table: keyof RecordTables,
  column: 'meeting_id' | 'import_id',
  keys: readonly string[],
): Promise<void> {
  for (let from = 0; from < keys.length; from += 300)
    await db
      .deleteFrom(table as 'pending_pupils')
      .where(column as 'import_id', 'in', keys.slice(from, from + 300))
      .execute();
}

/** What was last written before this moment has been kept for its time on a day. */
export function writtenBefore(retentions: Retentions, kind: RetainedKind, on: string): string {
  const { period } = retentions[kind];
  if ('days' in period) return addDays(on, -period.days);
  return 'years' in period ? yearsAfter(on, -period.years) : '';
}
