import type { SchoolRecord } from '../open-record.ts';
import { inOneChange } from '../in-one-change.ts';
import { ofPupil, ofSchool, type SchoolPupil, type WithinSchool } from '../pupils/school-pupil.ts';
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
  pupil: SchoolPupil,
  needs: readonly Need[],
  { personId, at }: { personId: string; at: Date },
): Promise<void> {
  const now = at.toISOString();
  const today = now.slice(0, 10);
  await inOneChange(record, async ({ db }) => {
    await db
      .updateTable('pupil_need')
      .set({ until_on: today })
      .where(ofPupil('pupil_need', pupil))
      .where('until_on', 'is', null)
      .execute();
    if (needs.length === 0) return;
    await db
      .insertInto('pupil_need')
      .values(
        needs.map(({ need, note }, place) => ({
          school: pupil.school,
          pupil_id: pupil.pupilId,
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

/** Areas of need as they stand, of a school or of one of its pupils, by identifier; first ones first. */
export async function presentNeeds(
  record: SchoolRecord,
  within: WithinSchool,
): Promise<ReadonlyMap<string, PupilNeedRow[]>> {
  const rows = await record.db
    .selectFrom('pupil_need')
    .selectAll()
    .where(ofSchool('pupil_need', within))
    .where('until_on', 'is', null)
    .orderBy('place')
    .execute();
  return Map.groupBy(rows, (row) => row.pupil_id);
}

/** All that was ever recorded of one pupil's needs, oldest first. */
export async function needsOfPupil(record: SchoolRecord, pupil: SchoolPupil): Promise<PupilNeedRow[]> {
  return record.db
    .selectFrom('pupil_need')
    .selectAll()
    .where(ofPupil('pupil_need', pupil))
    .orderBy('set_at')
    .orderBy('place')
    .execute();
}
