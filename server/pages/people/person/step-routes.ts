import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { changePersonClass } from '../../../people/manage-people.ts';
import { auditedStep, makeLink, switchAccess } from '../person-steps.ts';
import { isDay } from '../is-day.ts';
import {
  personClassForm,
  personParams,
  stepForm,
  type PersonClassForm,
  type PersonParams,
  type StepForm,
} from '../forms.ts';
import { personOfRequest, showPerson } from './routes.ts';
import { formPage } from '../../../http/html-page.ts';

const answers = { ...formPage, 303: Type.Null() };

/** What can be done to a person: disable and enable, a one-time link, sign out everywhere; and the classes they teach. */
export function personStepRoutes(app: FastifyInstance): void {
  app.post<{ Params: PersonParams; Body: StepForm }>(
    '/people/:person/steps',
    {
      config: { permission: 'manage-people' },
      schema: { params: personParams, body: stepForm, response: answers },
    },
    async (request, reply) => {
      const person = await personOfRequest(request);
      const { step } = request.body;
      if (step === 'link') return showPerson(request, reply, { person, link: await makeLink(request, person) });
      if (step === 'sign-out')
        await auditedStep(request, { person, action: 'signed-out-by-head' }, (within) =>
          app.signOutEverywhere(person.person_id, within),
        );
      else await switchAccess(request, { person, seen: Number(request.body.version), disable: step === 'disable' });
      return reply.redirect(`/people/${person.person_id}?saved=yes`, 303);
    },
  );
  app.post<{ Params: PersonParams; Body: PersonClassForm }>(
    '/people/:person/classes',
    {
      config: { permission: 'manage-people' },
      schema: { params: personParams, body: personClassForm, response: answers },
    },
    async (request, reply) => {
      const person = await personOfRequest(request);
      const { body } = request;
      const classFault = classFaultOf(body, request.person!.school);
      if (classFault) return showPerson(request, reply.code(422), { person, classFault });
      const taught = { school: body.school, class: body.class.trim(), from: body.from };
      const until = body.remove ? undefined : body.until || null;
      const seen = { personId: person.person_id, seen: Number(body.version) };
      const detail = { class: taught.class, from: taught.from, ...(body.remove ? {} : { until: until ?? 'open' }) };
      await auditedStep(
        request,
        { person, action: body.remove ? 'class-removed' : 'class-given', detail },
        async (within) => {
          if (!(await changePersonClass(within, seen, { ...taught, until }))) throw new PageError('changed-meanwhile');
        },
      );
      return reply.redirect(`/people/${person.person_id}?saved=yes#classes`, 303);
    },
  );
}

function classFaultOf({ school, class: name, from, until = '' }: PersonClassForm, own: string | null): string | null {
  if (name.trim() === '' || school === '') return 'Choose the school and write the class, as the results name it.';
  if (own !== null && school !== own) return `You look after the classes of ${own} only.`;
  if (!isDay(from)) return 'Write the first day, as in 2026-09-01.';
  if (until !== '' && !isDay(until)) return 'Write the last day, as in 2027-07-20, or leave it empty.';
  return until !== '' && until < from ? 'The last day is before the first.' : null;
}
