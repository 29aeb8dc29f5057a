import type { FastifyReply, FastifyRequest } from 'fastify';
import { addedPupils } from '../../records/discussions/added-pupils.ts';
import {
  discussion,
  discussionsOfPupil,
  mayUndo,
  type DiscussionContent,
  type DiscussionRow,
  emptyDiscussion,
} from '../../records/discussions/discussions.ts';
import { personNames, whoCouldAct } from '../../people/people.ts';
import { emptyPreparation, preparations } from '../../records/discussions/preparations.ts';
import type { AddedPupilRow } from '../../records/record-tables.ts';

/** A form that was sent and not saved: what was entered and why it is shown again. */
export interface Unsaved {
  readonly entered: DiscussionContent;
  readonly problem?: string;
  /** What someone else saved meanwhile, beside what was entered here. */
  readonly clash?: Clash;
  /** The version the form shown builds on. */
  readonly seen: number;
}

export interface Clash {
  readonly theirs: DiscussionRow;
  readonly ours: DiscussionContent;
  /** Fields that both changed, differently. */
  readonly contested: readonly (keyof DiscussionContent)[];
  /** Fields only the other changed: they stand in the form already. */
  readonly taken: readonly (keyof DiscussionContent)[];
}

/** What the part “Agree” of a pupil’s page shows. */
export interface Agreement {
  /** As saved; undefined where nothing is. */
  readonly own: DiscussionRow | undefined;
  /** What the fields hold. */
  readonly form: DiscussionContent;
  readonly unsaved: Unsaved | undefined;
  /** Version the form builds on; 0 where there is none. */
  readonly seen: number;
  readonly mayUndo: boolean;
  /** Brought by a person, with a reason. */
  readonly added: AddedPupilRow | undefined;
  /** The note written for the meeting; ''. */
  readonly prepared: string;
  /** Names of people who may be given something to do. */
  readonly staff: readonly string[];
  readonly token: string;
}

export interface AgreementOf {
  readonly runId: string;
  readonly pupilId: string;
  readonly school: string;
  readonly unsaved?: Unsaved | undefined;
}

/**
 * What the form of a pupil shows: as saved, else opened with what was prepared before the meeting and what was known the
 * time before.
 */
export async function agreementOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { runId, unsaved, ...pupil }: AgreementOf,
): Promise<{ agreement: Agreement; earlier: DiscussionRow[]; people: ReadonlyMap<string, string> }> {
  const { record, now } = request.server;
  const [own, all, added, people, prepared, staff] = await Promise.all([
    discussion(record, runId, pupil),
    discussionsOfPupil(record, pupil),
    addedPupils(record, runId),
    personNames(record),
    preparations(record, runId, [pupil]),
    whoCouldAct(record, pupil.school),
  ]);
  const earlier = all.filter((one) => one.run_id !== runId);
  const before = prepared.get(pupil.pupilId) ?? emptyPreparation;
  const opened: DiscussionContent = {
    ...emptyDiscussion,
    can_do: before.can_do || earlier[0]?.can_do || '',
    pupil_says: before.pupil_says,
    home_says: before.home_says,
  };
  // A saved outcome that was taken back leaves an empty form; what was prepared is still there.
  const standing = own && own.outcome !== null ? own : undefined;
  return {
    agreement: {
      own,
      form: unsaved?.entered ?? standing ?? opened,
      unsaved,
      seen: unsaved?.seen ?? own?.version ?? 0,
      mayUndo: own !== undefined && mayUndo(own, request.person!.personId, now()),
      added: added.get(pupil.pupilId),
      prepared: before.note,
      staff,
      token: reply.generateCsrf(),
    },
    earlier,
    people,
  };
}
