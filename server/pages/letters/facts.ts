import type { FilledLetter, LetterSlot } from '../../../engine/index.ts';
import type { LetterMadeRow } from '../../records/letters/letters-made.ts';
import type { SupportOf } from '../../runs/pupils/register-of.ts';
import type { MadeKind } from './forms.ts';

/** One pupil to whose parents a letter may go. */
export interface LetterPupil {
  readonly one: SupportOf;
  /** Why the pupil stands here: “SEN Support since 3 May 2026”. */
  readonly why: string;
  /** Whether the letter is still to be made, by what is recorded. */
  readonly due: boolean;
  /** Letters of this kind that stand, newest first. */
  readonly made: readonly LetterMadeRow[];
  /** By slot; '' where nothing is recorded. */
  readonly values: Readonly<Record<string, string>>;
}

export interface LetterPage {
  readonly kind: MadeKind;
  readonly school: string;
  readonly schools: readonly string[];
  /** Key of the one pupil the page is about; undefined for all. */
  readonly only: string | undefined;
  readonly pupils: readonly LetterPupil[];
  readonly whose: 'school' | 'trust' | 'usual';
  /** Why the words cannot be used as they stand. */
  readonly problems: readonly string[];
  /** Slots typed once for all letters, with what stands in them. */
  readonly all: readonly { readonly slot: LetterSlot; readonly value: string; readonly fault: string | undefined }[];
  /** Keys chosen. */
  readonly chosen: ReadonlySet<string>;
  /** What was typed for one pupil, by key. */
  readonly typed: Readonly<Record<string, string>>;
  /** What stands in the way of a pupil’s letter, by key: sentences. */
  readonly faults: Readonly<Record<string, readonly PupilFault[]>>;
  /** What is wrong with the form as a whole. */
  readonly problem: string | undefined;
  readonly preview: { readonly name: string; readonly letter: FilledLetter } | undefined;
  /** Who made which letter. */
  readonly people: ReadonlyMap<string, string>;
  readonly token: string;
}

export interface PupilFault {
  readonly sentence: string;
  /** Typed here; else it is set where the record is. */
  readonly here: boolean;
}
