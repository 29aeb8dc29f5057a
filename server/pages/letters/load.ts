import { addDays, dateText, type AgendaRow } from '../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { PageError } from '../../page-error.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { supportOf, type SupportOf } from '../../runs/pupils/register-of.ts';
import { discussionsOfPupils } from '../../records/discussions/discussions-of-pupils.ts';
import { lettersMade, type LetterMadeRow } from '../../records/letters/letters-made.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';
import { needTypes } from '../../records/register/pupil-needs.ts';
import { notKnownOf } from '../../records/register/not-known.ts';
import { registerEntries, type RegisterEntryRow } from '../../records/register/register.ts';
import { timesAWeekWords } from '../../html/plans/provision-line.ts';
import { provisionOfPupils, type ProvisionOfPupil } from '../../records/provision/provision-of-pupils.ts';
import { dateWords } from '../../html/date-words.ts';
import { senWords } from '../../html/words.ts';
import type { LetterPupil } from './facts.ts';
import type { MadeKind } from './forms.ts';

/** A review is invited to in the weeks before it. */
const invitedDays = 42;

export interface LettersOf {
  readonly school: string;
  readonly schools: readonly string[];
  readonly pupils: readonly LetterPupil[];
}

/**
 * Whom a kind of letter may go to in a school, by name, with what is recorded for its slots; with `only` (the key of a pupil), that
 * one, whatever is recorded.
 */
export async function lettersOf(
  request: FastifyRequest,
  { kind, school: asked, only }: { kind: MadeKind; school: string | undefined; only: string | undefined },
): Promise<LettersOf> {
  const scoped = await runOfRequest(request);
  const row = only === undefined ? undefined : scoped.pupil(only);
  if (only !== undefined && !row) throw new PageError('no-such-pupil');
  const school = row?.school ?? (asked || scoped.schools[0]);
  if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
  const rows = row ? [row] : scoped.agenda({ school });
  return { school, schools: scoped.schools, pupils: await pupilsOf(request, scoped, { kind, rows }) };
}

async function pupilsOf(
  request: FastifyRequest,
  scoped: ScopedRun,
  { kind, rows }: { kind: MadeKind; rows: readonly AgendaRow[] },
): Promise<LetterPupil[]> {
  if (rows.length === 0) return [];
  const { record, now } = request.server;
  const within = { school: rows[0].school, pupilId: rows.length === 1 ? rows[0].pupil_id : undefined };
  const [all, entries, letters, provided] = await Promise.all([
    supportOf(request, scoped, rows),
    registerEntries(record, within),
    lettersMade(record, within),
    provisionOfPupils(record, within),
  ]);
  const entriesOf = Map.groupBy(entries, (entry) => entry.pupil_id);
  const lettersOfPupil = Map.groupBy(
    letters.filter((letter) => letter.kind === kind && letter.taken_back_at === null),
    (letter) => letter.pupil_id,
  );
  const today = dateText(now());
  const provisionOf = Map.groupBy(
    provided.filter(({ to }) => to >= today),
    ({ pupilId }) => pupilId,
  );
  const found = all.flatMap((one) => {
    const about = { one, left: leftOf(entriesOf.get(one.pupil.pupilId) ?? []), today };
    if (rows.length > 1 && !concerns[kind](about)) return [];
    return [{ about, made: lettersOfPupil.get(one.pupil.pupilId) ?? [] }];
  });
  const said = await canDoOf(
    request,
    found.map(({ about }) => about.one.pupil.row),
  );
  return found
    .map(({ about, made }) => {
      const { pupilId } = about.one.pupil;
      const provision = provisionOf.get(pupilId) ?? [];
      return letterPupil(kind, about, { made, provision, canDo: said.get(pupilId) ?? '' });
    })
    .toSorted((a, b) => a.one.pupil.name.full.localeCompare(b.one.pupil.name.full, 'en'));
}

interface About {
  readonly one: SupportOf;
  /** The entry by which the pupil left the register, where none is open. */
  readonly left: RegisterEntryRow | undefined;
  readonly today: string;
}

