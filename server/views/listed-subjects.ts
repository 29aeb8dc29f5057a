import type { ListedPupil } from '../plugins/listed-pupils.ts';
import { textOf } from './words.ts';

/** Subjects in which a criterion is met: why the pupil is on the list. */
export function listedSubjects({ row }: Pick<ListedPupil, 'row'>): ReadonlySet<string> {
  return new Set(textOf(row, 'subjects').split('; ').filter(Boolean));
}
