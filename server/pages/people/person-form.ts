import type { FastifyRequest } from 'fastify';
import { peopleWithin, takenBy, type PersonChange } from '../../people/manage-people.ts';
import type { NewPersonForm } from './forms.ts';

/** What stands in the form for “every school here”. */
export const everySchool = '*';

export type PersonFaults = { [field in 'name' | 'school' | 'signInName' | 'address']?: string };

/**
 * What is wrong with the details of a person, by field, in words for whoever typed them; and the change they ask for. A headteacher
 * of one school looks after its people only, and nobody is given every school by a field left empty.
 */
export async function readPersonForm(
  request: FastifyRequest,
  typed: NewPersonForm,
  personId: string | null,
): Promise<{ readonly faults: PersonFaults; readonly change: PersonChange }> {
  const { record } = request.server;
  const own = request.person!.school;
  const change: PersonChange = {
    name: typed.name.trim().replace(/\s+/g, ' '),
    role: typed.role,
    school: typed.school === everySchool ? null : typed.school,
    signInName: typed.signInName.trim(),
    address: typed.address.trim(),
  };
  const faults: PersonFaults = {};
  if (change.name === '') faults.name = 'Write the name that colleagues know.';
  if (typed.school === '') faults.school = 'Choose the school, or every school.';
  else if (own !== null && change.school !== own) faults.school = `You look after the people of ${own} only.`;
  if (/\s/.test(change.signInName)) faults.signInName = 'Write the sign-in name without spaces.';
  else if (change.signInName && (await takenBy(record, 'sign_in_name', change.signInName, personId)))
    faults.signInName = 'Somebody has this sign-in name already. Choose another.';
  if (change.address && !/^[^\s@]+@[^\s@]+$/.test(change.address))
    faults.address = 'Write the whole address, with the @.';
  else if (change.address && (await takenBy(record, 'address', change.address, personId)))
    faults.address = 'Somebody has this address already.';
  return { faults, change };
}

/** Schools a person may be given: those of the newest run and of other people, within the reader's reach. */
export async function schoolsToChoose(request: FastifyRequest): Promise<string[]> {
  const own = request.person!.school;
  if (own !== null) return [own];
  const people = await peopleWithin(request.server.record, null);
  const known = [...(await classesOfNewestRun(request)).map((one) => one.school), ...people.map((one) => one.school)];
  return [...new Set(known)].filter((school) => school !== null).toSorted((a, b) => a.localeCompare(b, 'en'));
}

/** Classes of the newest run that can be opened, as `school` and `class`; none where there is no run yet. */
export async function classesOfNewestRun(request: FastifyRequest): Promise<{ school: string; class: string }[]> {
  const { runs } = request.server;
  const newest = (await runs.list()).find((one) => one.state === 'complete');
  if (!newest) return [];
  const own = request.person!.school;
  const found = new Map<string, { school: string; class: string }>();
  for (const [key, [row]] of (await runs.open(newest.id)).agendaOfClass) {
    const [school, name] = [row.school, row.class];
    if (name !== null && (own === null || school === own)) found.set(key, { school, class: name });
  }
  return [...found.values()].toSorted(
    (a, b) => a.school.localeCompare(b.school, 'en') || a.class.localeCompare(b.class, 'en', { numeric: true }),
  );
}
