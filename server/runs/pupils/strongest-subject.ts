import type { ListedPupil, SubjectLabel } from './listed-pupils.ts';
import { listedSubjects } from './listed-subjects.ts';

/**
 * The tested subject in which the pupil stands highest now, as a heading names it. '' where fewer than two can be compared,
 * and where it is the very one the pupil is listed for: that would be praise and worry in one breath.
 */
export function strongestSubject(
  { row, evidence }: Pick<ListedPupil, 'row' | 'evidence'>,
  labels: ReadonlyMap<string, SubjectLabel>,
): string {
  const placed = evidence
    .filter(({ subject }) => labels.get(subject)?.direction === '')
    .map(({ subject, growth }) => ({ subject, position: growth?.position ?? Number.NaN }))
    .filter(({ position }) => !Number.isNaN(position))
    .toSorted((a, b) => b.position - a.position);
  if (placed.length < 2 || listedSubjects({ row }).has(placed[0].subject)) return '';
  return labels.get(placed[0].subject)?.name ?? '';
}
