import { randomUUID } from 'node:crypto';
import { undoMinutes } from '../discussions/discussions.ts';
import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { ProvisionRow } from '../plans/plan-tables.ts';

const columns = [
  'name',
  'need',
  'by_whom',
  'minutes',
  'times_a_week',
  'group_size',
  'from_on',
  'to_on',
  'pounds_an_hour',
  'times',
  'note',
] as const satisfies readonly (keyof ProvisionRow)[];

/** What people write of a provision, beside who is in it. */
export type ProvisionContent = Pick<ProvisionRow, (typeof columns)[number]>;

export interface ProvisionPlace {
  readonly school: string;
  readonly provisionId: string;
  /** Version the writer saw. */
  readonly seen: number;
}

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

export function addProvision(
  record: SchoolRecord,
  school: string,
  content: ProvisionContent,
  { personId, at }: Deed,
): Promise<ProvisionRow> {
  const stamp = at.toISOString();
  return inOneChange(record, async (within) => {
    const row = await within.db
      .insertInto('provision')
      .values({
        provision_id: randomUUID(),
        school,
        ...content,
        version: 1,
        made_at: stamp,
        made_by: personId,
        updated_at: stamp,
        updated_by: personId,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await keepVersion(within, row);
    return row;
  });
}

/**
 * Changes a provision for all who are in it, if nobody did since the writer looked. Every version is kept.
 *
 * @returns it as it now stands, or null where somebody else was faster (nothing is changed then)
 */
export function changeProvision(
  record: SchoolRecord,
  { school, provisionId, seen }: ProvisionPlace,
  content: ProvisionContent,
  { personId, at }: Deed,
): Promise<ProvisionRow | null> {
  return inOneChange(record, async (within) => {
    const row = await within.db
      .updateTable('provision')
      .set({ ...content, version: seen + 1, updated_at: at.toISOString(), updated_by: personId })
      .where('provision_id', '=', provisionId)
      .where('school', '=', school)
      .where('version', '=', seen)
      .returningAll()
      .executeTakeFirst();
    if (!row) return null;
    await keepVersion(within, row);
    return row;
  });
}

/** Whether this person may take back the last change of a provision: their own, and within ten minutes. */
export function mayUndoProvision(row: ProvisionRow, { personId, at }: Deed): boolean {
  return (
    row.version > 1 && row.updated_by === personId && at.getTime() - Date.parse(row.updated_at) <= undoMinutes * 60_000
  );
}

/** Takes the last change of a provision back: what it said before is saved as a new version. @returns null where it is too late */
export async function undoProvision(record: SchoolRecord, row: ProvisionRow, deed: Deed): Promise<ProvisionRow | null> {
  if (!mayUndoProvision(row, deed)) return null;
  const before = (await provisionVersions(record, row.provision_id)).find(({ version }) => version === row.version - 1);
  if (!before) return null;
  const place = { school: row.school, provisionId: row.provision_id, seen: row.version };
  return changeProvision(record, place, before.content, deed);
}

export interface ProvisionVersion {
  readonly version: number;
  readonly content: ProvisionContent;
  readonly savedAt: string;
  readonly savedBy: string;
}

/** Every version of a provision, oldest first. */
export async function provisionVersions({ db }: SchoolRecord, provisionId: string): Promise<ProvisionVersion[]> {
  const rows = await db
    .selectFrom('provision_version')
    .selectAll()
    .where('provision_id', '=', provisionId)
    .orderBy('version')
    .execute();
  return rows.map(({ version, content, saved_at, saved_by }) => ({
    version,
    content: JSON.parse(content) as ProvisionContent,
    savedAt: saved_at,
    savedBy: saved_by,
  }));
}

async function keepVersion({ db }: SchoolRecord, row: ProvisionRow): Promise<void> {
  const content = Object.fromEntries(columns.map((column) => [column, row[column]]));
  await db
    .insertInto('provision_version')
    .values({
      provision_id: row.provision_id,
      version: row.version,
      content: JSON.stringify(content),
      saved_at: row.updated_at,
      saved_by: row.updated_by,
    })
    .execute();
}
