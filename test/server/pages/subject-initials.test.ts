import { expect, test } from 'vitest';
import { subjectInitials } from '../../../server/pages/class-sheet/subject-initials.ts';

const initialsOf = (...labels: string[]) => [
  ...subjectInitials(new Map(labels.map((label) => [label, { label }]))).values(),
];

test('subjectInitials(labels) takes as few letters as tell the subjects apart, and numbers where letters do not', () => {
  expect(initialsOf('Mathematics', 'Reading', 'Writing')).toEqual(['M', 'R', 'W']);
  expect(initialsOf('Reading', 'Science', 'Spelling', 'Spanish')).toEqual(['R', 'Sc', 'Spe', 'Spa']);
  expect(initialsOf('Reading', 'Reading aloud', 'Writing')).toEqual(['R1', 'R2', 'W']);
  expect(initialsOf('🎨 Art', '🎻 Music')).toEqual(['🎨', '🎻']);
});
