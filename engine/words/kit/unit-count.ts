import type { SubjectWords } from './subject-words.ts';

/** A size in the test's own unit, whole and without its sign: “11 points”, “1 month”. */
export function unitCount(points: number, words: Pick<SubjectWords, 'unitOne' | 'unitMany'>): string {
  const whole = Math.round(Math.abs(points));
  return `${whole} ${whole === 1 ? words.unitOne : words.unitMany}`;
}
