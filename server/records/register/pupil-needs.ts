import type { SchoolRecord } from '../open-record.ts';
import type { PupilNeedRow } from '../record-tables.ts';

export type { PupilNeedRow } from '../record-tables.ts';

/** Types of need as the school census has them, with the broad area of the Code of Practice (6.28 to 6.35); '' where it has none. */
export const needTypes: Readonly<Record<string, readonly [name: string, area: string]>> = {
  SLCN: ['speech, language and communication', 'communication and interaction'],
  ASD: ['autism', 'communication and interaction'],
  SPLD: ['specific learning difficulty', 'cognition and learning'],
  MLD: ['moderate learning difficulty', 'cognition and learning'],
  SLD: ['severe learning difficulty', 'cognition and learning'],
  PMLD: ['profound and multiple learning difficulty', 'cognition and learning'],
  SEMH: ['social, emotional and mental health', 'social, emotional and mental health'],
  HI: ['hearing', 'sensory or physical'],
  VI: ['vision', 'sensory or physical'],
  MSI: ['hearing and vision', 'sensory or physical'],
  PD: ['physical', 'sensory or physical'],
  DS: ['Down syndrome', ''],
  OTH: ['other', ''],
  NSA: ['not yet assessed', ''],
};

export interface Need {
  readonly need: string;
  readonly note: string;
}

/** Replaces a pupil's areas of need, first ones first; those before stay with the day until which they held. */
export async function setNeeds(
  record: SchoolRecord,
  pupilId: string,
  needs: readonly Need[],
  { personId, at }: { personId: string; at: Date },
): Promise<void> {
  const now = at.toISOString();
  const today = now.slice(0, 10);
  await record.db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('pupil_need')
      .set({ until_on: today })
      .where('pupil_id', '=', pupilId)
      .where('until_on', 'is', null)
      .execute();
    if (needs.length === 0) return;
    await transaction
      .insertInto('pupil_need')
      .values(
        needs.map(({ need, note }, place) => ({
          pupil_id: pupilId,
          place: place + 1,
          need,
          note,
          from_on: today,
          until_on: null,
          set_at: now,
          set_by: personId,
        })),
      )
      .execute();
  });
}

/** Areas of need as they stand, of all pupils or of one, by pupil; first ones first. */
export async function presentNeeds(
  record: SchoolRecord,
  pupilId?: string,
): Promise<ReadonlyMap<string, PupilNeedRow[]>> {
  const query = record.db.selectFrom('pupil_need').selectAll().where('until_on', 'is', null).orderBy('place');
  const rows = await (pupilId === undefined ? query : query.where('pupil_id', '=', pupilId)).execute();
  return Map.groupBy(rows, (row) => row.pupil_id);
}

/** All that was ever recorded of one pupil's needs, oldest first. */
export async function needsOfPupil(record: SchoolRecord, pupilId: string): Promise<PupilNeedRow[]> {
  return record.db
    .selectFrom('pupil_need')
    .selectAll()
    .where('pupil_id', '=', pupilId)
    .orderBy('set_at')
    .orderBy('place')
    .execute();
}
