import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import { classesOfPeople } from '../../../people/manage-people.ts';
import { formPage } from '../../../http/html-page.ts';
import { address } from '../../../html/address.ts';
import { severalForm, type SeveralForm } from '../forms.ts';
import { classesOfNewestRun } from '../person-form.ts';
import { makeLink, switchAccess } from '../person-steps.ts';
import { changeClasses, classFaults, typedClasses } from './change-classes.ts';
import { chosenPeople, type ChosenPeople } from './chosen-people.ts';
import { linksView } from './links-view.ts';
import { severalView } from './view.ts';
import { dateText } from '../../../../engine/index.ts';

/** The same for several people: asked first, with their number and names; then done for all of them or for nobody. */
export function severalPeopleRoute(app: FastifyInstance): void {
  app.post<{ Body: SeveralForm }>(
    '/people/several',
    {
      config: { permission: 'manage-people' },
      schema: { body: severalForm, response: { ...formPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const { body } = request;
      const chosen = await chosenPeople(request, body);
      if (chosen.people.length === 0 && chosen.left.length === 0)
        throw new PageError('bad-request', {
          problem: 'Nobody is chosen. Go back, tick the people it is for, and press the button again.',
        });
      if (body.confirmed !== 'yes') return ask(request, reply, chosen, {});
      // Whoever was asked about and can no longer be meant changed meanwhile: done for all, or for nobody.
      if (chosen.left.length > 0) throw new PageError('changed-meanwhile');
      if (body.step === 'link') return handOver(request, reply, chosen);
      if (body.step === 'classes') {
        const typed = typedClasses(body);
        if (typed.classes.length !== chosen.people.length) throw new PageError('bad-request');
        const faults = classFaults(typed);
        if (Object.keys(faults).length > 0) return ask(request, reply.code(422), chosen, faults);
      }
      await doAll(request, chosen);
      return reply.redirect(address('/people', { done: body.step, of: String(chosen.people.length) }), 303);
    },
  );
}

async function doAll(request: FastifyRequest<{ Body: SeveralForm }>, { people }: ChosenPeople): Promise<void> {
  const { body, server } = request;
  const typed = typedClasses(body);
  const rows = await classesOfPeople(server.record);
  await inOneChange(server.record, async (within) => {
    for (const [place, one] of people.entries()) {
      if (body.step !== 'classes') await switchAccess(request, { ...one, disable: body.step === 'disable' }, within);
      else {
        const own = rows.get(one.person.person_id) ?? [];
        await changeClasses(request, { ...one, rows: own, typed, name: typed.classes[place] ?? '' }, within);
      }
    }
  });
}

/** The links, shown this once: all of them are made, or none. */
async function handOver(request: FastifyRequest, reply: FastifyReply, { people }: ChosenPeople) {
  const links = await inOneChange(request.server.record, async (within) => {
    const made: { person: (typeof people)[number]['person']; link: string }[] = [];
    for (const { person } of people) made.push({ person, link: await makeLink(request, person, within) });
    return made;
  });
  return reply.page({
    title: 'Sign-in links',
    place: 'people',
    body: linksView(links, dateText(request.server.now())),
  });
}

async function ask(
  request: FastifyRequest<{ Body: SeveralForm }>,
  reply: FastifyReply,
  chosen: ChosenPeople,
  faults: Readonly<Record<string, string>>,
) {
  const { body, server } = request;
  return reply.page({
    title: `${Object.keys(faults).length > 0 ? 'Error: ' : ''}Several people`,
    place: 'people',
    body: severalView({
      ...chosen,
      step: body.step,
      typed: typedClasses(body),
      faults,
      classes: await classesOfPeople(server.record),
      offered: [...new Set((await classesOfNewestRun(request)).map((one) => one.class))],
      today: dateText(server.now()),
      token: reply.generateCsrf(),
    }),
  });
}
