import { levelOf } from '../../agenda/level-of.ts';
import { levelNames } from '../../tables/run-schema.ts';
import { listInWords } from '../kit/list-in-words.ts';

/** Where a pupil stands in one subject now. */
export interface SubjectLevel {
  /** The subject inside a sentence. */
  readonly name: string;
  /** True position, SD; NaN where there is no result now. */
  readonly position: number;
}

/** “below”, or “below to middle” over several subjects; “–” where there is no result now. */
export function levelWords(positions: readonly number[]): string {
  const levels = new Set(positions.map((position) => levelOf(position)));
  const found = levelNames.filter((level) => levels.has(level));
  if (found.length === 0) return '–';
  return found.length === 1 ? found[0] : `${found[0]} to ${found.at(-1)}`;
}

/** “below in reading; middle in maths and writing”: never one level for all, which nobody could act on. */
export function levelsSentence(subjects: readonly SubjectLevel[]): string {
  const byLevel = Map.groupBy(subjects, ({ position }) => levelOf(position));
  const parts = levelNames.flatMap((level) => {
    const own = byLevel.get(level) ?? [];
    return own.length > 0 ? [`${level} in ${listInWords(own.map(({ name }) => name))}`] : [];
  });
  return parts.join('; ') || 'not known';
}
