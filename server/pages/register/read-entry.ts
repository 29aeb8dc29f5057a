import { addDays } from '../../../engine/index.ts';
import { notKnownText, type NotKnown } from '../../records/register/not-known.ts';
import type { Entry } from '../../records/register/register.ts';
import { typedDay } from '../../records/typed-day.ts';

/** What a form says of a pupil's entry, as typed. */
export interface TypedEntry {
  readonly status: string;
  readonly from_on: string;
  readonly difficulty: string;
  readonly provision: string;
  readonly decided_by: string;
  readonly told_on: string;
  readonly told_by: string;
  readonly told_how: string;
  /** Decided before this record: what is empty is not known. */
  readonly past: boolean;
}

export interface EntrySettings {
  /** ISO dates. */
  readonly today: string;
  readonly born: string | null;
}

/** What stands in the way, and the box it is about. */
export interface EntryFault {
  readonly box: keyof TypedEntry;
  readonly sentence: string;
}

/** The entry a form asks for, or why it cannot be. Of what was decided before this record, empty boxes are kept as not known. */
export function readEntry(typed: TypedEntry, { today, born }: EntrySettings): Entry | EntryFault {
  const from = typedDay(typed.from_on);
  const told = typedDay(typed.told_on);
  if (from === null) return fault('from_on', noDay);
  if (told === null) return fault('told_on', noDay);
  const late = addDays(today, 366);
  if (from > late) return fault('from_on', 'This day is more than a year ahead. Check the year.');
  if (from !== '' && born !== null && from < born)
    return fault('from_on', 'This day is before the pupil was born. Check the year.');
  if (told > today) return fault('told_on', 'Parents cannot have been told on a day that is still to come.');
  if (told !== '' && born !== null && told < born)
    return fault('told_on', 'This day is before the pupil was born. Check the year.');
  const { status, difficulty, provision, decided_by, told_by, told_how, past } = typed;
  if (!past) {
    const found = missing({ ...typed, from_on: from, told_on: told });
    if (found) return found;
  } else if (from > today) return fault('from_on', 'What was decided before this record has begun by today.');
  const unknown = new Set<NotKnown>();
  if (from === '') unknown.add('from');
  if (decided_by === '') unknown.add('decided');
  if (difficulty === '') unknown.add('difficulty');
  if (provision === '') unknown.add('provision');
  if (told === '') unknown.add('told');
  return {
    status,
    from_on: from || today,
    difficulty,
    provision,
    decided_by,
    told_on: told,
    told_by: told === '' ? '' : told_by,
    told_how: told === '' ? '' : told_how,
    not_known: notKnownText(unknown),
  };
}

const noDay = 'This is no day of the calendar. Write it as 3/9/2025.';

/** What a decision of today cannot do without. */
function missing({ difficulty, provision, decided_by, from_on, told_on, told_by }: TypedEntry): EntryFault | null {
  if (difficulty === '' || provision === '')
    return fault(
      difficulty === '' ? 'difficulty' : 'provision',
      'Both are needed: what makes learning hard, and what is different or additional.',
    );
  if (decided_by === '' || from_on === '')
    return fault(decided_by === '' ? 'decided_by' : 'from_on', 'Say whose decision it is, and from when.');
  if (told_on === '' || told_by === '')
    return fault(
      told_on === '' ? 'told_on' : 'told_by',
      'Parents are told before SEN Support starts. Say when, and by whom.',
    );
  return told_on > from_on ? fault('told_on', 'Parents are told before the day from which it holds.') : null;
}

function fault(box: keyof TypedEntry, sentence: string): EntryFault {
  return { box, sentence };
}
