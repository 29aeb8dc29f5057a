import { auditAll } from '../audit.ts';
import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { SchoolPupil } from '../pupils/school-pupil.ts';
import { setNeeds, type Need } from './pupil-needs.ts';
import { enterOnRegister, openEntry, type Entry } from './register.ts';

/** One of many pupils to be entered. */
export interface ToEnter {
  readonly pupil: SchoolPupil;
  readonly entry: Entry;
  readonly needs: readonly Need[];
}

/**
 * Enters many pupils at once, signed by one person: all of them with their lines in the audit or, where one has been entered by
 * somebody else meanwhile, none.
 *
 * @returns those who have been entered meanwhile; empty where all were entered
 */
export async function enterTogether(
  record: SchoolRecord,
  many: readonly ToEnter[],
  deed: { personId: string; at: Date },
): Promise<readonly SchoolPupil[]> {
  return inOneChange(record, async (within) => {
    const faster: SchoolPupil[] = [];
    for (const { pupil } of many) if (await openEntry(within, pupil)) faster.push(pupil);
    if (faster.length > 0) return faster;
    for (const { pupil, entry, needs } of many) {
      await enterOnRegister(within, pupil, entry, deed);
      if (needs.length > 0) await setNeeds(within, pupil, needs, deed);
    }
    await auditAll(
      within,
      many.map(({ pupil: { pupilId: object, school } }) => ({
        personId: deed.personId,
        action: 'enter-register',
        object,
        school,
        detail: { together: many.length },
      })),
    );
    return [];
  });
}
