import { foundPupil, type FoundPupil } from '../../runs/found-pupil.ts';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { htmlPage } from '../../http/html-page.ts';
import type { Page } from '../../http/pages.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { pupilOfRow, type SchoolPupil } from '../../records/pupils/school-pupil.ts';
import type { PupilParams } from '../../runs/queries.ts';

/** The page again, or the page with what is wrong with a form. */
export const changeAnswers = { ...htmlPage, 422: htmlPage[200], 303: Type.Null() };

export interface Deed {
  /** The record within the change that the deed and its line in the audit are. */
  readonly within: SchoolRecord;
  readonly pupil: SchoolPupil;
  readonly personId: string;
  readonly at: Date;
}

/** What is wrong with a form, by the name of its field. */
export type Faults = Readonly<Record<string, string>>;

/** What a form held that was not saved, and why. */
export interface Unsaved {
  readonly form: string;
  readonly faults: Faults;
  readonly entered: Readonly<Record<string, string | undefined>>;
}

/**
 * Does what a form asks, with its line in the audit, and goes to a page; a form that cannot be saved comes back as it was typed.
 */
export async function changeOfPupil(
  request: FastifyRequest<{ Params: PupilParams; Body: unknown }>,
  reply: FastifyReply,
  change: {
    readonly action: string;
    readonly form: string;
    readonly to: string;
    readonly does: (deed: Deed) => Promise<Faults | null>;
    readonly again: (found: FoundPupil, unsaved: Unsaved) => Promise<Page>;
  },
): Promise<FastifyReply> {
  const found = await foundPupil(request);
  const { record, now } = request.server;
  const { personId } = request.person!;
  const pupil = pupilOfRow(found.row);
  const faults = await inOneChange(record, async (within) => {
    const wrong = await change.does({ within, pupil, personId, at: now() });
    if (wrong === null)
      await audit(within, { personId, action: change.action, object: pupil.pupilId, school: pupil.school });
    return wrong;
  });
  if (faults === null) return reply.redirect(`/register/${request.params.key}/${change.to}`, 303);
  const entered = request.body as Unsaved['entered'];
  return reply.code(422).page(await change.again(found, { form: change.form, faults, entered }));
}
