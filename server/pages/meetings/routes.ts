import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mayDo } from '../../people/permissions.ts';
import { seesClassOn } from '../../runs/scoped-run.ts';
import { displaySettings } from '../../runs/display-settings.ts';
import { PageError } from '../../page-error.ts';
import { newestReleasedRun, runOfRequest } from '../../runs/run-of-request.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { meetings, startMeeting, type MeetingRow } from '../../records/discussions/meetings.ts';
import { htmlPage } from '../../http/html-page.ts';
import { startForm } from './forms.ts';
import { listQuery, type ListQuery } from '../../runs/queries.ts';
import { classValue, meetingsView } from './view.ts';
import { runHeading } from '../../runs/run-heading.ts';

/** Meetings of the reader's classes: those going on, one to start, those held. */
export function meetingsRoute(app: FastifyInstance): void {
  app.get<{ Querystring: ListQuery }>(
    '/meetings',
    { config: { permission: 'see-pupils' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const own = await ownMeetings(request);
      const { school, class: className } = request.query;
      const chosen = scoped.classes.find((one) => one.class === className && (!school || one.school === school));
      return reply.page({
        title: 'Meetings',
        place: 'meetings',
        body: meetingsView({
          ...runHeading(scoped.run),
          runId: scoped.run.id,
          classes: mayDo(request.person!.role, 'record-outcome') ? scoped.classes : [],
          severalSchools: scoped.schools.length > 1,
          chosen: chosen ? classValue(chosen) : '',
          minutes: displaySettings(scoped.run).meetingMinutes,
          open: own.filter((one) => one.ended_at === null),
          past: own.filter((one) => one.ended_at !== null).slice(0, 50),
          token: reply.generateCsrf(),
        }),
      });
    },
  );
  app.post<{ Body: { class: string; minutes: number } }>(
    '/meetings',
    {
      config: { permission: 'record-outcome' },
      schema: { body: startForm, response: { ...htmlPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const { meeting_id } = await start(request, request.body);
      return reply.redirect(`/meetings/${meeting_id}`, 303);
    },
  );
}

/** Meetings of the reader's classes, newest first; each about the pupils its class had in its run. */
async function ownMeetings(request: FastifyRequest): Promise<MeetingRow[]> {
  const { record, runs } = request.server;
  const dates = new Map((await runs.list()).map(({ id, windowDate }) => [id, windowDate]));
  return (await meetings(record)).filter((one) =>
    seesClassOn(request.person!, { ...one, on: dates.get(one.run_id) ?? one.started_at.slice(0, 10) }),
  );
}

/** Starts, or finds the one that is open; always with the newest run that staff see, never with a draft someone looks at. */
async function start(request: FastifyRequest, { class: chosen, minutes }: { class: string; minutes: number }) {
  const released = await newestReleasedRun(request);
  if (!released) throw new PageError('not-released');
  const scoped = await runOfRequest(request, released.id);
  const found = scoped.classes.find((one) => classValue(one) === chosen);
  if (!found) throw new PageError('no-such-class');
  const { record, now } = request.server;
  const { personId } = request.person!;
  const { school, class: className } = found;
  return inOneChange(record, async (within) => {
    const started = await startMeeting(within, {
      school,
      class: className,
      runId: scoped.run.id,
      minutes,
      personId,
      at: now(),
    });
    const { meeting_id: object, run_id: run } = started;
    await audit(within, { personId, action: 'start-meeting', object, school, detail: { run } });
    return started;
  });
}
