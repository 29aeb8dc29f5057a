import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readPersonForm, schoolsToChoose, type PersonFaults } from './person-form.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { classesOfPeople, peopleWithin } from '../../people/manage-people.ts';
import { roles } from '../../people/permissions.ts';
import { addPerson } from '../../people/people.ts';
import { htmlPage, formPage } from '../../http/html-page.ts';
import { newPersonForm, severalSteps, type NewPersonForm } from './forms.ts';
import { newPersonView } from './new-person-view.ts';
import { peopleView } from './view.ts';
import { dateText } from '../../../engine/index.ts';

const peopleQuery = Type.Object({
  role: Type.Optional(Type.Union([Type.Literal(''), ...roles.map((role) => Type.Literal(role))])),
  sort: Type.Optional(Type.String({ pattern: '^-?(name|role|school|last)$' })),
  /** What has just been done, and for how many. */
  done: Type.Optional(Type.Union(severalSteps.map((step) => Type.Literal(step)))),
  of: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
});
type PeopleQuery = Static<typeof peopleQuery>;

/** Who may use Same Start here: the list, and a new person on it. */
export function peopleRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: PeopleQuery }>(
    '/people',
    { config: { permission: 'manage-people' }, schema: { querystring: peopleQuery, response: htmlPage } },
    async (request, reply) =>
      reply.page({
        title: 'People',
        place: 'people',
        scripts: ['tables.js'],
        body: peopleView({
          people: await peopleWithin(app.record, request.person!.school),
          classes: await classesOfPeople(app.record),
          today: dateText(app.now()),
          school: app.openId?.name ?? null,
          self: request.person!.personId,
          choice: { role: request.query.role ?? '', sort: request.query.sort ?? 'name' },
          done: doneOf(request.query),
          token: reply.generateCsrf(),
        }),
      }),
  );
  app.get(
    '/people/new',
    { config: { permission: 'manage-people' }, schema: { response: htmlPage } },
    async (request, reply) => showForm(request, reply, undefined, {}),
  );
  app.post<{ Body: NewPersonForm }>(
    '/people',
    {
      config: { permission: 'manage-people' },
      schema: { body: newPersonForm, response: { ...formPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const { faults, change } = await readPersonForm(request, request.body, null);
      if (Object.keys(faults).length > 0) return showForm(request, reply.code(422), request.body, faults);
      const personId = await inOneChange(app.record, async (within) => {
        const added = await addPerson(within, change);
        await audit(within, {
          personId: request.person!.personId,
          action: 'person-added',
          object: added,
          detail: { role: change.role, school: change.school ?? 'every school' },
          school: change.school,
        });
        return added;
      });
      return reply.redirect(`/people/${personId}`, 303);
    },
  );
}

function doneOf({ done, of }: PeopleQuery) {
  return done === undefined || of === undefined ? undefined : { step: done, of };
}

async function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  typed: NewPersonForm | undefined,
  faults: PersonFaults,
) {
  return reply.page({
    title: Object.keys(faults).length > 0 ? 'Error: Add a person' : 'Add a person',
    place: 'people',
    body: newPersonView({
      typed,
      faults,
      schools: await schoolsToChoose(request),
      everySchool: request.person!.school === null,
      school: request.server.openId?.name ?? null,
      token: reply.generateCsrf(),
    }),
  });
}
