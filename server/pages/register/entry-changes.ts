import { dateText } from '../../../engine/index.ts';
import { lifeDays } from '../../records/higher/life-days.ts';
import { saveEntry, undoEntry, type EntryContent, type EntryKind } from '../../records/higher/support-entries.ts';
import type { Deed, Faults } from './change-of-pupil.ts';

interface EntryForm {
  readonly entry: string;
  readonly seen: number;
}

const writtenMeanwhile =
  'Somebody else has changed this entry meanwhile; what they wrote stands below. Look at it, then save again if yours still holds.';

/** Saves what a form says of an entry; `check` says what is wrong with it. */
export async function saveOfForm<Kind extends EntryKind>(
  { within, pupil, personId, at }: Deed,
  { entry: entryId, seen }: EntryForm,
  change: {
    readonly kind: Kind;
    readonly content: EntryContent[Kind];
    readonly check: (content: EntryContent[Kind], known: { today: string; bornOn: string | null }) => Faults;
  },
): Promise<Faults | null> {
  const { kind, content, check } = change;
  const faults = check(content, { today: dateText(at), ...(await lifeDays(within, pupil)) });
  if (Object.keys(faults).length > 0) return faults;
  const saved = await saveEntry(within, pupil, { kind, content }, { personId, at, entryId, seen });
  return saved ? null : { [firstField[kind]]: writtenMeanwhile };
}

/** Takes the newest version of an entry back. */
export async function undoOfForm(
  { within, pupil, personId, at }: Deed,
  kind: EntryKind,
  { entry: entryId, seen }: EntryForm,
): Promise<Faults | null> {
  const undone = await undoEntry(within, pupil, kind, { personId, at, entryId, seen });
  return undone ? null : { [firstField[kind]]: writtenMeanwhile };
}

const firstField: Readonly<Record<EntryKind, string>> = { agency: 'name', access: 'arrangement', works: 'works' };
