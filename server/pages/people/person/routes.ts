import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { classesOfNewestRun, readPersonForm, schoolsToChoose, type PersonFaults } from '../person-form.ts';
import { auditForSchools } from '../../../records/audit-for-schools.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import { changePerson, classesOfPeople, personWithin, type PersonOnList } from '../../../people/manage-people.ts';
import { keepsRole } from '../person-steps.ts';
import { htmlPage, formPage } from '../../../http/html-page.ts';
import { personForm, personParams, type PersonForm, type PersonParams } from '../forms.ts';
import { personView } from './view.ts';
import { dateText } from '../../../../engine/index.ts';

/** One person: details and what can be changed. */
export function personRoutes(app: FastifyInstance): void {
  app.get<{ Params: PersonParams }>(
    '/people/:person',
    { config: { permission: 'manage-people' }, schema: { params: personParams, response: htmlPage } },
    async (request, reply) => showPerson(request, reply, { person: await personOfRequest(request) }),
  );
  app.post<{ Params: PersonParams; Body: PersonForm }>(
    '/people/:person',
    {
      config: { permission: 'manage-people' },
      schema: { params: personParams, body: personForm, response: { ...formPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const person = await personOfRequest(request);
      const { faults, change } = await readPersonForm(request, request.body, person.person_id);
      if (Object.keys(faults).length > 0)
        return showPerson(request, reply.code(422), { person, typed: request.body, faults });
      if (
        keepsRole(request.person!.personId, person) &&
        (change.role !== person.role || change.school !== person.school)
      )
        throw new PageError('bad-request', {
          problem: 'Your own role and school, and those of the local account, stay.',
        });
      const seen = Number(request.body.version);
      // Another role or school counts from the next page on: who somebody is, is looked up for every page.
      await inOneChange(app.record, async (within) => {
        if (!(await changePerson(within, { personId: person.person_id, seen }, change)))
          throw new PageError('changed-meanwhile');
        await auditForSchools(within, [person.school, change.school], {
          personId: request.person!.personId,
          action: 'person-changed',
          object: person.person_id,
          detail: changes(person, change),
          school: null,
        });
      });
      return reply.redirect(`/people/${person.person_id}?saved=yes`, 303);
    },
  );
}

/** The person an address is about; a person of another school is as unknown as one who does not exist. */
export async function personOfRequest(request: FastifyRequest): Promise<PersonOnList> {
  const { person: personId } = request.params as PersonParams;
  const person = await personWithin(request.server.record, personId, request.person!.school);
  if (!person) throw new PageError('no-such-person');
  return person;
}

interface Shown {
  readonly person: PersonOnList;
  readonly typed?: PersonForm;
  readonly faults?: PersonFaults;
  readonly classFault?: string;
  /** A link that has just been made: shown once. */
  readonly link?: string;
}

/** Replies with a person's page. What was typed and not saved stands in its form again, with what is wrong with it. */
export async function showPerson(request: FastifyRequest, reply: FastifyReply, shown: Shown) {
  const { server } = request;
  const wrong = shown.classFault !== undefined || Object.keys(shown.faults ?? {}).length > 0;
  const { person } = shown;
  return reply.page({
    title: `${wrong ? 'Error: ' : ''}${person.display_name}`,
    place: 'people',
    body: personView({
      ...shown,
      keepsRole: keepsRole(request.person!.personId, person),
      self: person.person_id === request.person!.personId,
      classes: (await classesOfPeople(server.record)).get(person.person_id) ?? [],
      choices: await classesOfNewestRun(request),
      schools: await schoolsToChoose(request),
      everySchool: request.person!.school === null,
      school: server.openId?.name ?? null,
      saved: (request.query as { saved?: string }).saved === 'yes',
      today: dateText(server.now()),
      token: reply.generateCsrf(),
    }),
  });
}

/** What was changed, for the audit: role and school as they were and are; names and addresses only as “changed”. */
function changes(
  before: PersonOnList,
  after: { name: string; role: string; school: string | null; signInName: string; address: string },
): Record<string, string> {
  const school = (one: string | null) => one ?? 'every school';
  return {
    ...(before.role === after.role ? {} : { role: `${before.role} → ${after.role}` }),
    ...(before.school === after.school ? {} : { school: `${school(before.school)} → ${school(after.school)}` }),
    ...(before.display_name === after.name ? {} : { name: 'changed' }),
    ...((before.sign_in_name ?? '') === after.signInName.toLowerCase() ? {} : { 'sign-in name': 'changed' }),
    ...((before.address ?? '') === after.address.toLowerCase() ? {} : { address: 'changed' }),
  };
}
