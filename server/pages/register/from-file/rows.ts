import type { EntryFault, EntrySettings } from '../read-entry.ts';
import { readEntry } from '../read-entry.ts';
import { needTypes } from '../../../records/register/pupil-needs.ts';
import type { ToEnter } from '../../../records/register/enter-together.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import type { SupportOf } from '../../../runs/pupils/register-of.ts';

export type Form = Readonly<Record<string, string | undefined>>;

/** One pupil of the page: what stands in its boxes. */
export interface FileRow {
  readonly one: SupportOf;
  readonly ticked: boolean;
  readonly status: string;
  readonly from: string;
  readonly need: string;
  readonly difficulty: string;
  readonly provision: string;
  readonly told: string;
}

/** As the school's file has it, ready to be entered. */
export function proposedRow(one: SupportOf): FileRow {
  const need = one.needs[0]?.need ?? (one.fileNeed in needTypes ? one.fileNeed : '');
  const { fileStatus: status, fileSince } = one;
  return { one, ticked: true, status, from: fileSince ?? '', need, difficulty: '', provision: '', told: '' };
}

/** As it was typed; as proposed where the form did not show this pupil. */
export function typedRow(one: SupportOf, form: Form): FileRow {
  const { key } = one.pupil;
  if (form[`listed.${key}`] === undefined) return { ...proposedRow(one), ticked: false };
  const text = (box: string) => (form[`${box}.${key}`] ?? '').trim();
  return {
    one,
    ticked: form[`enter.${key}`] === 'yes',
    status: text('status'),
    from: text('from'),
    need: text('need'),
    difficulty: text('difficulty'),
    provision: text('provision'),
    told: text('told'),
  };
}

/** Everything anybody typed of a pupil who cannot be entered any more: nothing of it is lost. */
export function typedOf(form: Form, key: string): string[] {
  return ['difficulty', 'provision'].flatMap((box) => {
    const text = form[`${box}.${key}`]?.trim();
    return text ? [text] : [];
  });
}

/** The entry of a row, or what stands in its way: the box by its id. */
export function readRow(
  row: FileRow,
  decidedBy: string,
  today: string,
): ToEnter | { readonly box: string; readonly sentence: string } {
  const { one, status, from, need, difficulty, provision, told } = row;
  const { key, name } = one.pupil;
  const settings: EntrySettings = { today, born: one.born };
  const boxOf = (box: string) => `${box}.${key}`;
  if (status !== 'K' && status !== 'E') return { box: boxOf('status'), sentence: `${name.short}: choose the status.` };
  if (need !== '' && !(need in needTypes))
    return { box: boxOf('need'), sentence: `${name.short}: this need is not one this page knows.` };
  const read = readEntry(
    {
      status,
      from_on: from,
      difficulty,
      provision,
      decided_by: decidedBy,
      told_on: told,
      told_by: '',
      told_how: '',
      past: true,
    },
    settings,
  );
  if ('sentence' in read)
    return { box: boxOf(boxNames[read.box] ?? 'from'), sentence: `${name.short}: ${read.sentence}` };
  const same = one.needs[0]?.need === need;
  const needs = need === '' || same ? [] : [{ need, note: '' }, ...one.needs.filter((own) => own.need !== need)];
  return { pupil: pupilOfRow(one.pupil.row), entry: read, needs: needs.slice(0, 3) };
}

const boxNames: Partial<Readonly<Record<EntryFault['box'], string>>> = { from_on: 'from', told_on: 'told' };
