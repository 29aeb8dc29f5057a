import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { address } from '../../html/address.ts';
import { htmlPage } from '../../http/html-page.ts';
import { PageError } from '../../page-error.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';
import { isOfSame, recordTarget, targetsNow } from '../../records/targets/pupil-targets.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { classForm, type ClassForm } from './forms.ts';
import { chosenTarget } from './chosen-target.ts';
import { classTargetsPage } from './class-page.ts';

/** The aspirational target for everybody of a class who has none for the day, signed by one person. */
export function classTargetsRoute(app: FastifyInstance): void {
  app.post<{ Body: ClassForm }>(
    '/targets/class',
    {
      config: { permission: 'record-outcome' },
      schema: { body: classForm, response: { ...htmlPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const { body } = request;
      const scoped = await runOfRequest(request, body.run);
      const group = scoped.classes.find((one) => one.school === body.school && one.class === body.class);
      if (group === undefined) throw new PageError('no-such-class');
      const problem =
        body.reason.trim() === ''
          ? { reason: 'Write why, in a few words: it stands with every target.' }
          : body.checked !== 'yes'
            ? { checked: 'Say that you have looked at the targets: tick the box.' }
            : null;
      if (problem)
        return reply
          .code(422)
          .page(await classTargetsPage(request, reply, { ...body, unsaved: { reason: body.reason, problem } }));
      const rows = scoped.agenda(group);
      const { personId } = request.person!;
      await inOneChange(app.record, async (within) => {
        const now = await targetsNow(within, rows.map(pupilOfRow));
        for (const row of rows) {
          const offer = scoped.run
            .pupilRows('forecasts', row.pupil_id)
            .find(({ subject, until }) => subject === body.subject && until === body.until);
          const chosen = chosenTarget(scoped.run, offer, { ...body, level: 'aspirational' });
          // Who has a target keeps it, whoever chose it meanwhile; who cannot be forecast gets none.
          if ('problem' in chosen || now.some((one) => one.pupil_id === row.pupil_id && isOfSame(one, chosen.target)))
            continue;
          const pupil = pupilOfRow(row);
          await recordTarget(within, { ...pupil, seen: null }, chosen.target, { personId, at: app.now() });
          const { subject, date, level } = chosen.target;
          const detail = { subject, date, level, run: scoped.run.id, of: 'class' };
          await audit(within, { personId, action: 'record-target', object: row.pupil_id, school: row.school, detail });
        }
      });
      const { run, school, class: className, subject, until } = body;
      return reply.redirect(address('/targets', { run, school, class: className, subject, until }), 303);
    },
  );
}
