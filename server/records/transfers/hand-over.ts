import { sql, type SqlBool } from 'kysely';
import { entryVersions, standingEntries, type SupportEntryRow } from '../higher/support-entries.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { RecordTables } from '../record-tables.ts';
import { runningPlans } from '../register/running-plans.ts';
import { handOverPlans } from './hand-over-plans.ts';
import { ofPupil, ofPupils, type SchoolPupil } from '../pupils/school-pupil.ts';

/** How many rows of each kind went to the new school, and how many stayed at the old one. */
export interface HandedOver {
  readonly handed: Readonly<Partial<Record<keyof RecordTables, number>>>;
  readonly stayed: Readonly<Partial<Record<keyof RecordTables, number>>>;
}

/**
 * What goes with the pupil: the decisions and plans of the special educational provision, with the steps to an EHC plan, access
 * arrangements and what works, letters made and results in other areas. Of agencies only those about which the family has consented
 * that they are told.
 */
const goes = [
  'register_entry',
  'register_entry_version',
  'pupil_need',
  'support_plan',
  'monitored',
  'ehc_step',
  'support_entry',
  'letter_made',
  'area_result',
  'pupil_target',
] as const;

/**
 * What stays: notes of the old school's meetings, with what families told it of health and home. Child protection files go
 * another way (Keeping children safe in education), never through here.
 */
const stays = ['discussion', 'preparation', 'added_pupil', 'meeting_pupil'] as const;

/**
 * Hands a pupil's record over, within a change that has begun: the register, needs, plans and monitoring become the new
 * school's; of names and context it gets what it does not have. Where both schools have an open entry, the old school's ends on
 * the day of the move; where both have a running plan, the old one stays.
 */
export async function handOver(
  within: SchoolRecord,
  pupil: SchoolPupil,
  toSchool: string,
  { personId, at }: { personId: string; at: Date },
): Promise<HandedOver> {
  const { db } = within;
  const there = { school: toSchool, pupilId: pupil.pupilId };
  const day = at.toISOString().slice(0, 10);
  await copyWhatIsKnown(db, pupil, there);
  await endWhatBothHave(db, pupil, there, { personId, at: at.toISOString(), day });
  await makeRoomForSteps(db, pupil, there);
  const planRuns = (await runningPlans(within, [there])).length > 0;
  const handed: Partial<Record<keyof RecordTables, number>> = {};
  const stayed: Partial<Record<keyof RecordTables, number>> = {};
  for (const table of goes) {
    let query = db.updateTable(table).set({ school: toSchool }).where(ofPupil(table, pupil));
    if (table === 'support_plan' && planRuns) query = query.where('reviewed_on', 'is not', null);
    if (table === 'support_entry') query = query.where(await entriesThatGo(within, pupil, there));
    handed[table] = Number((await query.executeTakeFirst()).numUpdatedRows);
    stayed[table] = await countOf(db, table, pupil);
  }
  await handOverPlans(within, { from: pupil, to: there }, { personId, at });
  for (const table of stays) stayed[table] = await countOf(db, table, pupil);
  return { handed: counted(handed), stayed: counted(stayed) };
}

async function copyWhatIsKnown(db: SchoolRecord['db'], from: SchoolPupil, to: SchoolPupil): Promise<void> {
  for (const table of ['pupil_name', 'pupil_context', 'pupil_fact'] as const) {
    const there = await db.selectFrom(table).select('pupil_id').where(ofPupil(table, to)).executeTakeFirst();
    if (there) continue;
    for (const row of await db.selectFrom(table).selectAll().where(ofPupil(table, from)).execute())
      await db
        .insertInto(table)
        .values({ ...row, school: to.school })
        .execute();
  }
}

async function endWhatBothHave(
  db: SchoolRecord['db'],
  from: SchoolPupil,
  to: SchoolPupil,
  by: { personId: string; at: string; day: string },
): Promise<void> {
  const open = await db
    .selectFrom('register_entry')
    .select(['school', 'status'])
    .where(ofPupils('register_entry', [from, to]))
    .where('left_on', 'is', null)
    .execute();
  const there = open.find(({ school }) => school === to.school);
  if (open.length === 2 && there)
    await db
      .updateTable('register_entry')
      .set({ left_on: by.day, moved_to: there.status, left_at: by.at, left_by: by.personId })
      .where(ofPupil('register_entry', from))
      .where('left_on', 'is', null)
      .execute();
  const needs = await db
    .selectFrom('pupil_need')
    .select('place')
    .where(ofPupil('pupil_need', to))
    .where('until_on', 'is', null)
    .executeTakeFirst();
  if (needs)
    await db
      .updateTable('pupil_need')
      .set({ until_on: by.day })
      .where(ofPupil('pupil_need', from))
      .where('until_on', 'is', null)
      .execute();
  const watched = await db
    .selectFrom('monitored')
    .select('monitored_id')
    .where(ofPupil('monitored', to))
    .where('ended_on', 'is', null)
    .executeTakeFirst();
  if (watched)
    await db
      .updateTable('monitored')
      .set({ ended_on: by.day, ended_by: by.personId })
      .where(ofPupil('monitored', from))
      .where('ended_on', 'is', null)
      .execute();
}

/** Where both schools have steps, the old school's come first: those of the new one go on after them. */
async function makeRoomForSteps(db: SchoolRecord['db'], from: SchoolPupil, to: SchoolPupil): Promise<void> {
  const before = await countOf(db, 'ehc_step', from);
  if (before === 0) return;
  // By way of negative places, so that no two rows have one place in between.
  await db
    .updateTable('ehc_step')
    .set({ place: sql<number>`-(place + ${before})` })
    .where(ofPupil('ehc_step', to))
    .execute();
  await db
    .updateTable('ehc_step')
    .set({ place: sql<number>`-place` })
    .where(ofPupil('ehc_step', to))
    .execute();
}

/** Entries whose every version goes: agencies with consent as it stands, and what works where the new school has none. */
async function entriesThatGo(within: SchoolRecord, from: SchoolPupil, to: SchoolPupil) {
  const [versions, there] = [await entryVersions(within, from), await entryVersions(within, to)];
  const agreed = standingEntries(versions, 'agency').filter(({ content }) => content.consent === 'given');
  const kinds = there.some(({ kind }) => kind === 'works') ? ['access'] : ['access', 'works'];
  const ids = [...agreed.map(({ entryId }) => entryId), ...idsOf(versions, kinds)];
  return ids.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`support_entry.entry_id in (${sql.join(ids)})`;
}

function idsOf(versions: readonly SupportEntryRow[], kinds: readonly string[]): string[] {
  return [...new Set(versions.filter(({ kind }) => kinds.includes(kind)).map((row) => row.entry_id))];
}

async function countOf(
  db: SchoolRecord['db'],
  table: (typeof goes)[number] | (typeof stays)[number],
  pupil: SchoolPupil,
): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select((is) => is.fn.countAll<number>().as('count'))
    .where(ofPupil(table, pupil))
    .executeTakeFirstOrThrow();
  return count;
}

function counted<Counts extends object>(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)) as Counts;
}
