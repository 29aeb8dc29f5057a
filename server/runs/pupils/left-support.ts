import type { AgendaRow, Section } from '../../../engine/index.ts';
import { hasLeftSince } from './known-context.ts';
import { mayDo } from '../../people/permissions.ts';
import type { Person } from '../../people/person.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { pupilContexts } from '../../records/pupils/pupil-context.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';
import { newestEntries } from '../../records/register/register.ts';
import { remembered } from '../../records/remembered.ts';

/**
 * Pupils whom the results take for supported because the files did, and who have left the register since: by pupil, the day they
 * left (ISO date). Nobody for a reader who sees the results alone.
 */
export async function leftSupport(
  record: SchoolRecord,
  person: Person,
  rows: readonly AgendaRow[],
): Promise<ReadonlyMap<string, string>> {
  const supported = rows.filter((row) => row.section === 'supported').map(pupilOfRow);
  if (!mayDo(person.role, 'see-notes') || supported.length === 0) return new Map();
  return remembered(record, ['leftSupport', JSON.stringify(supported)], async () => {
    const [contexts, entries] = await Promise.all([pupilContexts(record, supported), newestEntries(record, supported)]);
    const left = [...entries].flatMap(([pupilId, { left_on: on }]): [string, string][] =>
      on !== null && hasLeftSince(contexts.get(pupilId) ?? { senSince: null }, on) ? [[pupilId, on]] : [],
    );
    return new Map(left);
  });
}

/** The part of the list a pupil stands in now: whoever has left support is looked after as others who have. */
export function sectionNow(
  { pupil_id: pupilId, section }: Pick<AgendaRow, 'pupil_id' | 'section'>,
  left: ReadonlyMap<string, string>,
): Section {
  return section === 'supported' && left.has(pupilId) ? 'monitoring' : section;
}
