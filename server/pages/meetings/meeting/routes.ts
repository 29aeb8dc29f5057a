import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { mayDo } from '../../../people/permissions.ts';
import { listOf } from '../../../runs/run-lists.ts';
import { PageError } from '../../../page-error.ts';
import { meetingOf, type MeetingNow } from '../../../runs/meetings/meeting-of.ts';
import { nameInRun } from '../../../runs/pupils/name-in-run.ts';
import { addPupil, type Source } from '../../../records/discussions/added-pupils.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import { endMeeting } from '../../../records/discussions/meetings.ts';
import { personNames } from '../../../people/people.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { addForm, meetingParams, tokenForm, type MeetingParams } from '../forms.ts';
import { meetingView } from './view.ts';
import { minutesLeft } from '../../../html/meeting-words.ts';
import { recapView } from './recap-view.ts';
import { runHeading } from '../../../runs/run-heading.ts';

const answers = { ...htmlPage, 303: Type.Null() };

/** How a meeting opens and how it ends; pupils added on the way. */
export function meetingRoutes(app: FastifyInstance): void {
  app.get<{ Params: MeetingParams }>(
    '/meetings/:meeting',
    { config: { permission: 'see-pupils' }, schema: { params: meetingParams, response: htmlPage } },
    async (request, reply) => {
      const now = await meetingOf(request, request.params.meeting);
      const { school, class: className } = now.meeting;
      return reply.page({
        title: `Meeting ${className}`,
        place: 'meetings',
        scripts: ['meeting.js'],
        body: meetingView({
          ...runHeading(now.scoped.run),
          now,
          list: listOf(now.scoped.run, 'class', `${school} / ${className}`),
          left: minutesLeft(now.meeting, app.now()),
          lastTime: lastTimeOf(now, (pupilId) => nameInRun(now.scoped.run, app.names, pupilId).short),
          people: await personNames(app.record),
          mayRecord: mayDo(request.person!.role, 'record-outcome'),
          token: reply.generateCsrf(),
        }),
      });
    },
  );
  app.get<{ Params: MeetingParams }>(
    '/meetings/:meeting/recap',
    { config: { permission: 'see-pupils' }, schema: { params: meetingParams, response: htmlPage } },
    async (request, reply) => {
      const now = await meetingOf(request, request.params.meeting);
      const people = await personNames(app.record);
      return reply.page({
        title: `Recap ${now.meeting.class}`,
        place: 'meetings',
        scripts: ['meeting.js'],
        body: recapView({
          ...runHeading(now.scoped.run),
          now,
          stillOpen: lastTimeOf(now, (pupilId) => nameInRun(now.scoped.run, app.names, pupilId).short).filter(
            ({ before }) => before.doneAt === null && before.stands,
          ),
          startedBy: people.get(now.meeting.started_by) ?? 'someone who has left',
          mayRecord: mayDo(request.person!.role, 'record-outcome'),
          token: reply.generateCsrf(),
        }),
      });
    },
  );
  app.post<{ Params: MeetingParams; Body: { pupil: string; reason: string; source: Source } }>(
    '/meetings/:meeting/add',
    { config: { permission: 'record-outcome' }, schema: { params: meetingParams, body: addForm, response: answers } },
    async (request, reply) => {
      const { meeting, others } = await meetingOf(request, request.params.meeting);
      const { pupil: key, reason, source } = request.body;
      const found = others.find((one) => one.key === key);
      if (!found) throw new PageError('no-such-pupil');
      const { personId } = request.person!;
      const { run_id, meeting_id, school } = meeting;
      await inOneChange(app.record, async (within) => {
        await addPupil(within, {
          run_id,
          school,
          pupil_id: found.pupilId,
          reason,
          source,
          added_by: personId,
          added_at: app.now().toISOString(),
        });
        await audit(within, {
          personId,
          action: 'add-pupil',
          object: found.pupilId,
          school,
          detail: { run: run_id, meeting: meeting_id, source },
        });
      });
      return reply.redirect(`/meetings/${meeting_id}`, 303);
    },
  );
  app.post<{ Params: MeetingParams }>(
    '/meetings/:meeting/end',
    { config: { permission: 'record-outcome' }, schema: { params: meetingParams, body: tokenForm, response: answers } },
    async (request, reply) => {
      const { meeting, pupils } = await meetingOf(request, request.params.meeting);
      const { personId } = request.person!;
      const { meeting_id: object, run_id: run, school } = meeting;
      const notReached = pupils
        .filter(({ state, part }) => state === 'to come' && owedATalk.has(part))
        .map(({ pupil }) => pupil.pupilId);
      await inOneChange(app.record, async (within) => {
        await endMeeting(within, object, { notReached, personId, at: app.now() });
        await audit(within, { personId, action: 'end-meeting', object, school, detail: { run } });
      });
      return reply.redirect(`/meetings/${object}/recap`, 303);
    },
  );
}

/** Parts whose pupils the next meeting opens with where this one did not reach them; the others are listed anew anyway. */
const owedATalk: ReadonlySet<string> = new Set(['discuss-first', 'added', 'carried-over', 'supported']);

/** Agreed before this meeting with something to do; open ones first, then by name. */
function lastTimeOf({ scoped, before }: MeetingNow, nameOf: (pupilId: string) => string) {
  return [...before.values()]
    .filter(({ content }) => content.agreed !== '')
    .map((one) => ({ key: scoped.run.keyOf(one.pupilId), name: nameOf(one.pupilId), before: one }))
    .toSorted(
      (a, b) =>
        Number(a.before.doneAt !== null) - Number(b.before.doneAt !== null) || a.name.localeCompare(b.name, 'en'),
    );
}
