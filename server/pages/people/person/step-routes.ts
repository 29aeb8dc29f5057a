import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { changePersonClass, setDisabled, type PersonOnList } from '../../../people/manage-people.ts';
import { forgetSignInTokens, newSignInToken } from '../../../people/sign-in-tokens.ts';
import {
  personClassForm,
  personParams,
  stepForm,
  type PersonClassForm,
  type PersonParams,
  type StepForm,
} from '../forms.ts';
import { linkDays } from './view.ts';
import { keepsRole, personOfRequest, showPerson } from './routes.ts';
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
      if (step === 'link') return showPerson(request, reply, { person, link: await linkFor(request, person) });
      if (step === 'sign-out') await signOut(request, person);
      else await switchAccount(request, person, step === 'disable');
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
      await audited(
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

async function linkFor(request: FastifyRequest, person: PersonOnList): Promise<string> {
  if (person.disabled_at !== null || person.sign_in_name === null)
    throw new PageError('bad-request', {
      problem: 'A link needs a sign-in name, and a person whose access has not ended.',
    });
  const { server } = request;
  const token = await audited(request, { person, action: 'link-made' }, (within) =>
    newSignInToken(within, person.person_id, linkDays * 24 * 60, 'passphrase'),
  );
  // The Host header was held against the names this server goes by before anything else.
  return new URL(`/sign-in/${token}`, server.publicUrl ?? `${request.protocol}://${request.headers.host!}`).href;
}

async function signOut(request: FastifyRequest, person: PersonOnList): Promise<void> {
  await audited(request, { person, action: 'signed-out-by-head' }, (within) =>
    request.server.signOutEverywhere(person.person_id, within),
  );
}

/** A disabled person's sessions and links end at once. */
async function switchAccount(request: FastifyRequest, person: PersonOnList, disable: boolean): Promise<void> {
  if (disable && keepsRole(request, person))
    throw new PageError('bad-request', { problem: 'Access cannot be ended for yourself, nor for the local account.' });
  const { server } = request;
  const seen = { personId: person.person_id, seen: Number((request.body as StepForm).version) };
  await audited(request, { person, action: disable ? 'person-disabled' : 'person-enabled' }, async (within) => {
    if (!(await setDisabled(within, seen, disable ? server.now().toISOString() : null)))
      throw new PageError('changed-meanwhile');
    if (!disable) return;
    await server.signOutEverywhere(person.person_id, within);
    await forgetSignInTokens(within, person.person_id);
  });
}

interface Step {
  readonly person: PersonOnList;
  readonly action: string;
  readonly detail?: Record<string, string>;
}

/** Does something to a person and puts it into the audit of their school, in one change. */
function audited<Value>(
  request: FastifyRequest,
  { person, action, detail = {} }: Step,
  change: (within: SchoolRecord) => Promise<Value>,
): Promise<Value> {
  const { personId } = request.person!;
  return inOneChange(request.server.record, async (within) => {
    const value = await change(within);
    await audit(within, { personId, action, object: person.person_id, detail, school: person.school });
    return value;
  });
}

function classFaultOf({ school, class: name, from, until = '' }: PersonClassForm, own: string | null): string | null {
  if (name.trim() === '' || school === '') return 'Choose the school and write the class, as the results name it.';
  if (own !== null && school !== own) return `You look after the classes of ${own} only.`;
  if (!isDay(from)) return 'Write the first day, as in 2026-09-01.';
  if (until !== '' && !isDay(until)) return 'Write the last day, as in 2027-07-20, or leave it empty.';
  return until !== '' && until < from ? 'The last day is before the first.' : null;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T12:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
