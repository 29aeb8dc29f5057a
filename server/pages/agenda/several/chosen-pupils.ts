import type { FastifyRequest } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { addedPupils } from '../../../records/discussions/added-pupils.ts';
import { openMeeting } from '../../../records/discussions/meetings.ts';
import { listedPupil, type ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import { meetingOf, type MeetingNow } from '../../../runs/meetings/meeting-of.ts';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import type { SeveralPupilsForm } from './forms.ts';

export interface ChosenPupil {
  readonly pupil: ListedPupil;
  /** The meeting of the pupil's class that is going on; undefined where none is, or none was asked for. */
  readonly meetingId: string | undefined;
}

export interface ChosenPupils {
  readonly pupils: readonly ChosenPupil[];
  /** Those for whom it cannot be done, and why not. */
  readonly left: readonly { readonly pupil: ListedPupil; readonly because: string }[];
}

/** The pupils of the form, and which of them the step is not for. Whoever is out of reach is as unknown as nobody. */
export async function chosenPupils(
  request: FastifyRequest,
  scoped: ScopedRun,
  { pupil: keys, step }: SeveralPupilsForm,
): Promise<ChosenPupils> {
  const { record, names } = request.server;
  const added = await addedPupils(record, scoped.run.id);
  const meetings = new Map<string, Promise<MeetingNow | undefined>>();
  const pupils: ChosenPupil[] = [];
  const left: { pupil: ListedPupil; because: string }[] = [];
  for (const key of new Set([keys ?? []].flat())) {
    const row = scoped.pupil(key);
    if (!row) throw new PageError('no-such-pupil');
    const pupil = listedPupil(scoped.run, names, row);
    const place = { runId: scoped.run.id, school: row.school, class: row.class ?? '' };
    const classOf = JSON.stringify([place.school, place.class]);
    if (step === 'aside') meetings.set(classOf, meetings.get(classOf) ?? meetingGoingOn(request, place));
    const meeting = await meetings.get(classOf);
    const onList = row.section !== 'not-listed' || added.has(row.pupil_id);
    const because =
      step === 'sheets'
        ? noSheet(pupil)
        : step === 'aside'
          ? notAside(pupil, meeting)
          : onList
            ? 'is on the list already'
            : null;
    if (because === null) pupils.push({ pupil, meetingId: meeting?.meeting.meeting_id });
    else left.push({ pupil, because });
  }
  return { pupils, left };
}

async function meetingGoingOn(
  request: FastifyRequest,
  place: { runId: string; school: string; class: string },
): Promise<MeetingNow | undefined> {
  const open = await openMeeting(request.server.record, place);
  return open && meetingOf(request, open.meeting_id);
}

function noSheet({ evidence }: ListedPupil): string | null {
  return evidence.length === 0 ? 'there is no result to talk about' : null;
}

function notAside({ pupilId, row }: ListedPupil, meeting: MeetingNow | undefined): string | null {
  if (!meeting) return `no meeting of ${row.class ?? 'this class'} is going on`;
  const own = meeting.pupils.find(({ pupil }) => pupil.pupilId === pupilId);
  if (!own) return 'is not on the list of the meeting';
  return own.state === 'discussed' ? 'was talked about already' : null;
}
