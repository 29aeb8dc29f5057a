import { inOneChange } from './in-one-change.ts';
import type { SchoolRecord } from './open-record.ts';

/** Where a run stands: `none` where nothing is noted of it, because it was made by the command line. */
export interface RunStanding {
  readonly state: 'released' | 'withdrawn' | 'draft' | 'none';
  /** When it was released, withdrawn or made; ISO 8601, '' for none. */
  readonly at: string;
  readonly by: string;
  /** Why it was withdrawn. */
  readonly reason: string;
}

export const noStanding: RunStanding = { state: 'none', at: '', by: '', reason: '' };

/** The standing of every run the record knows of, by run. */
export async function runStandings(record: SchoolRecord): Promise<ReadonlyMap<string, RunStanding>> {
  const drafts = await record.db.selectFrom('run_draft').selectAll().execute();
  const standings = new Map<string, RunStanding>(
    drafts.map((row) => [row.run_id, { state: 'draft', at: row.made_at, by: row.made_by, reason: '' }]),
  );
  for (const row of await record.db.selectFrom('run_release').selectAll().orderBy('release_id').execute())
    standings.set(
      row.run_id,
      row.withdrawn_at === null
        ? { state: 'released', at: row.released_at, by: row.released_by, reason: '' }
        : { state: 'withdrawn', at: row.withdrawn_at, by: row.withdrawn_by ?? '', reason: row.reason },
    );
  return standings;
}

/** Notes that a run was made on the data page and waits for release; a run that is known already stays as it is. */
export async function noteDraft(
  record: SchoolRecord,
  runId: string,
  made: { importId: string; personId: string; at: Date },
): Promise<void> {
  await record.db
    .insertInto('run_draft')
    .values({ run_id: runId, import_id: made.importId, made_at: made.at.toISOString(), made_by: made.personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Releases a run to staff. A run that is released already stays so. */
export async function releaseRun(
  record: SchoolRecord,
  runId: string,
  by: { personId: string; at: Date },
): Promise<void> {
  await inOneChange(record, async ({ db }) => {
    const open = await db
      .selectFrom('run_release')
      .select('release_id')
      .where('run_id', '=', runId)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst();
    if (open) return;
    await db
      .insertInto('run_release')
      .values({
        run_id: runId,
        released_at: by.at.toISOString(),
        released_by: by.personId,
        withdrawn_at: null,
        withdrawn_by: null,
        reason: '',
      })
      .execute();
  });
}

/** Takes a release back, with the reason. A run that was shown at once without a release gets one first, so that it is kept who did what. */
export async function withdrawRun(
  record: SchoolRecord,
  runId: string,
  by: { personId: string; at: Date; reason: string },
): Promise<void> {
  await inOneChange(record, async (within) => {
    await releaseRun(within, runId, by);
    await within.db
      .updateTable('run_release')
      .set({ withdrawn_at: by.at.toISOString(), withdrawn_by: by.personId, reason: by.reason })
      .where('run_id', '=', runId)
      .where('withdrawn_at', 'is', null)
      .execute();
  });
}

/** Whether anybody but the one local user has an account: from then on runs wait for release. */
export async function othersHaveAccounts(record: SchoolRecord): Promise<boolean> {
  const other = await record.db
    .selectFrom('person')
    .select('person_id')
    .where('person_id', '!=', 'local')
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return other !== undefined;
}
