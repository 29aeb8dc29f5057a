import { Type } from '@fastify/type-provider-typebox';
import type { Section } from '../../../engine/index.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo } from '../../people/permissions.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { PageError } from '../../page-error.ts';
import { listedPupil } from '../../runs/pupils/listed-pupils.ts';
import { meetingParts, type MeetingPart } from '../../runs/meetings/meeting-of.ts';
import { leftSupport, sectionNow } from '../../runs/pupils/left-support.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { addedPupils } from '../../records/discussions/added-pupils.ts';
import { agreedBefore } from '../../records/discussions/agreed-before.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';
import {
  emptyPreparation,
  preparations,
  prepareAll,
  type PreparationContent,
} from '../../records/discussions/preparations.ts';
import { formPage, htmlPage } from '../../http/html-page.ts';
import { longestPreparation, prepareView, type PreparedPupil } from './view.ts';
import type { Page } from '../../http/pages.ts';
import { address } from '../../html/address.ts';
import { runHeading } from '../../runs/run-heading.ts';

const name = Type.String({ maxLength: 120 });
const prepareQuery = Type.Object({
  school: Type.Optional(name),
  class: Type.Optional(name),
  run: Type.Optional(Type.String({ maxLength: 60 })),
  saved: Type.Optional(Type.Literal('yes')),
});
/**
 * One page, many pupils: `can_do.<key>`, `version.<key>` and so on beside the fields of the page. A box may come longer than it is
 * kept: what was typed is then shown again.
 */
const prepareForm = Type.Record(
  Type.String({ pattern: '^[a-z_]+(\\.[A-Za-z0-9_-]{16})?$' }),
  Type.String({ maxLength: 20_000 }),
);
type Form = Readonly<Record<string, string | undefined>>;

/** The week before a meeting: what each pupil can do, what they and home say, a note. */
export function prepareRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: { school?: string; class?: string; saved?: string } }>(
    '/prepare',
    { config: { permission: 'see-pupils' }, schema: { querystring: prepareQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const chosen = classOf(scoped, request.query);
      return reply.page(await preparePage(request, reply, { scoped, chosen, saved: request.query.saved === 'yes' }));
    },
  );
  app.post<{ Body: Form }>(
    '/prepare',
    {
      config: { permission: 'record-outcome' },
      schema: { body: prepareForm, response: { ...formPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const { body } = request;
      const scoped = await runOfRequest(request, body['run']);
      const chosen = classOf(scoped, { school: body['school'], class: body['class'] });
      const keys = Object.keys(body).flatMap((field) => (field.startsWith('version.') ? [field.slice(8)] : []));
      const written = keys.map((key) => {
        const row = scoped.pupil(key);
        if (!row) throw new PageError('no-such-pupil');
        return { ...pupilOfRow(row), content: contentOf(body, key), seen: Number(body[`version.${key}`]) };
      });
      const faults = faultsOf(body);
      if (Object.keys(faults).length > 0)
        return reply.code(422).page(await preparePage(request, reply, { scoped, chosen, typed: body, faults }));
      const { personId } = request.person!;
      await prepareAll(app.record, written, { runId: scoped.run.id, personId, at: app.now() });
      return reply.redirect(address('/prepare', { ...pick(chosen), run: body['run'], saved: 'yes' }), 303);
    },
  );
}

interface Shown {
  readonly scoped: ScopedRun;
  readonly chosen: { readonly school: string; readonly class: string };
  readonly saved?: boolean;
  /** What was sent and could not be saved: shown in place of what is kept. */
  readonly typed?: Form;
  readonly faults?: Readonly<Record<string, string>>;
}

async function preparePage(request: FastifyRequest, reply: FastifyReply, shown: Shown): Promise<Page> {
  const { scoped, chosen, saved = false, typed, faults = {} } = shown;
  const kept = await preparedPupils(request, scoped, chosen);
  const pupils = kept.map((one) => {
    const { key } = one.pupil;
    const version = typed?.[`version.${key}`];
    return typed && version !== undefined ? { ...one, prepared: contentOf(typed, key), version: Number(version) } : one;
  });
  return {
    title: `${typed ? 'Error: ' : ''}Prepare ${chosen.class}`,
    place: 'meetings',
    body: prepareView({
      ...runHeading(scoped.run),
      runId: scoped.run.id,
      school: chosen.school,
      class: chosen.class,
      parts: meetingParts
        .map((part) => ({ part, pupils: pupils.filter((one) => one.part === part) }))
        .filter((part) => part.pupils.length > 0),
      saved,
      faults,
      mayWrite: mayDo(request.person!.role, 'record-outcome'),
      token: reply.generateCsrf(),
    }),
  };
}

/** Boxes that hold more than is kept, with what to do. */
function faultsOf(body: Form): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const [box, text = ''] of Object.entries(body)) {
    const { length } = text.trim();
    if (length > longestPreparation)
      faults[box] = `Write at most ${longestPreparation} characters: this has ${length}.`;
  }
  return faults;
}

function pick({ school, class: className }: { school: string; class: string }) {
  return { school, class: className };
}

/** The class asked for; a teacher with one class gets it at once. */
function classOf(scoped: ScopedRun, query: { school?: string | undefined; class?: string | undefined }) {
  const found =
    query.class === undefined && scoped.classes.length === 1
      ? scoped.classes[0]
      : scoped.classes.find(
          (one) => one.class === query.class && (query.school === undefined || one.school === query.school),
        );
  if (!found) throw new PageError('no-such-class');
  return found;
}

async function preparedPupils(
  request: FastifyRequest,
  scoped: ScopedRun,
  chosen: { school: string; class: string },
): Promise<PreparedPupil[]> {
  const { record, names, now } = request.server;
  const added = await addedPupils(record, scoped.run.id);
  const rows = scoped.agenda(chosen).filter((row) => row.section !== 'not-listed' || added.has(row.pupil_id));
  const pupils = rows.map(pupilOfRow);
  const [prepared, before, left] = await Promise.all([
    preparations(record, scoped.run.id, pupils),
    agreedBefore(record, pupils, now().toISOString()),
    leftSupport(record, request.person!, rows),
  ]);
  return rows.map((row) => {
    const pupil = listedPupil(scoped.run, names, row);
    const own = prepared.get(pupil.pupilId);
    return {
      pupil,
      part: partNow(sectionNow(row, left)),
      before: before.get(pupil.pupilId),
      prepared: own ?? emptyPreparation,
      version: own?.version ?? 0,
      reason: added.get(pupil.pupilId)?.reason ?? '',
    };
  });
}

function partNow(section: Section): MeetingPart {
  return section === 'not-listed' ? 'added' : section;
}

function contentOf(body: Form, key: string): PreparationContent {
  const text = (field: string) => (body[`${field}.${key}`] ?? '').trim();
  return { can_do: text('can_do'), pupil_says: text('pupil_says'), home_says: text('home_says'), note: text('note') };
}
