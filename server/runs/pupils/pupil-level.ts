import { levelsSentence, levelWords } from '../../../engine/index.ts';
import type { ListedPupil, SubjectLabel } from './listed-pupils.ts';
import { listedSubjects } from './listed-subjects.ts';

/** The level in the subjects the pupil is listed for, since the sentence beside it speaks of these; else in all of them. */
export function pupilLevel({ row, evidence }: Pick<ListedPupil, 'row' | 'evidence'>): string {
  const listed = listedSubjects({ row });
  const told = evidence.filter(({ subject }) => listed.size === 0 || listed.has(subject));
  return levelWords(told.map(({ growth }) => growth?.position ?? Number.NaN));
}

/** The level in every subject with a result now. */
export function pupilLevels(
  { evidence }: Pick<ListedPupil, 'evidence'>,
  labels: ReadonlyMap<string, SubjectLabel>,
): string {
  return levelsSentence(
    evidence.map(({ subject, growth }) => ({
      name: labels.get(subject)?.name ?? subject,
      position: growth?.position ?? Number.NaN,
    })),
  );
}
