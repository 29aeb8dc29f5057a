/** Kinds of letters and sheets whose words a school may change. */
export const letterKinds = ['support', 'leaving', 'review', 'family'] as const;
/** A kind of letter, by its code. */
export type LetterKind = (typeof letterKinds)[number];

export interface LetterKindWords {
  readonly title: string;
  /** When it is sent. */
  readonly when: string;
}

/** What each kind of letter is called, and when it is sent. */
export const letterKindWords: Readonly<Record<LetterKind, LetterKindWords>> = {
  support: {
    title: 'SEN Support starts',
    when: 'Tells parents that special educational provision is being made (Code of Practice, 6.43).',
  },
  leaving: {
    title: 'SEN Support ends',
    when: 'Tells parents that a pupil leaves the register, and what shows that support is no longer needed.',
  },
  review: { title: 'Invitation to a review', when: 'Asks parents and pupil to look at the plan together.' },
  family: { title: 'Family sheet', when: 'One page for the first talk with pupil and parents. It holds no figure.' },
};

/**
 * Where the value of a slot comes from: the pupil, what is recorded, what is typed for all letters of one making, what is typed
 * for one pupil where nothing is recorded; or `room`, which leaves lines to write on where there is nothing.
 */
export type SlotSource = 'pupil' | 'record' | 'all' | 'one' | 'room';

/** A slot that a letter may have. */
export interface LetterSlot {
  readonly name: string;
  readonly source: SlotSource;
  readonly meaning: string;
  /** What is said where it has no value. */
  readonly missing: string;
  readonly kinds: readonly LetterKind[];
}

const letters: readonly LetterKind[] = ['support', 'leaving', 'review'];
const everyKind: readonly LetterKind[] = letterKinds;
const onRegister = 'on the page “Register and plans”';
const onPlans = 'on the page “Plans”';

/** Every slot there is. No letter has any other, and none is ever left empty. */
export const letterSlots: readonly LetterSlot[] = [
  {
    name: 'pupil',
    source: 'pupil',
    meaning: 'The pupil’s first name.',
    missing: 'The name of this pupil is not known here. It comes with the next data folder.',
    kinds: everyKind,
  },
  {
    name: 'full-name',
    source: 'pupil',
    meaning: 'First name and surname.',
    missing: 'The name of this pupil is not known here. It comes with the next data folder.',
    kinds: everyKind,
  },
  {
    name: 'class',
    source: 'pupil',
    meaning: 'The class.',
    missing: 'No class is known for this pupil. It comes with the next data folder.',
    kinds: everyKind,
  },
  { name: 'school', source: 'pupil', meaning: 'The school.', missing: 'No school is known.', kinds: everyKind },
  {
    name: 'can-do',
    source: 'one',
    meaning: 'What the pupil does well, as it was last written in a meeting.',
    missing: 'Nothing is written yet of what this pupil does well. Write it here.',
    kinds: letters,
  },
  {
    name: 'needs',
    source: 'record',
    meaning: 'Areas of need, most important first.',
    missing: `No area of need is recorded. Set it ${onRegister}.`,
    kinds: letters,
  },
  {
    name: 'support-from',
    source: 'record',
    meaning: 'The day from which the pupil has the status.',
    missing: `This pupil is not on the register. Enter the pupil ${onRegister}.`,
    kinds: ['support', 'review'],
  },
  {
    name: 'provision',
    source: 'record',
    meaning: 'What is done that is different or additional: of the plan that runs, else of the register.',
    missing: `No provision is recorded. Start a plan ${onPlans}.`,
    kinds: ['support', 'review'],
  },
  {
    name: 'hoped-for',
    source: 'record',
    meaning: 'What the plan hopes for.',
    missing: `No plan is running. Start one ${onPlans}.`,
    kinds: ['support', 'review'],
  },
  {
    name: 'review-on',
    source: 'record',
    meaning: 'The day on which the running plan is reviewed.',
    missing: `The review date is not set. Set it with a plan ${onPlans}.`,
    kinds: ['support', 'review'],
  },
  {
    name: 'left-on',
    source: 'record',
    meaning: 'The day on which the pupil left the register.',
    missing: `This pupil has not left the register. That is written ${onRegister}.`,
    kinds: ['leaving'],
  },
  {
    name: 'left-because',
    source: 'record',
    meaning: 'What shows that support is no longer needed.',
    missing: `What shows that support is no longer needed is not written. It is written ${onRegister}.`,
    kinds: ['leaving'],
  },
  {
    name: 'meeting-on',
    source: 'all',
    meaning: 'The day of the meeting.',
    missing: 'The day of the meeting is not set. Set it here.',
    kinds: ['review'],
  },
  {
    name: 'meeting-at',
    source: 'all',
    meaning: 'Time and place of the meeting.',
    missing: 'Time and place of the meeting are not set. Write them here.',
    kinds: ['review'],
  },
  {
    name: 'contact',
    source: 'all',
    meaning: 'Whom to ask, and how: a name, a telephone number, an address.',
    missing: 'Whom parents can ask is not written. Write it here.',
    kinds: letters,
  },
  {
    name: 'from',
    source: 'all',
    meaning: 'Who signs.',
    missing: 'Who signs is not written. Write it here.',
    kinds: letters,
  },
  {
    name: 'subject',
    source: 'pupil',
    meaning: 'The subject of the talk.',
    missing: 'Choose a subject.',
    kinds: ['family'],
  },
  {
    name: 'because',
    source: 'pupil',
    meaning: 'Whom the school talks about, by what was found in the subject: no other reason is given.',
    missing: 'Choose a subject.',
    kinds: ['family'],
  },
  ...(
    [
      ['does-well', 'What the pupil does well, as it was last written.'],
      ['will-try', 'What was agreed.'],
      ['look-again', 'When it is looked at again.'],
      ['write-here', 'Lines to write on.'],
    ] as const
  ).map(([name, meaning]): LetterSlot => ({
    name,
    source: 'room',
    meaning: name === 'write-here' ? meaning : `${meaning} Where nothing is written: lines to write on.`,
    missing: '',
    kinds: ['family'],
  })),
];

/** The slots of one kind of letter, in the order in which they are explained. */
export function slotsOfLetter(kind: LetterKind): readonly LetterSlot[] {
  return letterSlots.filter(({ kinds }) => kinds.includes(kind));
}
