import type { PupilContext } from '../../../engine/index.ts';
import type { Person } from '../../people/person.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { pupilContexts } from '../../records/pupils/pupil-context.ts';
import { pupilKey, type SchoolPupil } from '../../records/pupils/school-pupil.ts';
import { openEntries } from '../../records/register/register.ts';
import { remembered } from '../../records/remembered.ts';
import { mayDo } from '../../people/permissions.ts';

/**
 * What the record knows of pupils beside their results, for a person who may see notes; nothing for anybody else, whatever
 * page asks. Which pupils are asked for is the scope’s (`scoped-run.ts`). The SEN status is the register’s where the pupil is
 * on it, else the data folder’s.
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
  const [contexts, entries] = await Promise.all([pupilContexts(record, pupils), openEntries(record, pupils)]);
  const known = new Map(contexts);
  for (const { pupil_id, status, from_on } of entries) {
    const context = known.get(pupil_id);
    if (context) known.set(pupil_id, { ...context, senStatus: status, senSince: from_on });
  }
  return known;
}
