import { seesNames } from './names-for-purpose.ts';
import type { Person } from './person.ts';
import { mayDo } from './permissions.ts';

/** Whether a person reads totals only: no names, and nothing that waits for release. Governors, trust leads, auditors. */
export function readsTotals(person: Person): boolean {
  return !seesNames(person) && !mayDo(person.role, 'see-drafts');
}
