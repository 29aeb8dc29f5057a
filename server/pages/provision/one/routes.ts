import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dateText } from '../../../../engine/index.ts';
import { dateWords } from '../../../html/date-words.ts';
import { dayFault } from '../../../html/plans/day-fault.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { PageError } from '../../../page-error.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { typedDay } from '../../../records/typed-day.ts';
import type { ProvisionRow } from '../../../records/plans/plan-tables.ts';
import { joinProvision, leaveProvision } from '../../../records/provision/provision-pupils.ts';
import { provisionOf } from '../../../records/provision/provisions.ts';
import { addProvision, changeProvision, undoProvision } from '../../../records/provision/save-provision.ts';
import { pupilOfRow, type SchoolPupil } from '../../../records/pupils/school-pupil.ts';
import { listedPupil, type ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import type { ProvisionPage } from './facts.ts';
import { enteredProvision, provisionForm, pupilsForm, undoForm, type Entered } from './forms.ts';
import { provisionPage } from './load.ts';

const answers = { ...htmlPage, 303: Type.Null() };
const params = Type.Object({ provision: Type.String({ format: 'uuid' }) });
interface Params {
  readonly provision: string;
}
const newQuery = Type.Object({
  school: Type.Optional(Type.String({ maxLength: 120 })),
  pupil: Type.Optional(Type.String({ maxLength: 32 })),
});
interface NewQuery {
  readonly school?: string;
  readonly pupil?: string;
}

const changedMeanwhile =
  'Somebody else has changed this meanwhile: it stands here as they left it, and what you typed is in the boxes. Save again to put yours in its place.';

/** One provision: written, changed for all who are in it, joined and left; the SENCO and the headteacher do. */
export function oneProvisionRoutes(app: FastifyInstance): void {
  const keeps = { permission: 'keep-register' } as const;
  app.get<{ Querystring: NewQuery }>(
    '/provision/new',
    { config: keeps, schema: { querystring: newQuery, response: htmlPage } },
    async (request, reply) =>
      reply.page(
        await provisionPage(request, reply, { ...(await placeOf(request, request.query)), provision: undefined }),
      ),
  );
  app.post<{ Body: Entered }>(
    '/provision',
    { config: keeps, schema: { body: provisionForm, response: answers } },
    (request, reply) => add(request, reply),
  );
  app.get<{ Params: Params }>(
    '/provision/:provision',
    { config: { permission: 'see-pupils' }, schema: { params, response: htmlPage } },
    async (request, reply) => reply.page(await provisionPage(request, reply, await oneOf(request))),
  );
  app.post<{ Params: Params; Body: Entered }>(
    '/provision/:provision',
    { config: keeps, schema: { params, body: provisionForm, response: answers } },
    (request, reply) => change(request, reply),
  );
  app.post<{ Params: Params; Body: Entered }>(
    '/provision/:provision/pupils',
    { config: keeps, schema: { params, body: pupilsForm, response: answers } },
    (request, reply) => (request.body['ends'] === undefined ? join(request, reply) : leave(request, reply)),
  );
  app.post<{ Params: Params; Body: Entered }>(
    '/provision/:provision/undo',
    { config: keeps, schema: { params, body: undoForm, response: answers } },
    async (request, reply) => {
      const of = await oneOf(request);
      const { personId } = request.person!;
      const deed = { personId, at: app.now() };
      const done = await inOneChange(app.record, async (within) => {
        if (of.provision.version !== Number(request.body['version'])) return null;
        const row = await undoProvision(within, of.provision, deed);
        if (row) await auditProvision(within, row, { personId, action: 'undo-provision' });
        return row;
      });
      if (done) return reply.redirect(`/provision/${request.params.provision}`, 303);
      const problem =
        'It cannot be taken back any more: ten minutes are over, or somebody has changed it since. Change it instead.';
      return refused(request, reply, of, { entered: {}, faults: {}, problem });
    },
  );
}

async function add(request: FastifyRequest<{ Body: Entered }>, reply: FastifyReply): Promise<FastifyReply> {
  const { server, body } = request;
  const of = await placeOf(request, body);
  const read = enteredProvision(body, dateText(server.now()));
  if (read.faults) return refused(request, reply, of, { entered: body, faults: read.faults, problem: '' });
  const { personId } = request.person!;
  const deed = { personId, at: server.now() };
  const row = await inOneChange(server.record, async (within) => {
    const added = await addProvision(within, of.school, read.content, deed);
    await auditProvision(within, added, { personId, action: 'add-provision' });
    if (of.forPupil) {
      const pupil = pupilOfRow(of.forPupil.row);
      await joinProvision(within, { pupil, provisionId: added.provision_id }, added.from_on, deed);
      await auditPupil(within, pupil, { personId, action: 'join-provision', provision: added.provision_id });
    }
    return added;
  });
  return reply.redirect(of.forPupil ? `/plans/${of.forPupil.key}` : `/provision/${row.provision_id}`, 303);
}

async function change(
  request: FastifyRequest<{ Params: Params; Body: Entered }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { server, body } = request;
  const of = await oneOf(request);
  const read = enteredProvision(body, dateText(server.now()));
  if (read.faults) return refused(request, reply, of, { entered: body, faults: read.faults, problem: '' });
  const { personId } = request.person!;
  const place = { school: of.school, provisionId: of.provision.provision_id, seen: Number(body['version']) };
  const row = await inOneChange(server.record, async (within) => {
    const changed = await changeProvision(within, place, read.content, { personId, at: server.now() });
    if (changed) await auditProvision(within, changed, { personId, action: 'change-provision' });
    return changed;
  });
  if (!row) return refused(request, reply, of, { entered: body, faults: {}, problem: changedMeanwhile });
  return reply.redirect(`/provision/${row.provision_id}`, 303);
}

async function join(
  request: FastifyRequest<{ Params: Params; Body: Entered }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { server, body } = request;
  const of = await oneOf(request);
  const { provision_id: provisionId, from_on, to_on } = of.provision;
  const day = typedDay(body['day'] ?? '') ?? (body['day'] ?? '').trim();
  const pupils = Object.keys(body).flatMap((field) => {
    if (!field.startsWith('pupil.')) return [];
    const row = of.scoped.pupil(field.slice(6));
    if (!row || row.school !== of.school) throw new PageError('no-such-pupil');
    return [pupilOfRow(row)];
  });
  const outside =
    day < from_on || day > to_on
      ? `It goes on from ${dateWords(from_on)} to ${dateWords(to_on)}: give a day within, or change its days first.`
      : null;
  const problem =
    dayFault('The day', day, dateText(server.now())) ??
    outside ??
    (pupils.length === 0 ? 'Nobody is ticked: tick who comes in.' : null);
  if (problem) return refused(request, reply, of, { entered: body, faults: {}, problem });
  const { personId } = request.person!;
  const joined = await inOneChange(server.record, async (within) => {
    let count = 0;
    for (const pupil of pupils)
      // Who is in it already, since somebody was faster, stays in it.
      if (await joinProvision(within, { pupil, provisionId }, day, { personId, at: server.now() })) {
        await auditPupil(within, pupil, { personId, action: 'join-provision', provision: provisionId });
        count += 1;
      }
    return count;
  });
  const inIt = 'They are in it on that day already: give a day after their last one, or leave it as it is.';
  if (joined === 0) return refused(request, reply, of, { entered: body, faults: {}, problem: inIt });
  return reply.redirect(`/provision/${provisionId}`, 303);
}

async function leave(
  request: FastifyRequest<{ Params: Params; Body: Entered }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { server, body } = request;
  const of = await oneOf(request);
  const day = typedDay(body['day'] ?? '') ?? (body['day'] ?? '').trim();
  const fault = dayFault('The last day', day, dateText(server.now()));
  if (fault) return refused(request, reply, of, { entered: {}, faults: {}, problem: fault });
  const { personId } = request.person!;
  const pupil = { school: of.school, pupilId: body['ends'] ?? '' };
  const provisionId = of.provision.provision_id;
  const row = await inOneChange(server.record, async (within) => {
    const ended = await leaveProvision(within, { pupil, provisionId }, day, { personId, at: server.now() });
    if (ended) await auditPupil(within, pupil, { personId, action: 'leave-provision', provision: provisionId });
    return ended;
  });
  const problem =
    'The last day is before the pupil’s first one here, or their time has ended already: look at the list.';
  if (!row) return refused(request, reply, of, { entered: {}, faults: {}, problem });
  return reply.redirect(`/provision/${provisionId}`, 303);
}

interface Place {
  readonly scoped: ScopedRun;
  readonly school: string;
  readonly forPupil?: ListedPupil | undefined;
}

async function refused(
  request: FastifyRequest,
  reply: FastifyReply,
  of: Place & { readonly provision?: ProvisionRow },
  unsaved: NonNullable<ProvisionPage['unsaved']>,
): Promise<FastifyReply> {
  const provision = of.provision && (await provisionOf(request.server.record, of.provision.provision_id, [of.school]));
  return reply.code(422).page(await provisionPage(request, reply, { ...of, provision, unsaved }));
}

/** A school within reach and, where it is for one pupil, them. */
async function placeOf(request: FastifyRequest, asked: { school?: string; pupil?: string }): Promise<Place> {
  const scoped = await runOfRequest(request);
  const row = asked.pupil ? scoped.pupil(asked.pupil) : undefined;
  if (asked.pupil && !row) throw new PageError('no-such-pupil');
  const school = row?.school ?? (asked.school || scoped.schools[0]);
  if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
  return { scoped, school, forPupil: row && listedPupil(scoped.run, request.server.names, row) };
}

async function oneOf(
  request: FastifyRequest<{ Params: Params }>,
): Promise<Place & { readonly provision: ProvisionRow }> {
  const scoped = await runOfRequest(request);
  const provision = await provisionOf(request.server.record, request.params.provision, scoped.schools);
  if (!provision) throw new PageError('no-such-page');
  return { scoped, school: provision.school, provision };
}

interface Line {
  readonly personId: string;
  readonly action: string;
}

function auditProvision(within: SchoolRecord, { provision_id, school }: ProvisionRow, line: Line): Promise<void> {
  return audit(within, { ...line, object: provision_id, school });
}

function auditPupil(
  within: SchoolRecord,
  pupil: SchoolPupil,
  { provision, ...line }: Line & { readonly provision: string },
): Promise<void> {
  return audit(within, { ...line, object: pupil.pupilId, school: pupil.school, detail: { provision } });
}
