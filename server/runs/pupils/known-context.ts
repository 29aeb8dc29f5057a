import type { PupilContext } from '../../../engine/index.ts';
import type { Person } from '../../people/person.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { pupilContexts } from '../../records/pupils/pupil-context.ts';
import { pupilKey, type SchoolPupil } from '../../records/pupils/school-pupil.ts';
import { newestEntries } from '../../records/register/register.ts';
import { remembered } from '../../records/remembered.ts';
import { mayDo } from '../../people/permissions.ts';

/**
 * What the record knows of pupils beside their results, for a person who may see notes; nothing for anybody else, whatever
 * page asks. Which pupils are asked for is the scope’s (`scoped-run.ts`). The SEN status is the register’s where the pupil is
 * on it or has left it, else the data folder’s: who has left here has left everywhere, until a file says that support began again.
 */
export async function knownContext(
  record: SchoolRecord,
  person: Person,
  pupils: readonly SchoolPupil[],
): Promise<ReadonlyMap<string, PupilContext>> {
  if (!mayDo(person.role, 'see-notes') || pupils.length === 0) return new Map();
  return remembered(record, ['knownContext', ...pupils.map(pupilKey)], () => readContext(record, pupils));
}

async function readContext(
  record: SchoolRecord,
  pupils: readonly SchoolPupil[],
): Promise<ReadonlyMap<string, PupilContext>> {
  const [contexts, entries] = await Promise.all([pupilContexts(record, pupils), newestEntries(record, pupils)]);
  const known = new Map<string, PupilContext>(contexts);
  for (const [pupilId, entry] of entries) {
    // The register tells of whoever is in no file too.
    const context = known.get(pupilId) ?? { ...unknownContext, pupilId };
    if (entry.left_on === null) known.set(pupilId, { ...context, senStatus: entry.status, senSince: entry.from_on });
    else if (hasLeftSince(context, entry.left_on))
      known.set(pupilId, { ...context, senStatus: 'N', senSince: entry.left_on, primaryNeed: '' });
  }
  return known;
}

const unknownContext: Omit<PupilContext, 'pupilId'> = {
  dateOfBirth: null,
  senStatus: '',
  senSince: null,
  primaryNeed: '',
  joinedOn: null,
  attendancePercent: null,
  englishAdditional: null,
  facts: [],
};

/** Whether leaving the register is newer than what a file says of support. */
export function hasLeftSince({ senSince }: Pick<PupilContext, 'senSince'>, leftOn: string): boolean {
  return senSince === null || senSince <= leftOn;
}
