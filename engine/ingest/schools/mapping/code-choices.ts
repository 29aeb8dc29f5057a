import type { ResultCode } from './aliases.ts';

/** What an entry in place of a result may stand for; the first is what it is until somebody says. */
export const codeChoices: readonly { readonly value: ResultCode; readonly label: string }[] = [
  { value: 'unused', label: 'left out' },
  { value: 'absent', label: 'absent' },
  { value: 'below-test', label: 'working below the test' },
  { value: 'disapplied', label: 'not entered or exempt' },
  { value: 'withheld', label: 'taken, but no result is given' },
  { value: 'empty', label: 'nothing: the cell is as good as empty' },
  { value: 'grade', label: 'a grade: its place among the others is asked next' },
];
