import type { FastifyRequest } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { changePersonClass } from '../../../people/manage-people.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import type { PersonClassRow } from '../../../records/record-tables.ts';
import { isDay } from '../is-day.ts';
import { auditedStep } from '../person-steps.ts';
import type { SeveralForm } from '../forms.ts';
import type { ChosenPerson } from './chosen-people.ts';

export interface TypedClasses {
  /** By place of the person; '' for none. */
  readonly classes: readonly string[];
  /** ISO dates; '' for none. */
  readonly ends: string;
  readonly from: string;
  readonly until: string;
}

/** What was typed of classes, in the order of the people. */
export function typedClasses(form: SeveralForm): TypedClasses {
  const { ends = '', from = '', until = '' } = form;
  return { classes: [form.class ?? []].flat().map((name) => name.trim()), ends, from, until };
}

/** What is wrong with it, by box; nothing where it can be done. */
export function classFaults({ classes, ends, from, until }: TypedClasses): Record<string, string> {
  const some = classes.some((name) => name !== '');
  if (!some && ends === '') return { ends: 'Write the last day of the classes they have now, or a new class below.' };
  const faults: Record<string, string> = {};
  if (ends !== '' && !isDay(ends)) faults.ends = 'Write the day, as in 2027-07-20, or leave it empty.';
  if (!some) return faults;
  if (!isDay(from)) faults.from = 'Write the first day of the new classes, as in 2026-09-01.';
  else if (until !== '' && !isDay(until)) faults.until = 'Write the last day, as in 2027-07-20, or leave it empty.';
  else if (until !== '' && until < from) faults.until = 'The last day is before the first.';
  return faults;
}

/** Ends the classes a person has, and gives the new one, each with its line in the audit. */
export async function changeClasses(
  request: FastifyRequest,
  { person, seen, rows, typed, name }: ClassChange,
  record: SchoolRecord,
): Promise<void> {
  const { ends, from, until } = typed;
  const going = (row: PersonClassRow) =>
    ends !== '' && row.from_on <= ends && (row.until_on === null || row.until_on > ends);
  const changes = [
    ...rows.filter(going).map((row) => ({ school: row.school, class: row.class, from: row.from_on, until: ends })),
    ...(name === '' ? [] : [{ school: person.school!, class: name, from, until: until || null }]),
  ];
  for (const [place, taught] of changes.entries()) {
    const detail = { class: taught.class, from: taught.from, until: taught.until ?? 'open' };
    const change = async (within: SchoolRecord) => {
      const own = { personId: person.person_id, seen: seen + place };
      if (!(await changePersonClass(within, own, taught))) throw new PageError('changed-meanwhile');
    };
    await auditedStep(request, { person, action: 'class-given', detail }, change, record);
  }
}

interface ClassChange extends ChosenPerson {
  readonly rows: readonly PersonClassRow[];
  readonly typed: TypedClasses;
  /** The new class; '' for none. */
  readonly name: string;
}
