import { dateText, fillLetter, slotsOfLetter, type FilledLetter, type LetterSlot } from '../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { roleNames } from '../../people/permissions.ts';
import { unnamed } from '../../people/people.ts';
import { isDay } from '../../records/day.ts';
import { dateWords } from '../../html/date-words.ts';
import type { StandingLetter } from '../../records/letters/standing-letter.ts';
import type { LetterMadeRow } from '../../records/letters/letters-made.ts';
import type { LetterPupil, PupilFault } from './facts.ts';
import type { LetterForm, MadeKind } from './forms.ts';

/** A letter as it is kept: its paragraphs, and what was typed for all letters made with it. */
export interface LetterContent {
  readonly blocks: FilledLetter['blocks'];
  readonly all: Readonly<Record<string, string>>;
}

export interface ChosenLetters {
  readonly chosen: readonly { readonly pupil: LetterPupil; readonly letter: FilledLetter }[];
  readonly allFaults: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, readonly PupilFault[]>>;
  readonly problem: string | undefined;
  readonly whole: boolean;
}

/** Slots that are typed once for all letters of a kind. */
export function typedForAll(kind: MadeKind): readonly LetterSlot[] {
  return slotsOfLetter(kind).filter(({ source }) => source === 'all');
}

/** What stands in the boxes for all at first: what was typed last time in the school, and who is at the keyboard. */
export function usualForAll(
  { person }: FastifyRequest,
  kind: MadeKind,
  newest: LetterMadeRow | undefined,
): Readonly<Record<string, string>> {
  const before = newest ? (JSON.parse(newest.content) as LetterContent).all : {};
  const signs = person!.name === unnamed ? roleNames[person!.role] : `${person!.name}, ${roleNames[person!.role]}`;
  return Object.fromEntries(
    typedForAll(kind).map(({ name }) => [
      name,
      name === 'from' ? signs : name === 'contact' ? (before[name] ?? '') : '',
    ]),
  );
}

/** The letters a form asks for, filled, with everything that stands in the way of them. */
export function chosenLetters(
  form: LetterForm,
  pupils: readonly LetterPupil[],
  { kind, standing, now }: { kind: MadeKind; standing: StandingLetter; now: Date },
): ChosenLetters {
  const all = Object.fromEntries(typedForAll(kind).map(({ name }) => [name, (form[`all.${name}`] ?? '').trim()]));
  const asked = pupils.filter(({ one }) => form[`pupil.${one.pupil.key}`] !== undefined);
  const allFaults: Record<string, string> = {};
  const dayFault = meetingFault(all['meeting-on'], dateText(now));
  if (dayFault) allFaults['meeting-on'] = dayFault;
  const faults: Record<string, PupilFault[]> = {};
  const chosen = asked.map((pupil) => {
    const { key } = pupil.one.pupil;
    const letter = fillLetter(standing.blocks, {
      ...pupil.values,
      ...all,
      'meeting-on': dayFault === null ? dateWords(all['meeting-on'] ?? '') : all['meeting-on'],
      'can-do': form[`one.${key}`]?.trim() || pupil.values['can-do'],
    });
    for (const { name, source, missing } of letter.missing)
      if (source === 'all') allFaults[name] ??= missing;
      else (faults[key] ??= []).push({ sentence: missing, here: source === 'one' });
    const seen = Number(form[`made.${key}`] ?? pupil.made.length);
    if (seen !== pupil.made.length)
      (faults[key] ??= []).push({
        sentence:
          'Somebody else has made this letter meanwhile: see below. Choose again if it is to be made once more.',
        here: false,
      });
    return { pupil, letter };
  });
  const problem =
    standing.problems.length > 0
      ? 'The words of this letter need mending first.'
      : chosen.length === 0
        ? 'Choose at least one pupil.'
        : undefined;
  const whole = !problem && Object.keys(allFaults).length === 0 && Object.keys(faults).length === 0;
  return { chosen, allFaults, faults, problem, whole };
}

function meetingFault(day: string | undefined, today: string): string | null {
  if (day === undefined || day === '') return null;
  if (!isDay(day)) return 'This day is not in the calendar. Write it as 2027-03-10.';
  return day < today ? 'The day of the meeting is past. Set a day to come.' : null;
}
