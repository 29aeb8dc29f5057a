import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, type SchoolPupil } from '../pupils/school-pupil.ts';

/**
 * Takes needs back that came with a change of a register entry, within a change that has begun: they end today, and those they
 * took the place of hold again. Needs that were written at another time stay.
 *
 * @param setAt time of that change, ISO
 */
export async function undoNeeds(
  { db }: SchoolRecord,
  pupil: SchoolPupil,
  { setAt, at }: { readonly setAt: string; readonly at: Date },
): Promise<void> {
  const ended = await db
    .updateTable('pupil_need')
    .set({ until_on: at.toISOString().slice(0, 10) })
    .where(ofPupil('pupil_need', pupil))
    .where('set_at', '=', setAt)
    .where('until_on', 'is', null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return;
  const before = await db
    .selectFrom('pupil_need')
    .select((is) => is.fn.max('set_at').as('last'))
    .where(ofPupil('pupil_need', pupil))
    .where('set_at', '<', setAt)
    .where('until_on', '=', setAt.slice(0, 10))
    .executeTakeFirst();
  if (!before?.last) return;
  await db
    .updateTable('pupil_need')
    .set({ until_on: null })
    .where(ofPupil('pupil_need', pupil))
    .where('set_at', '=', before.last)
    .where('until_on', '=', setAt.slice(0, 10))
    .execute();
}
