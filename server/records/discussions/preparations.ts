import { audit } from '../audit.ts';
import type { SchoolRecord } from '../open-record.ts';
import { inOneChange } from '../in-one-change.ts';
import { ofPupil, ofPupils, pupilKey, type SchoolPupil } from '../pupils/school-pupil.ts';
import { remembered } from '../remembered.ts';
import type { PreparationContent, PreparationRow } from '../record-tables.ts';

export type { PreparationContent, PreparationRow } from '../record-tables.ts';

export const emptyPreparation: PreparationContent = { can_do: '', pupil_says: '', home_says: '', note: '' };

export interface Preparing extends SchoolPupil {
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
  await inOneChange(record, async (within) => {
    const { db } = within;
    for (const { school, pupilId, content, seen } of pupils) {
      const stored = await db
        .selectFrom('preparation')
        .selectAll()
        .where('run_id', '=', runId)
        .where(ofPupil('preparation', { school, pupilId }))
        .executeTakeFirst();
      const next = stored && stored.version !== seen ? together(stored, content) : content;
      const before: PreparationContent = stored ?? emptyPreparation;
      if (fields.every((field) => next[field] === before[field])) continue;
      const row = { ...next, version: (stored?.version ?? 0) + 1, updated_at: at.toISOString(), updated_by: personId };
      await db
        .insertInto('preparation')
        .values({ run_id: runId, school, pupil_id: pupilId, ...row })
        .onConflict((conflict) => conflict.columns(['run_id', 'pupil_id']).doUpdateSet(row))
        .execute();
      await audit(within, { personId, action: 'prepare', object: pupilId, school, detail: { run: runId } });
    }
  });
}

/** What is prepared for these pupils in a run, by pupil. */
export function preparations(
  record: SchoolRecord,
  runId: string,
  pupils: readonly SchoolPupil[],
): Promise<ReadonlyMap<string, PreparationRow>> {
  return remembered(record, ['preparations', runId, ...pupils.map(pupilKey)], () =>
    readPreparations(record, runId, pupils),
  );
}

async function readPreparations(
  record: SchoolRecord,
  runId: string,
  pupils: readonly SchoolPupil[],
): Promise<ReadonlyMap<string, PreparationRow>> {
  if (pupils.length === 0) return new Map();
  const rows = await record.db
    .selectFrom('preparation')
    .selectAll()
    .where('run_id', '=', runId)
    .where(ofPupils('preparation', pupils))
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
