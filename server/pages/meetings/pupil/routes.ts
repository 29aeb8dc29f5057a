import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { agreementOf, type Unsaved } from '../../../runs/meetings/agreement-of.ts';
import { PageError } from '../../../page-error.ts';
import { subjectLabels } from '../../../runs/pupils/listed-pupils.ts';
import { meetingOf, meetingSteps, type MeetingNow } from '../../../runs/meetings/meeting-of.ts';
import type { Page } from '../../../http/pages.ts';
import { backgroundParts } from '../../../runs/pupils/background-parts.ts';
import { pupilBackground } from '../../../runs/pupils/pupil-background.ts';
import { supportOf } from '../../../runs/pupils/register-of.ts';
import { saveAgreement } from '../../../runs/meetings/save-agreement.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import { parkPupil } from '../../../records/discussions/meetings.ts';
import type { DiscussionForm } from '../../../runs/meetings/discussion-form.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { agreeForm, meetingPupilParams, savedQuery, tokenForm, type MeetingPupilParams } from '../forms.ts';
import { meetingPupilView } from './view.ts';
import { address } from '../../../html/address.ts';
import { toldOf } from '../../../runs/pupils/pupil-told.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';

const answers = { ...htmlPage, 303: Type.Null() };
type Step = FastifyRequest<{ Params: MeetingPupilParams; Querystring: { saved?: string } }>;

/** One step of a meeting: the pupil, the form, save and on to the next, or park. */
export function meetingPupilRoutes(app: FastifyInstance): void {
  app.get<{ Params: MeetingPupilParams; Querystring: { saved?: string } }>(
    '/meetings/:meeting/pupils/:key',
    {
      config: { permission: 'see-pupils' },
      schema: { params: meetingPupilParams, querystring: savedQuery, response: htmlPage },
    },
    async (request, reply) =>
      reply.page(await stepPage(request, reply, await meetingOf(request, request.params.meeting))),
  );
  app.post<{ Params: MeetingPupilParams; Body: DiscussionForm; Querystring: { saved?: string } }>(
    '/meetings/:meeting/pupils/:key',
    {
      config: { permission: 'record-outcome' },
      schema: { params: meetingPupilParams, body: agreeForm, response: answers },
    },
    async (request, reply) => {
      const { meeting: meetingId, key } = request.params;
      const now = await meetingOf(request, meetingId);
      const row = oneOf(now, key).pupil.row;
      const done = await saveAgreement(request, { run: now.scoped.run, row, body: request.body });
      if (!done.saved) return reply.code(done.status).page(await stepPage(request, reply, now, done.unsaved));
      const after = meetingSteps(await meetingOf(request, meetingId), key);
      if (request.body.go === 'stay') return reply.redirect(`/meetings/${meetingId}/pupils/${key}?saved=${key}`, 303);
      const to = after.nextOpen === null ? 'recap' : `pupils/${after.nextOpen}`;
      return reply.redirect(address(`/meetings/${meetingId}/${to}`, { saved: after.nextOpen ? key : undefined }), 303);
    },
  );
  app.post<{ Params: MeetingPupilParams }>(
    '/meetings/:meeting/pupils/:key/park',
    {
      config: { permission: 'record-outcome' },
      schema: { params: meetingPupilParams, body: tokenForm, response: answers },
    },
    async (request, reply) => {
      const { meeting: meetingId, key } = request.params;
      const now = await meetingOf(request, meetingId);
      const pupil = pupilOfRow(oneOf(now, key).pupil.row);
      const { next, nextOpen } = meetingSteps(now, key);
      const { personId } = request.person!;
      await inOneChange(app.record, async (within) => {
        await parkPupil(within, { meetingId, ...pupil, personId, at: app.now() });
        await audit(within, {
          personId,
          action: 'park-pupil',
          object: pupil.pupilId,
          school: pupil.school,
          detail: { meeting: meetingId },
        });
      });
      const to = next ?? nextOpen;
      return reply.redirect(to === null ? `/meetings/${meetingId}` : `/meetings/${meetingId}/pupils/${to}`, 303);
    },
  );
}

function oneOf({ pupils }: MeetingNow, key: string) {
  const one = pupils.find(({ pupil }) => pupil.key === key);
  if (!one) throw new PageError('no-such-pupil');
  return one;
}

async function stepPage(request: Step, reply: FastifyReply, now: MeetingNow, unsaved?: Unsaved): Promise<Page> {
  const one = oneOf(now, request.params.key);
  const { pupil } = one;
  const { run } = now.scoped;
  const [{ agreement, people }, background, [support]] = await Promise.all([
    agreementOf(request, reply, { runId: run.id, ...pupilOfRow(pupil.row), unsaved }),
    pupilBackground(request, pupilOfRow(pupil.row)),
    supportOf(request, now.scoped, [pupil.row]),
  ]);
  const { saved } = request.query;
  const before = now.pupils.find((other) => other.pupil.key === saved);
  const ends = Date.parse(now.meeting.started_at) + now.meeting.minutes * 60_000;
  return {
    title: `Meeting ${now.meeting.class}`,
    place: 'meetings',
    kind: 'meeting-page',
    scripts: ['meeting.js'],
    body: meetingPupilView({
      now,
      one,
      steps: meetingSteps(now, pupil.key),
      secondsLeft: Math.round((ends - request.server.now().getTime()) / 1000),
      labels: subjectLabels(run),
      ...toldOf(now.scoped, pupil, background),
      background: backgroundParts(now.scoped, pupil, { context: background.context, own: agreement.own }),
      support,
      agreement,
      people,
      saved: before && saved !== undefined ? { key: saved, name: before.pupil.name.full } : undefined,
    }),
  };
}
