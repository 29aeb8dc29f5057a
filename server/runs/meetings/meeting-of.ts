import type { FastifyRequest } from 'fastify';
import type { Section } from '../../../engine/index.ts';
import type { ScopedRun } from '../scoped-run.ts';
import { addedPupils } from '../../records/discussions/added-pupils.ts';
import { agreedBefore, type AgreedBefore } from '../../records/discussions/agreed-before.ts';
import { discussionsOfRun, type DiscussionRow } from '../../records/discussions/discussions.ts';
import { leftOverBefore, meeting, pupilsPutAside, type MeetingRow } from '../../records/discussions/meetings.ts';
import type { AddedPupilRow } from '../../records/record-tables.ts';
import { PageError } from '../../page-error.ts';
import { listedPupil, type ListedPupil } from '../pupils/listed-pupils.ts';
import { leftSupport, sectionNow } from '../pupils/left-support.ts';
import { pinnedRun } from '../run-of-request.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';

/** Parts of a meeting in their order: the list's sections, with those whom people brought after the first look. */
export const meetingParts = [
  'discuss-first',
  'discuss-if-time',
  'added',
  'carried-over',
  'supported',
  'monitoring',
  'not-measured',
  'eased',
] as const;
export type MeetingPart = (typeof meetingParts)[number];

export interface MeetingPupil {
  readonly pupil: ListedPupil;
  readonly part: MeetingPart;
  readonly state: 'to come' | 'discussed' | 'parked' | 'not reached';
  /** What this meeting agreed. */
  readonly own: DiscussionRow | undefined;
  readonly added: AddedPupilRow | undefined;
  /** Put aside, not reached or carried over at the meeting before. */
  readonly leftOver: boolean;
  /** What was agreed last time. */
  readonly before: AgreedBefore | undefined;
}

export interface MeetingNow {
  readonly meeting: MeetingRow;
  readonly scoped: ScopedRun;
  /** In the order of the meeting: by part, those parked at the end. */
  readonly pupils: readonly MeetingPupil[];
  /** The rest of the class, who may be added, by name. */
  readonly others: readonly ListedPupil[];
  /** What was agreed last time for any pupil of the class, by pupil. */
  readonly before: ReadonlyMap<string, AgreedBefore>;
}

/**
 * A meeting as it stands: its pupils in order and what became of each. The list is that of the run the meeting began with.
 * Errors: no such meeting, or not of a class of the reader's.
 */
export async function meetingOf(request: FastifyRequest, meetingId: string): Promise<MeetingNow> {
  const { record, names } = request.server;
  const found = await meeting(record, meetingId);
  if (!found) throw new PageError('no-such-class');
  const scoped = await pinnedRun(request, found.run_id);
  if (!scoped.seesClass(found.school, found.class)) throw new PageError('no-such-class');
  const rows = scoped.agenda({ school: found.school, class: found.class });
  const pupils = rows.map(pupilOfRow);
  const [added, agreed, aside, leftOvers, before, left] = await Promise.all([
    addedPupils(record, found.run_id),
    discussionsOfRun(record, found.run_id, { school: found.school, class: found.class }),
    pupilsPutAside(record, meetingId),
    leftOverBefore(record, pupils, found.started_at),
    agreedBefore(record, pupils, found.started_at),
    leftSupport(record, request.person!, rows),
  ]);
  const leftOver = stillLeftOver(leftOvers, before);
  const places = new Map(aside.map((one, place) => [one.pupil_id, { state: one.state, place }]));
  const all = rows.map((row) => {
    const pupilId = row.pupil_id;
    const agreedNow = agreed.get(pupilId);
    const own = agreedNow?.meeting_id === meetingId && agreedNow.outcome !== null ? agreedNow : undefined;
    return {
      pupil: listedPupil(scoped.run, names, row),
      part: partOf(sectionNow(row, left), { added: added.has(pupilId), leftOver: leftOver.has(pupilId) }),
      state: own ? ('discussed' as const) : (places.get(pupilId)?.state ?? ('to come' as const)),
      own,
      added: added.get(pupilId),
      leftOver: leftOver.has(pupilId),
      before: before.get(pupilId),
    };
  });
  const parkedAt = (one: { pupil: ListedPupil }) => {
    const at = places.get(one.pupil.pupilId);
    return at?.state === 'parked' ? at.place : -1;
  };
  const within = all.filter((one): one is MeetingPupil => one.part !== null);
  return {
    meeting: found,
    scoped,
    // Sorting is stable: within a part the run's order stays.
    pupils: within.toSorted(
      (a, b) => parkedAt(a) - parkedAt(b) || meetingParts.indexOf(a.part) - meetingParts.indexOf(b.part),
    ),
    others: all
      .filter(({ part }) => part === null)
      .map(({ pupil }) => pupil)
      .toSorted((a, b) => a.name.full.localeCompare(b.name.full, 'en')),
    before,
  };
}

export interface MeetingSteps {
  readonly previous: string | null;
  readonly next: string | null;
  /** The next one not yet talked about, once round; null where everybody was. */
  readonly nextOpen: string | null;
  /** Place from 1; 0 where the pupil is not in the meeting. */
  readonly place: number;
  readonly of: number;
}

/** Where a pupil stands in a meeting and the ways on, as keys of addresses. Who is not in it has `nextOpen` only. */
export function meetingSteps({ pupils }: Pick<MeetingNow, 'pupils'>, key: string): MeetingSteps {
  const at = pupils.findIndex(({ pupil }) => pupil.key === key);
  const keyAt = (place: number) => pupils[place]?.pupil.key ?? null;
  const round = [...pupils.slice(at + 1), ...pupils.slice(0, Math.max(0, at))];
  return {
    previous: at > 0 ? keyAt(at - 1) : null,
    next: at >= 0 ? keyAt(at + 1) : null,
    nextOpen: round.find(({ own }) => own === undefined)?.pupil.key ?? null,
    place: at + 1,
    of: pupils.length,
  };
}

/** Put aside at an ended meeting and not talked about since, or said to be carried over. */
function stillLeftOver(
  rows: readonly { pupil_id: string; started_at: string }[],
  before: ReadonlyMap<string, AgreedBefore>,
): ReadonlySet<string> {
  const since = (pupilId: string) => before.get(pupilId);
  const found = rows
    .filter(({ pupil_id, started_at }) => (since(pupil_id)?.savedAt ?? '') < started_at)
    .map(({ pupil_id }) => pupil_id);
  const said = [...before.values()]
    .filter(({ content }) => content.outcome === 'carried-over')
    .map(({ pupilId }) => pupilId);
  return new Set([...found, ...said]);
}

function partOf(section: Section, { added, leftOver }: { added: boolean; leftOver: boolean }): MeetingPart | null {
  if (section !== 'not-listed') return section;
  return added ? 'added' : leftOver ? 'carried-over' : null;
}
