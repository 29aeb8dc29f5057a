import { sql } from 'kysely';
import type { SchoolRecord } from '../../../server/records/open-record.ts';
import { fir, runIds } from './marked-schools.ts';

export interface OwnedRow {
  readonly school: string;
  /** '' where the row is of a school. */
  readonly class: string;
  readonly text: string;
}

const ofPupils = [
  'pupil_name',
  'pupil_context',
  'pupil_fact',
  'added_pupil',
  'preparation',
  'discussion',
  'register_entry',
  'register_entry_version',
  'pupil_need',
  'support_plan',
  'plan_outcome',
  'support_plan_version',
  'provision_pupil',
  'monitored',
  'ehc_step',
  'support_entry',
  'meeting_pupil',
  'school_roll',
  'pupil_target',
] as const;

/** Runs of one school; the trust's are nobody's of one school to change. */
const schoolOfRun = new Map<string, string>([runIds.fir, runIds.firBefore, runIds.firDraft].map((id) => [id, fir]));

/** Every row of the record that is of a pupil, a meeting or a release, with the school and class it is of. */
export async function recordRows({ db }: SchoolRecord): Promise<OwnedRow[]> {
  const rows: OwnedRow[] = [];
  const add = (table: string, found: object[], place: (row: Record<string, string>) => [string, string]) => {
    for (const row of found) {
      const [school, className] = place(row as Record<string, string>);
      rows.push({ school, class: className, text: `${table} ${JSON.stringify(row)}` });
    }
  };
  for (const table of ofPupils)
    add(table, await db.selectFrom(table).selectAll().execute(), (row) => [row.school, classOf(row.pupil_id)]);
  for (const table of ['discussion_version', 'agreement_done']) {
    const found = await sql<Record<string, string>>`select ${sql.table(table)}.*, discussion.school, discussion.pupil_id
      from ${sql.table(table)} join discussion using (discussion_id)`.execute(db);
    add(table, found.rows, (row) => [row.school, classOf(row.pupil_id)]);
  }
  add('meeting', await db.selectFrom('meeting').selectAll().execute(), (row) => [row.school, row.class]);
  const moves = await db.selectFrom('transfer').selectAll().execute();
  // A move is of both schools; what it hands over is seen in the tables above.
  for (const row of moves) rows.push({ school: row.from_school, class: classOf(row.pupil_id), text: moveOf(row) });
  for (const table of ['run_release', 'run_draft'] as const)
    add(table, await db.selectFrom(table).selectAll().execute(), (row) => [schoolOfRun.get(row.run_id) ?? '', '']);
  return rows.toSorted((a, b) => (a.text < b.text ? -1 : 1));
}

/** Classes are in the identifiers of these pupils. */
function classOf(pupilId: string): string {
  return pupilId.split('-')[1]?.toUpperCase() ?? '';
}

/** What the old school has said of a move, and whether it was carried out: nobody else says it. */
function moveOf(row: { transfer_id: string; from_agreed_at: string | null; carried_out_at: string | null }): string {
  return `transfer ${JSON.stringify([row.transfer_id, row.from_agreed_at, row.carried_out_at])}`;
}
