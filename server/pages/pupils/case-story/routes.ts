import { fillForename, dateText } from '../../../../engine/index.ts';
import type { FastifyInstance } from 'fastify';
import { caseStoryOf } from './load.ts';
import { mayDo } from '../../../people/permissions.ts';
import { PageError } from '../../../page-error.ts';
import { listedPupil, subjectLabels } from '../../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { audit } from '../../../records/audit.ts';
import { personNames, unnamed } from '../../../people/people.ts';
import { whoOpenedPupil, whoSeesPupil } from '../../../records/pupils/who-sees-pupil.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { caseStoryView } from './view.ts';
import { dateWords } from '../../../html/date-words.ts';
import { needLine } from '../../../html/register-words.ts';
import { senWords } from '../../../html/words.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';

/** One pupil in date order, to print. Who opened it is in the audit. */
export function caseStoryRoute(app: FastifyInstance): void {
  app.get<{ Params: PupilParams }>(
    '/pupils/:key/case-story',
    { config: { permission: 'see-pupils' }, schema: { params: pupilParams, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const row = scoped.pupil(request.params.key);
      if (!row) throw new PageError('no-such-pupil');
      const pupil = listedPupil(scoped.run, app.names, row);
      const { pupilId, name } = pupil;
      const inSchool = pupilOfRow(row);
      const today = dateText(app.now());
      const people = await personNames(app.record);
      const labels = subjectLabels(scoped.run);
      const events = await caseStoryOf(request, {
        pupil: inSchool,
        words: {
          person: (personId) => people.get(personId ?? '') ?? 'someone who has left',
          today,
          date: dateWords,
          need: (need, note) => needLine({ need, note }),
          status: (code) => senWords[code] ?? `status ${code}`,
          subject: (subject) => labels.get(subject)?.name ?? subject,
        },
      });
      await audit(app.record, {
        personId: request.person!.personId,
        action: 'case-story',
        object: pupilId,
        school: row.school,
        detail: { run: scoped.run.id },
      });
      return reply.page({
        title: 'Case story',
        place: 'agenda',
        kind: 'letter',
        body: caseStoryView({
          pupil,
          events: events.map((event) => ({
            ...event,
            lines: event.lines.map((line) => fillForename(line, name.forename)),
          })),
          // The account of a local start has no name of its own: to others it is not “You”.
          seers: (await whoSeesPupil(app.record, { school: row.school, class: row.class ?? '', on: today })).map(
            (seer) => ({ ...seer, name: people.get(seer.personId) ?? seer.name }),
          ),
          opened: (await whoOpenedPupil(app.record, inSchool)).map(({ personId, on }) => ({
            name: people.get(personId ?? '') ?? 'someone who has left',
            on,
          })),
          printedFor: request.person!.name === unnamed ? '' : request.person!.name,
          printedOn: today,
          tellsEverything: mayDo(request.person!.role, 'tell-everything'),
        }),
      });
    },
  );
}
