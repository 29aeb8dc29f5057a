import type { SubjectEvidence } from '../access/pupil-evidence.ts';
import type { SubjectLabel } from '../plugins/listed-pupils.ts';
import { numberOf } from './words.ts';

/** The tested subject in which the pupil stands highest now, as a heading names it; '' where fewer than two can be compared. */
export function strongestSubject(
  evidence: readonly SubjectEvidence[],
  labels: ReadonlyMap<string, SubjectLabel>,
): string {
  const placed = evidence
    .filter(({ subject }) => labels.get(subject)?.direction === '')
    .map(({ subject, growth }) => ({ subject, position: numberOf(growth, 'position') }))
    .filter(({ position }) => !Number.isNaN(position))
    .toSorted((a, b) => b.position - a.position);
  return placed.length < 2 ? '' : (labels.get(placed[0].subject)?.name ?? '');
}
