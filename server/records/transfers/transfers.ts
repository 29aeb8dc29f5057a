import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { audit } from '../audit.ts';
import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { TransferRow } from '../record-tables.ts';
import { ofPupil, type SchoolPupil } from '../pupils/school-pupil.ts';
import { handOver, type HandedOver } from './hand-over.ts';

export type { TransferRow } from '../record-tables.ts';

export interface Move {
  readonly pupilId: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Proposes a move; where it is proposed already nothing changes. `personId`: null where released results showed it. Those are
 * moves of pupils for whom the old school has decided something: it is asked first, and the new one hears of them once it agreed.
 */
export async function proposeTransfer(
  record: SchoolRecord,
  { pupilId, from, to }: Move,
  { personId, at }: { personId: string | null; at: Date },
): Promise<void> {
  await inOneChange(record, async (within) => {
    const added = await within.db
      .insertInto('transfer')
      .values({
        transfer_id: randomUUID(),
        pupil_id: pupilId,
        from_school: from,
        to_school: to,
        proposed_at: at.toISOString(),
        proposed_by: personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('transfer_id')
      .executeTakeFirst();
    if (!added) return;
    for (const school of personId === null ? [from] : [from, to])
      await audit(within, { personId, action: 'transfer-proposed', object: pupilId, school, detail: { from, to } });
  });
}

/** Whether a move of this pupil was ever proposed, carried out or refused since a day (ISO). */
export async function transferKnown(record: SchoolRecord, { pupilId, from, to }: Move): Promise<boolean> {
  const row = await record.db
    .selectFrom('transfer')
    .select('transfer_id')
    .where('from_school', '=', from)
    .where('to_school', '=', to)
    .where(sql<boolean>`transfer.pupil_id = ${pupilId}`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the new school knows of a move: that one is proposed at all would tell it that the old school gives support. */
function newSchoolKnows({ proposed_by, from_agreed_at }: Pick<TransferRow, 'proposed_by' | 'from_agreed_at'>): boolean {
  return proposed_by !== null || from_agreed_at !== null;
}

/** Whether a school is part of a move and knows of it; null is whoever looks after all. */
export function knowsMove(school: string | null, row: TransferRow): boolean {
  return school === null || school === row.from_school || (school === row.to_school && newSchoolKnows(row));
}

/** Moves that a school is part of and knows of, or all; open ones first, then the newest. */
export async function transfers(record: SchoolRecord, school: string | null): Promise<TransferRow[]> {
  let query = record.db
    .selectFrom('transfer')
    .selectAll()
    .orderBy(sql`carried_out_at is not null or refused_at is not null`)
    .orderBy('proposed_at', 'desc')
    .orderBy('transfer_id');
  if (school !== null)
    query = query.where((where) => where.or([where('from_school', '=', school), where('to_school', '=', school)]));
  return (await query.execute()).filter((row) => knowsMove(school, row));
}

export async function transferById(record: SchoolRecord, transferId: string): Promise<TransferRow | undefined> {
  return record.db.selectFrom('transfer').selectAll().where('transfer_id', '=', transferId).executeTakeFirst();
}

/** Moves of a pupil from or to a school, oldest first. */
export function transfersOfPupil({ db }: SchoolRecord, { school, pupilId }: SchoolPupil): Promise<TransferRow[]> {
  return db
    .selectFrom('transfer')
    .selectAll()
    .where(sql<boolean>`transfer.pupil_id = ${pupilId}`)
    .where((where) => where.or([where('from_school', '=', school), where('to_school', '=', school)]))
    .orderBy('proposed_at')
    .execute();
}

/**
 * Removes what is noted of moves of these pupils from their school, or to it; where the other school still has the pupil on a roll
 * the note is its own, and stays. @returns how many
 */
export async function removeTransfersOf(within: SchoolRecord, pupils: readonly SchoolPupil[]): Promise<number> {
  let removed = 0;
  for (const { school, pupilId } of pupils)
    removed += Number(
      (
        await within.db
          .deleteFrom('transfer')
          .where(sql<boolean>`transfer.pupil_id = ${pupilId}`)
          .where((where) => where.or([where('from_school', '=', school), where('to_school', '=', school)]))
          .where(
            sql<boolean>`not exists (select 1 from school_roll other where other.pupil_id = transfer.pupil_id
              and other.school <> ${school} and other.school in (from_school, to_school))`,
          )
          .executeTakeFirst()
      ).numDeletedRows,
    );
  return removed;
}

interface Deed {
  readonly personId: string;
  readonly at: Date;
  /** The school the person speaks for; null = both. */
  readonly school: string | null;
}

/** `agreed`: the other school has still to agree; `done`: handed over; null: the move is not open any more. */
export type Agreed = 'agreed' | 'done' | null;

/** Agrees for a school, or for both; once both have, the record is handed over in the same change. */
export function agreeTransfer(record: SchoolRecord, transferId: string, deed: Deed): Promise<Agreed> {
  return inOneChange(record, async (within) => {
    const row = await transferById(within, transferId);
    if (!row || row.carried_out_at !== null || row.refused_at !== null) return null;
    const at = deed.at.toISOString();
    const speaksFor = (school: string) => deed.school === null || deed.school === school;
    const from = speaksFor(row.from_school) && row.from_agreed_at === null;
    const to = speaksFor(row.to_school) && row.to_agreed_at === null;
    await within.db
      .updateTable('transfer')
      .set({
        ...(from ? { from_agreed_at: at, from_agreed_by: deed.personId } : {}),
        ...(to ? { to_agreed_at: at, to_agreed_by: deed.personId } : {}),
        transfer_id: transferId,
      })
      .where('transfer_id', '=', transferId)
      .execute();
    await note(within, { ...row, from_agreed_at: from ? at : row.from_agreed_at }, deed, 'transfer-agreed');
    if (!((from || row.from_agreed_at !== null) && (to || row.to_agreed_at !== null))) return 'agreed';
    await carryOut(within, { ...row, from_agreed_at: row.from_agreed_at ?? at }, deed);
    return 'done';
  });
}

async function carryOut(within: SchoolRecord, row: TransferRow, deed: Deed): Promise<void> {
  const at = deed.at.toISOString();
  const pupil = { school: row.from_school, pupilId: row.pupil_id };
  const handed = await handOver(within, pupil, row.to_school, deed);
  await within.db
    .updateTable('transfer')
    .set({ carried_out_at: at, handed_over: JSON.stringify(handed) })
    .where('transfer_id', '=', row.transfer_id)
    .execute();
  await within.db
    .updateTable('school_roll')
    .set({ left_on: at.slice(0, 10) })
    .where(ofPupil('school_roll', pupil))
    .where('left_on', 'is', null)
    .execute();
  await note(within, row, deed, 'transfer-done', told(handed));
}

/** “handed_register_entry: 2 …”, for the audit. */
function told({ handed, stayed }: HandedOver): Record<string, number> {
  return Object.fromEntries([
    ...Object.entries(handed).map(([table, count]) => [`handed_${table}`, count] as const),
    ...Object.entries(stayed).map(([table, count]) => [`stayed_${table}`, count] as const),
  ]);
}

/** Refuses an open move, with the reason. @returns false where it is not open any more */
export function refuseTransfer(
  record: SchoolRecord,
  transferId: string,
  { because, ...deed }: Deed & { because: string },
): Promise<boolean> {
  return inOneChange(record, async (within) => {
    const row = await within.db
      .updateTable('transfer')
      .set({ refused_at: deed.at.toISOString(), refused_by: deed.personId, refused_because: because })
      .where('transfer_id', '=', transferId)
      .where('carried_out_at', 'is', null)
      .where('refused_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (!row) return false;
    await note(within, row, deed, 'transfer-refused');
    return true;
  });
}

/** Into the audit of both schools, as far as they know of the move. */
async function note(
  within: SchoolRecord,
  row: TransferRow,
  { personId }: Deed,
  action: string,
  detail: Record<string, number> = {},
): Promise<void> {
  const { from_school: from, to_school: to } = row;
  for (const school of newSchoolKnows(row) ? [from, to] : [from])
    await audit(within, { personId, action, object: row.pupil_id, school, detail: { from, to, ...detail } });
}
