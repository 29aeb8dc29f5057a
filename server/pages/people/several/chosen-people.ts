import type { FastifyRequest } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { personWithin, type PersonOnList } from '../../../people/manage-people.ts';
import { keepsRole, mayHaveLink } from '../person-steps.ts';
import type { SeveralForm, SeveralStep } from '../forms.ts';

export interface ChosenPerson {
  readonly person: PersonOnList;
  /** The version that the page showed. */
  readonly seen: number;
}

export interface ChosenPeople {
  readonly people: readonly ChosenPerson[];
  /** Those for whom it cannot be done, and why not. */
  readonly left: readonly { readonly person: PersonOnList; readonly because: string }[];
}

/** The people of the form, and which of them the step is not for. Whoever is of another school is as unknown as nobody. */
export async function chosenPeople(request: FastifyRequest, { person, step }: SeveralForm): Promise<ChosenPeople> {
  const reader = request.person!;
  const people: ChosenPerson[] = [];
  const left: { person: PersonOnList; because: string }[] = [];
  for (const one of new Set([person ?? []].flat())) {
    const [personId, seen] = one.split('.');
    const found = await personWithin(request.server.record, personId, reader.school);
    if (!found) throw new PageError('no-such-person');
    const because = whyNot(found, step, reader.personId);
    if (because === null) people.push({ person: found, seen: Number(seen) });
    else left.push({ person: found, because });
  }
  return { people, left };
}

function whyNot(person: PersonOnList, step: SeveralStep, readerId: string): string | null {
  const ended = person.disabled_at !== null;
  if (step === 'enable') return ended ? null : 'access has not ended';
  if (ended) return 'access has ended';
  if (step === 'disable') return keepsRole(readerId, person) ? 'nobody ends their own access, or the local one' : null;
  if (step === 'link') return mayHaveLink(person) ? null : 'no sign-in name yet: write one on their page';
  if (person.role !== 'teacher') return 'only class teachers have classes of their own';
  return person.school === null ? 'teaches at every school here: give classes on their own page' : null;
}
