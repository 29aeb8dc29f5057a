import type { ListedPupil } from '../pupils/listed-pupils.ts';

/**
 * Subjects in which anybody of these pupils has a score this time. A test of entry, sat years ago, is no column of a list:
 * the line of who was tested says once that the year group does not sit it.
 */
export function testedSubjects(pupils: readonly Pick<ListedPupil, 'evidence'>[]): ReadonlySet<string> {
  return new Set(
    pupils.flatMap(({ evidence }) =>
      evidence.filter(({ growth }) => growth !== undefined).map(({ subject }) => subject),
    ),
  );
}
