import { foundPupil } from '../../../runs/found-pupil.ts';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AgendaRow } from '../../../../engine/index.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { recordTarget, undoTarget } from '../../../records/targets/pupil-targets.ts';
import { pupilParams, pupilQuery, type PupilParams, type PupilQuery } from '../../../runs/queries.ts';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import { targetForm, undoForm, type TargetForm, type UndoForm } from '../forms.ts';
import { chosenTarget } from '../chosen-target.ts';
import { pupilTargetsPage } from './load.ts';

const answers = { ...htmlPage, 303: Type.Null() };
const meanwhile =
  'Somebody else has changed this target meanwhile: theirs is shown. Nothing you typed is lost; look, and save again if it should still be so.';

/** One pupil’s targets: what is offered, what a person chose and why, how it stands, and its history. */
export function pupilTargetsRoutes(app: FastifyInstance): void {
  app.get<{ Params: PupilParams; Querystring: PupilQuery }>(
    '/targets/:key',
    {
      config: { permission: 'see-pupils' },
      schema: { params: pupilParams, querystring: pupilQuery, response: htmlPage },
    },
    async (request, reply) => reply.page(await pupilTargetsPage(request, reply, await foundPupil(request))),
  );
  app.post<{ Params: PupilParams; Body: TargetForm }>(
    '/targets/:key',
    { config: { permission: 'record-outcome' }, schema: { params: pupilParams, body: targetForm, response: answers } },
    async (request, reply) => {
      const { body } = request;
      const found = await foundPupil(request, body.run);
      const { run } = found.scoped;
      const offer = run
        .pupilRows('forecasts', found.row.pupil_id)
        .find(({ subject, until }) => subject === body.subject && until === body.until);
      const chosen = chosenTarget(run, offer, body);
      if ('problem' in chosen) return refused(request, reply, found, { ...body, ...chosen });
      const pupil = pupilOfRow(found.row);
      const { personId } = request.person!;
      const saved = await inOneChange(app.record, async (within) => {
        const row = await recordTarget(within, { ...pupil, seen: body.seen || null }, chosen.target, {
          personId,
          at: app.now(),
        });
        if (row === null) return false;
        const detail = { subject: row.subject, date: row.date, level: row.level, run: run.id };
        await audit(within, { personId, action: 'record-target', object: pupil.pupilId, school: pupil.school, detail });
        return true;
      });
      if (!saved) return refused(request, reply, found, { ...body, field: 'level', problem: meanwhile });
      return reply.redirect(`/targets/${request.params.key}?run=${run.id}`, 303);
    },
  );
  app.post<{ Params: PupilParams; Body: UndoForm }>(
    '/targets/:key/undo',
    { config: { permission: 'record-outcome' }, schema: { params: pupilParams, body: undoForm, response: answers } },
    async (request, reply) => {
      const found = await foundPupil(request, request.body.run);
      const pupil = pupilOfRow(found.row);
      const { personId } = request.person!;
      const undone = await inOneChange(app.record, async (within) => {
        const row = await undoTarget(within, { ...pupil, targetId: request.body.target }, { personId, at: app.now() });
        if (row === null) return false;
        const detail = { subject: row.subject, date: row.date };
        await audit(within, { personId, action: 'undo-target', object: pupil.pupilId, school: pupil.school, detail });
        return true;
      });
      if (!undone) {
        const problem = 'This target does not hold any more: somebody else has changed it. What holds now is shown.';
        return reply.code(422).page(await pupilTargetsPage(request, reply, { ...found, unsaved: { problem } }));
      }
      return reply.redirect(`/targets/${request.params.key}?run=${found.scoped.run.id}`, 303);
    },
  );
}

async function refused(
  request: FastifyRequest,
  reply: FastifyReply,
  found: { scoped: ScopedRun; row: AgendaRow },
  unsaved: TargetForm & { field: string; problem: string },
): Promise<FastifyReply> {
  return reply.code(422).page(await pupilTargetsPage(request, reply, { ...found, unsaved }));
}
