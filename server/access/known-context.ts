import type { PupilContext } from '../../engine/index.ts';
import type { Person } from '../records/people.ts';
import type { SchoolRecord } from '../records/open-record.ts';
import { pupilContexts } from '../records/pupil-context.ts';
import { mayDo } from './permissions.ts';

/**
 * What the record knows of pupils beside their results, for a person who may see notes; nothing for anybody else, whatever
 * page asks. Which pupils are asked for is the scope’s (`scoped-run.ts`).
 */
export async function knownContext(
  record: SchoolRecord,
  person: Person,
  pupilIds: readonly string[],
): Promise<ReadonlyMap<string, PupilContext>> {
  return mayDo(person.role, 'see-notes') ? pupilContexts(record, pupilIds) : new Map();
}
