import { randomUUID } from 'node:crypto';
import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, ofPupils, type SchoolPupil } from '../pupils/school-pupil.ts';
import type { PupilTargetRow, TargetLevel } from './target-row.ts';

export type { PupilTargetRow, TargetLevel } from './target-row.ts';

/** What a person chooses, and the results it was chosen from. */
export interface ChosenTarget {
  readonly subject: string;
  readonly until: PupilTargetRow['until'];
  readonly date: string;
  readonly level: TargetLevel;
  readonly score: number;
  readonly chance: number | null;
  readonly run_id: string;
  readonly reason: string;
}

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

/**
 * Records a target in the place of the one that holds for the same subject and day.
 *
 * @param seen the target its writer saw there; null where none
 * @returns the target, or null where another holds than the one seen: nothing is written then
 */
export async function recordTarget(
  record: SchoolRecord,
  { seen, ...pupil }: SchoolPupil & { readonly seen: string | null },
  target: ChosenTarget,
  { personId, at }: Deed,
): Promise<PupilTargetRow | null> {
  return inOneChange(record, async (within) => {
    const holds = (await targetsNow(within, [pupil])).find((one) => isOfSame(one, target));
    if ((holds?.target_id ?? null) !== seen) return null;
    if (holds) await end(within, holds, { as: 'replaced', personId, at });
    return within.db
      .insertInto('pupil_target')
      .values({
        target_id: randomUUID(),
        school: pupil.school,
        pupil_id: pupil.pupilId,
        ...target,
        set_at: at.toISOString(),
        set_by: personId,
        replaces: seen,
        ended_at: null,
        ended_by: null,
        ended_as: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/**
 * Takes a target back: the one it took the place of holds again.
 * @returns it, or null where it does not hold any more
 */
export async function undoTarget(
  record: SchoolRecord,
  { targetId, ...pupil }: SchoolPupil & { readonly targetId: string },
  { personId, at }: Deed,
): Promise<PupilTargetRow | null> {
  return inOneChange(record, async (within) => {
    const holds = (await targetsNow(within, [pupil])).find((one) => one.target_id === targetId);
    if (!holds) return null;
    await end(within, holds, { as: 'undone', personId, at });
    if (holds.replaces !== null)
      await within.db
        .updateTable('pupil_target')
        .set({ ended_at: null, ended_by: null, ended_as: null })
        .where(ofPupil('pupil_target', pupil))
        .where('target_id', '=', holds.replaces)
        .execute();
    return holds;
  });
}

/** Targets of these pupils that hold, those for the nearest day first, the newest first where a move brought two for one day. */
export function targetsNow(record: SchoolRecord, pupils: readonly SchoolPupil[]): Promise<PupilTargetRow[]> {
  return record.db
    .selectFrom('pupil_target')
    .selectAll()
    .where(ofPupils('pupil_target', pupils))
    .where('ended_at', 'is', null)
    .orderBy('date')
    .orderBy('set_at', 'desc')
    .execute();
}

/** All that were ever recorded for a pupil, newest first. */
export function targetsEver(record: SchoolRecord, pupil: SchoolPupil): Promise<PupilTargetRow[]> {
  return record.db
    .selectFrom('pupil_target')
    .selectAll()
    .where(ofPupil('pupil_target', pupil))
    .orderBy('set_at', 'desc')
    .execute();
}

/** A summer’s day may move by some weeks from one year’s results to the next: of one school year there is one target. */
export function isOfSame(
  one: Pick<PupilTargetRow, 'subject' | 'date'>,
  other: Pick<PupilTargetRow, 'subject' | 'date'>,
): boolean {
  return one.subject === other.subject && one.date.slice(0, 4) === other.date.slice(0, 4);
}

function end(
  { db }: SchoolRecord,
  { target_id }: PupilTargetRow,
  { as, personId, at }: Deed & { readonly as: 'replaced' | 'undone' },
): Promise<unknown> {
  return db
    .updateTable('pupil_target')
    .set({ ended_at: at.toISOString(), ended_by: personId, ended_as: as })
    .where('target_id', '=', target_id)
    .execute();
}
