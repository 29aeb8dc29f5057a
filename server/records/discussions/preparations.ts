import { audit } from '../audit.ts';
import type { SchoolRecord } from '../open-record.ts';
import { remembered } from '../remembered.ts';
import type { PreparationContent, PreparationRow } from '../record-tables.ts';

export type { PreparationContent, PreparationRow } from '../record-tables.ts';

export const emptyPreparation: PreparationContent = { can_do: '', pupil_says: '', home_says: '', note: '' };

export interface Preparing {
  readonly pupilId: string;
  readonly content: PreparationContent;
  /** Version the writer saw; 0 where there was none. */
  readonly seen: number;
}

/**
 * Keeps what is written about the pupils of a class before the meeting, with its lines in the audit: all of it, or none where
 * anything fails. Where a colleague has written since the writer looked, both texts are kept, one after the other: two people
 * preparing the same pupil lose nothing.
 */
export async function prepareAll(
  record: SchoolRecord,
  pupils: readonly Preparing[],
  { runId, personId, at }: { readonly runId: string; readonly personId: string; readonly at: Date },
): Promise<void> {
  await record.db.transaction().execute(async (transaction) => {
    for (const { pupilId, content, seen } of pupils) {
      const stored = await transaction
        .selectFrom('preparation')
        .selectAll()
        .where('run_id', '=', runId)
        .where('pupil_id', '=', pupilId)
        .executeTakeFirst();
      const next = stored && stored.version !== seen ? together(stored, content) : content;
      const before: PreparationContent = stored ?? emptyPreparation;
      if (fields.every((field) => next[field] === before[field])) continue;
      const row = { ...next, version: (stored?.version ?? 0) + 1, updated_at: at.toISOString(), updated_by: personId };
      await transaction
        .insertInto('preparation')
        .values({ run_id: runId, pupil_id: pupilId, ...row })
        .onConflict((conflict) => conflict.columns(['run_id', 'pupil_id']).doUpdateSet(row))
        .execute();
      await audit({ db: transaction }, { personId, action: 'prepare', object: pupilId, detail: { run: runId } });
    }
  });
}

/** What is prepared for these pupils in a run, by pupil. */
export function preparations(
  record: SchoolRecord,
  runId: string,
  pupilIds: readonly string[],
): Promise<ReadonlyMap<string, PreparationRow>> {
  return remembered(record, ['preparations', runId, ...pupilIds], () => readPreparations(record, runId, pupilIds));
}

async function readPreparations(
  record: SchoolRecord,
  runId: string,
  pupilIds: readonly string[],
): Promise<ReadonlyMap<string, PreparationRow>> {
  if (pupilIds.length === 0) return new Map();
  const rows = await record.db
    .selectFrom('preparation')
    .selectAll()
    .where('run_id', '=', runId)
    .where('pupil_id', 'in', pupilIds)
    .execute();
  return new Map(rows.map((row) => [row.pupil_id, row]));
}

const fields = ['can_do', 'pupil_says', 'home_says', 'note'] as const;

function together(theirs: PreparationContent, ours: PreparationContent): PreparationContent {
  const both = (field: (typeof fields)[number]) => {
    if (ours[field] === '' || theirs[field].includes(ours[field])) return theirs[field];
    return ours[field].includes(theirs[field]) ? ours[field] : `${theirs[field]}; ${ours[field]}`;
  };
  return {
    can_do: both('can_do'),
    pupil_says: both('pupil_says'),
    home_says: both('home_says'),
    note: both('note'),
  };
}
