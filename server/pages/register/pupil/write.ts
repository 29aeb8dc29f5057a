import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AgendaRow } from '../../../../engine/index.ts';
import { html } from '../../../html/html.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { pupilOfRow, type SchoolPupil } from '../../../records/pupils/school-pupil.ts';
import type { PupilParams } from '../../../runs/queries.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { registerPage } from './load.ts';

export interface Deed {
  /** The record within the change that the deed and its line in the audit are. */
  readonly within: SchoolRecord;
  readonly pupil: SchoolPupil;
  /** The pupil in the newest results. */
  readonly row: AgendaRow;
  readonly personId: string;
  readonly at: Date;
}

/** A sentence says why nothing was saved; the form comes back with what was typed. */
export type Outcome = string | null;

type Writing = FastifyRequest<{ Params: PupilParams; Body: unknown }>;

/** Does what a form asks, with its line in the audit, and shows the pupil again; a form that cannot be saved comes back as typed. */
export async function write(
  request: Writing,
  reply: FastifyReply,
  action: string,
  doing: (deed: Deed) => Promise<Outcome>,
): Promise<FastifyReply> {
  const entered = request.body as Readonly<Record<string, string | undefined>>;
  const scoped = await runOfRequest(request);
  const row = scoped.pupil(request.params.key);
  if (!row) return notHere(request, reply, entered);
  const { record, now } = request.server;
  const { personId } = request.person!;
  const pupil = pupilOfRow(row);
  const problem = await inOneChange(record, async (within) => {
    const stands = await doing({ within, pupil, row, personId, at: now() });
    if (stands === null) await audit(within, { personId, action, object: pupil.pupilId, school: pupil.school });
    return stands;
  });
  if (problem !== null) {
    const unsaved = { problem, entered };
    return reply.code(422).page(await registerPage(request, reply, { scoped, row, unsaved }));
  }
  return reply.redirect(`/register/${request.params.key}`, 303);
}

export function required(fields: Readonly<Record<string, string>>, sentence: string): string | null {
  return Object.values(fields).some((value) => value === '') ? sentence : null;
}

export function trimmed<Form extends object>(form: Form): { [Name in keyof Form]: Form[Name] } {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
  ) as { [Name in keyof Form]: Form[Name] };
}

/** What nobody typed: hidden boxes and choices. */
const notTyped = /^(?:token|seen|entry|plan|status|past|need_\d)$/;

/** The pupil is not in the reader's newest results any more: nothing is saved, and nothing that was typed is lost. */
function notHere(request: Writing, reply: FastifyReply, entered: Readonly<Record<string, string | undefined>>) {
  request.problem = 'no-such-pupil';
  const typed = Object.entries(entered).flatMap(([name, text]) => (text?.trim() && !notTyped.test(name) ? [text] : []));
  const title = 'This pupil is not in your newest results';
  return reply.code(404).page({
    title,
    place: 'register',
    body: html`<h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body lead">
        Nothing was saved. The pupil may have left the school or the class, or moved to another school of the trust: see
        <a class="govuk-link" href="/moves">Moves</a> with the headteacher.
      </p>
      ${
        typed.length === 0
          ? ''
          : html`<p class="govuk-body">You typed:</p>
              ${typed.map((text) => html`<p class="govuk-body">“${text}”</p>`)}`
      }`,
  });
}
