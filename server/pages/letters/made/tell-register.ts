import type { LetterMadeRow, Told } from '../../../records/letters/letters-made.ts';
import { audit } from '../../../records/audit.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { notKnownOf, notKnownText } from '../../../records/register/not-known.ts';
import { enterOnRegister, openEntry } from '../../../records/register/register.ts';

/**
 * Writes that parents were told into the pupil's entry where it did not say so yet, as a correction that is kept and can be undone
 * there: a person has just said it.
 */
export async function tellRegister(
  within: SchoolRecord,
  letter: LetterMadeRow,
  told: Told,
  by: { readonly personId: string; readonly at: Date },
): Promise<void> {
  const pupil = pupilOfRow(letter);
  const open = letter.kind === 'support' ? await openEntry(within, pupil) : undefined;
  if (!open || open.told_on !== '') return;
  const { status, from_on, difficulty, provision, decided_by, version } = open;
  const unknown = new Set([...notKnownOf(open)].filter((code) => code !== 'told'));
  const entry = { status, from_on, difficulty, provision, decided_by, ...told, not_known: notKnownText(unknown) };
  const row = await enterOnRegister(within, pupil, entry, { ...by, seen: version });
  if (typeof row === 'string') return;
  const { personId } = by;
  await audit(within, { personId, action: 'enter-register', object: pupil.pupilId, school: pupil.school });
}
