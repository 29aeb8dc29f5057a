import type { ListedPupil } from './listed-pupils.ts';

/** Subjects in which a criterion is met: why the pupil is on the list. */
export function listedSubjects({ row }: Pick<ListedPupil, 'row'>): ReadonlySet<string> {
  return new Set((row.subjects ?? '').split('; ').filter(Boolean));
}

/** What is told subject by subject, with those the pupil is listed for first: they are what a reader came for. */
export function listedFirst<Part extends { readonly subject: string }>(
  pupil: Pick<ListedPupil, 'row'>,
  parts: readonly Part[],
): Part[] {
  const listed = listedSubjects(pupil);
  return parts.toSorted((a, b) => Number(listed.has(b.subject)) - Number(listed.has(a.subject)));
}
