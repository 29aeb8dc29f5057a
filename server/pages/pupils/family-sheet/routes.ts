import { Type } from '@fastify/type-provider-typebox';
import { dateText, familyContextSentence, familySheet } from '../../../../engine/index.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { knownContext } from '../../../runs/pupils/known-context.ts';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import { roleNames } from '../../../people/permissions.ts';
import { PageError } from '../../../page-error.ts';
import { listedPupil, subjectLabels, type ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { audit } from '../../../records/audit.ts';
import { discussion } from '../../../records/discussions/discussions.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { dateWords } from '../../../html/date-words.ts';
import { familySheetView } from './view.ts';
import { unnamed } from '../../../people/people.ts';
import { keptUntil, yearsAfterLeaving } from '../../../records/life/kept-until.ts';
import { lifeOfPupil } from '../../../records/life/lives-of-pupils.ts';
import { pupilOfRow, type SchoolPupil } from '../../../records/pupils/school-pupil.ts';

const query = Type.Object({
  run: Type.Optional(Type.String({ maxLength: 60 })),
  subject: Type.Optional(Type.String({ maxLength: 120 })),
});

/** One page for parents and pupil at the first discussion, to be said aloud. It holds no figure. */
export function familySheetRoute(app: FastifyInstance): void {
  app.get<{ Params: PupilParams; Querystring: { subject?: string } }>(
    '/pupils/:key/family-sheet',
    { config: { permission: 'see-pupils' }, schema: { params: pupilParams, querystring: query, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const { run } = scoped;
      const row = scoped.pupil(request.params.key);
      if (!row) throw new PageError('no-such-pupil');
      const pupil = listedPupil(run, app.names, row);
      const labels = subjectLabels(run);
      const listed = (row.subjects ?? '').split('; ').filter((subject) => labels.has(subject));
      const subject = request.query.subject ?? listed[0] ?? pupil.evidence[0]?.subject;
      const words = subject === undefined ? undefined : labels.get(subject);
      if (subject === undefined || !words)
        throw new PageError('bad-request', { problem: 'There is no result to talk about in this run.' });
      const own = await discussion(app.record, run.id, pupilOfRow(row));
      await audit(app.record, {
        personId: request.person!.personId,
        action: 'family-sheet',
        object: pupil.pupilId,
        school: row.school,
        detail: { run: run.id },
      });
      return reply.page({
        title: 'Family sheet',
        kind: 'letter',
        body: familySheetView({
          pupil,
          day: dateWords(dateText(app.now())),
          from:
            request.person!.name === unnamed
              ? `the ${roleNames[request.person!.role]}`
              : `${request.person!.name} (${roleNames[request.person!.role]})`,
          subjects: pupil.evidence.map((one) => [one.subject, labels.get(one.subject)?.label ?? one.subject]),
          subject,
          known: await knownOf(request, scoped, pupil),
          sheet: familySheet({
            forename: pupil.name.forename,
            subject: words.name,
            seenBy: 'class teacher, SENCO, headteacher',
            keptUntil: await keptWords(request, pupilOfRow(row)),
          }),
          written: [own?.can_do, '', own?.agreed, own?.by_when ? dateWords(own.by_when) : own?.will_see, ''].map(
            (text) => text ?? '',
          ),
        }),
      });
    },
  );
}

/** What is known of the time since the baseline, to be said to the family; '' for nothing. */
async function knownOf(request: FastifyRequest, { run }: ScopedRun, { pupilId, row }: ListedPupil): Promise<string> {
  const { windows, windowDate } = run.manifest;
  const baseline = windows.find(({ window }) => window === row.baseline_window) ?? windows[0];
  const context = (await knownContext(request.server.record, request.person!, [pupilOfRow(row)])).get(pupilId);
  return context && baseline ? familyContextSentence(context, { after: baseline.date, until: windowDate }) : '';
}

/** Until when what was agreed is kept: a day, or so many years from the day the pupil leaves. */
async function keptWords({ server }: FastifyRequest, pupil: SchoolPupil): Promise<string> {
  const life = await lifeOfPupil(server.record, pupil);
  const { meetings } = keptUntil(life, server.retentions);
  if (meetings !== null) return dateWords(meetings);
  const kinds = life.hasSupport ? (['meetings', 'support'] as const) : (['meetings'] as const);
  const years = Math.max(...kinds.map((kind) => yearsAfterLeaving(server.retentions, kind)));
  return years === 0 ? 'the day of leaving this school' : `${years} years after leaving this school`;
}
