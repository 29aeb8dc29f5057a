import type { FastifyRequest } from 'fastify';
import type { AgendaRow, OutcomeCode } from '../../../engine/index.ts';
import type { LoadedRun } from '../loaded-run.ts';
import { pupilEvidence } from '../pupils/pupil-evidence.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import {
  discussion,
  discussionVersion,
  saveDiscussion,
  type DiscussionContent,
} from '../../records/discussions/discussions.ts';
import { openMeeting } from '../../records/discussions/meetings.ts';
import { mergeDiscussions } from '../../records/discussions/merge-discussions.ts';
import type { DiscussionForm } from './discussion-form.ts';
import type { Unsaved } from './agreement-of.ts';
import { type SchoolPupil } from '../../records/pupils/school-pupil.ts';

export interface Saved {
  readonly saved: true;
}
export interface NotSaved {
  readonly saved: false;
  /** 422: something is missing; 409: someone else was faster. */
  readonly status: 422 | 409;
  readonly unsaved: Unsaved;
}

/**
 * Saves what a form says was agreed for a pupil, with the evidence as it stands in the run. Nothing typed is ever lost: what
 * cannot be saved comes back to be shown in the form.
 */
export async function saveAgreement(
  request: FastifyRequest,
  { run, row, body }: { run: LoadedRun; row: AgendaRow; body: Omit<DiscussionForm, 'run' | 'token'> },
): Promise<Saved | NotSaved> {
  const { record, now } = request.server;
  const pupilId = row.pupil_id;
  const { personId } = request.person!;
  const content = contentOf(body, run, pupilId);
  const seen = Number(body.version);
  const problem = problemOf(content);
  if (problem) return { saved: false, status: 422, unsaved: { entered: content, problem, seen } };
  const place = { runId: run.id, pupilId, school: row.school, class: row.class ?? '' };
  const saved = await inOneChange(record, async (within) => {
    const going = await openMeeting(within, place);
    const meeting = going ? { meetingId: going.meeting_id } : {};
    const kept = await saveDiscussion(within, place, { content, seen, personId, at: now(), ...meeting });
    if (kept)
      await audit(within, {
        personId,
        action: 'save-discussion',
        object: pupilId,
        school: row.school,
        detail: { run: run.id, version: kept.version, outcome: content.outcome },
      });
    return kept;
  });
  if (!saved)
    return {
      saved: false,
      status: 409,
      unsaved: await clashed(request, { run, pupilId, school: row.school, content, seen }),
    };
  return { saved: true };
}

/** Both versions, put together as far as the two did not touch the same field. */
async function clashed(
  request: FastifyRequest,
  { run, school, pupilId, content, seen }: SchoolPupil & { run: LoadedRun; content: DiscussionContent; seen: number },
): Promise<Unsaved> {
  const { record } = request.server;
  const theirs = await discussion(record, run.id, { school, pupilId });
  if (!theirs) return { entered: content, seen: 0 };
  const base = await discussionVersion(record, theirs.discussion_id, seen);
  const merged = mergeDiscussions(base, theirs, content);
  return {
    entered: merged.content,
    seen: theirs.version,
    clash: { theirs, ours: content, contested: merged.contested, taken: merged.taken },
  };
}

function contentOf(body: Omit<DiscussionForm, 'run' | 'token'>, run: LoadedRun, pupilId: string): DiscussionContent {
  return {
    outcome: body.outcome ?? null,
    can_do: body.can_do.trim(),
    tried: body.tried.trim(),
    agreed: body.agreed.trim(),
    who: body.who.trim(),
    by_when: body.by_when,
    will_see: body.will_see.trim(),
    considered: body.considered,
    note: body.note.trim(),
    pupil_says: body.pupil_says.trim(),
    home_says: body.home_says.trim(),
    asks: body.asks.trim(),
    asks_by: body.asks_by ?? '',
    parent_told: body.parent_told.trim(),
    safeguarding: body.safeguarding ? 1 : 0,
    evidence: JSON.stringify(evidenceOf(run, pupilId)),
  };
}

/** Verdicts, the sentence that stood on the list, and what made them: enough to say years later what the meeting saw. */
function evidenceOf(run: LoadedRun, pupilId: string) {
  const row = run.agendaRow(pupilId);
  const subjects = pupilEvidence(run, pupilId).map(({ subject, criteria }) => [
    subject,
    Object.fromEntries(
      Object.entries(criteria).map(([name, one]) => [
        name,
        { verdict: one.verdict, likelihood: one.likelihood, probability: one.probability },
      ]),
    ),
  ]);
  const { engine, window, hashes } = run.manifest;
  return {
    section: row?.section,
    sentence: row?.sentence,
    subjects: Object.fromEntries(subjects),
    made: { run: run.id, window, engine, policy: hashes.policy },
  };
}

/** Outcomes that change what a pupil is entitled to or what parents must answer for: both voices are asked for first. */
const weighty: ReadonlySet<OutcomeCode> = new Set<OutcomeCode>([
  'start-sen-support',
  'change-plan',
  'consider-statutory-assessment',
  'consider-leaving-support',
]);

/** What stands in the way of saving, in a sentence; null where nothing does. */
function problemOf(content: DiscussionContent): string | null {
  if (content.outcome === null) return 'Choose one outcome; “no concern” and “could not discuss” are outcomes too.';
  if (content.outcome === 'start-sen-support' && content.parent_told === '')
    return 'Parents are told before SEN Support starts. Write that they have been told, or who tells them and by when.';
  if (weighty.has(content.outcome) && (content.pupil_says === '' || content.home_says === '') && content.asks === '')
    return 'This outcome needs both voices. Write what the pupil and home say, or who asks them and by when.';
  return null;
}