const concerns: Readonly<Record<MadeKind, (about: About) => boolean>> = {
  support: ({ one }) => one.entry?.status === 'K',
  leaving: ({ left }) => left !== undefined,
  review: ({ one }) => one.plan !== undefined,
};

function leftOf(entries: readonly RegisterEntryRow[]): RegisterEntryRow | undefined {
  if (entries.some((entry) => entry.left_on === null)) return undefined;
  return entries.toSorted((a, b) => (a.left_on ?? '').localeCompare(b.left_on ?? '')).at(-1);
}

function letterPupil(
  kind: MadeKind,
  { one, left, today }: About,
  { made, provision, canDo }: { made: readonly LetterMadeRow[]; provision: readonly ProvisionOfPupil[]; canDo: string },
): LetterPupil {
  const { pupil, entry, plan, needs } = one;
  const since = { support: entry?.from_on, leaving: left?.left_on, review: plan?.start_on }[kind] ?? null;
  const told = { support: entry?.told_on, leaving: left?.left_told_on, review: null }[kind];
  const written = made.some((letter) => since !== null && letter.made_at.slice(0, 10) >= since);
  const soon = kind !== 'review' || (plan !== undefined && plan.review_on <= addDays(today, invitedDays));
  return {
    one,
    why: whyOf(kind, { one, left, today }),
    due: since !== null && !written && !told && soon,
    made,
    values: {
      pupil: pupil.name.forename,
      'full-name': pupil.name.forename ? pupil.name.full : '',
      class: pupil.row.class ?? '',
      school: pupil.row.school,
      'can-do': canDo,
      needs: needs.map(({ need }) => needTypes[need]?.[0] ?? need).join(', '),
      'support-from': entry ? sinceWords(entry) : '',
      provision: provisionWords(provision, plan?.provision ?? '') || inOneLine(entry?.provision ?? ''),
      'hoped-for': inOneLine(plan?.hoped_for ?? ''),
      'review-on': dateWords(plan?.review_on ?? ''),
      'left-on': dateWords(left?.left_on ?? ''),
      'left-because': inOneLine(left?.left_because ?? ''),
    },
  };
}

function whyOf(kind: MadeKind, { one: { entry, plan }, left }: About): string {
  if (kind === 'support' && entry)
    return `${senWords[entry.status] ?? entry.status} since ${dateWords(entry.from_on)}; ${entry.told_on ? `parents told ${dateWords(entry.told_on)}` : 'it is not recorded that parents were told'}.`;
  if (kind === 'leaving' && left)
    return `Left on ${dateWords(left.left_on ?? '')}; ${left.left_told_on ? `parents told ${dateWords(left.left_told_on)}` : 'it is not recorded that parents were told'}.`;
  if (kind === 'review' && plan) return `Review on ${dateWords(plan.review_on)}.`;
  return { support: 'Not on the register.', leaving: 'Has not left the register.', review: 'No plan is running.' }[
    kind
  ];
}

/** Where the first day is not known, the day by which support had begun. */
function sinceWords(entry: RegisterEntryRow): string {
  return `${dateWords(entry.from_on)}${notKnownOf(entry).has('from') ? ' or before' : ''}`;
}

/** What the provision map has for the pupil, and what the plan says in words; '' for neither. */
function provisionWords(provision: readonly ProvisionOfPupil[], inWords: string): string {
  const mapped = provision.map(
    ({ provision: { name, minutes, times_a_week } }) =>
      `${name} (${minutes} minutes, ${timesAWeekWords(times_a_week)})`,
  );
  return [...mapped, inOneLine(inWords)].filter(Boolean).join('; ');
}

/** Lines as one text: “reads on at home; asks for help”. */
function inOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('; ');
}

/** What each pupil does well, as it was last written in a meeting. */
async function canDoOf(request: FastifyRequest, rows: readonly AgendaRow[]): Promise<ReadonlyMap<string, string>> {
  const newestFirst = await discussionsOfPupils(request.server.record, rows.map(pupilOfRow));
  const said = new Map<string, string>();
  for (const { pupil_id, can_do } of newestFirst) if (can_do && !said.has(pupil_id)) said.set(pupil_id, can_do);
  return said;
}
