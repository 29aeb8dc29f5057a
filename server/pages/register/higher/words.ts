import type { StepFault } from '../../../records/higher/why-not-step.ts';

/** What is wrong with a step, at which field, and what to do. */
export const faultWords: Readonly<Record<StepFault, readonly [field: string, sentence: string]>> = {
  'no-kind': ['kind', 'Choose what happened.'],
  'not-next': ['kind', 'This cannot follow what is written already. Choose another step, or take the last one back.'],
  'no-day': ['on_day', 'Give the day on which it happened.'],
  'to-come': ['on_day', 'This day is still to come. Write it down once it has happened.'],
  'before-act': ['on_day', 'There were no EHC plans before 1 September 2014. Correct the day.'],
  'before-birth': ['on_day', 'This day is before the pupil was born. Correct the day.'],
  'before-last': ['on_day', 'This day is before the step written before it. Correct the day, or take that step back.'],
  'after-leaving': ['on_day', 'The pupil had left by then. What happened afterwards is for the next school to write.'],
  'no-person': ['by_whom', 'Say who asked or decided, or who held the meeting.'],
};

export const writtenMeanwhile =
  'Somebody else has written here meanwhile; what they wrote stands below. Look at it, then save again if yours still holds.';
