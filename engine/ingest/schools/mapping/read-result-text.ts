import { findScale, findScaleOfGrades } from '../../../scales/registry.ts';
import type { ResultStatus } from '../../../tables/assessment-data.ts';
import type { ResultCode } from './aliases.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { plainScore } from './plain-score.ts';
import { statutoryCode, statutoryGrade } from './statutory-results.ts';
import { isEndOfScale, scoreEnd, type SaidEnds, type ScoreEnd } from './score-end.ts';

export type ResultText =
  | {
      readonly kind: 'result';
      readonly score: string;
      readonly status: ResultStatus;
      /** Floor or ceiling by the way the score is written. */
      readonly atEnd?: true;
    }
  | { readonly kind: 'empty' }
  /** `end`: written as an end of the test's range, which it is not known to be; `said`: by somebody's answer it is no result, or a grade without its place. */
  | { readonly kind: 'unknown'; readonly end?: ScoreEnd; readonly said?: 'unused' | 'grade' };

/**
 * What stands in a result cell: a number or grade; “<70” and “130+” where that is an end of the scale (the test's floor and
 * ceiling), known or one of `ends`, those a person has said; an entry of `codes` that stands for a status; nothing. A blank is never 0. Grades of the scale, where it has any, come before codes; `own` are those of
 * a scale of the school's making.
 */
export function readResultText(
  text: string,
  scale: string | null,
  codes: Readonly<Record<string, ResultCode>>,
  own: readonly string[] | null = null,
  ends: SaidEnds = {},
): ResultText {
  const cell = plainScore(text.trim());
  if (cell === '') return { kind: 'empty' };
  const grades = own ?? (scale === null ? null : findScale(scale)?.grades);
  const grade = grades?.find((one) => one.toLowerCase() === cell.toLowerCase());
  if (grade !== undefined) return { kind: 'result', score: grade, status: 'valid' };
  const national = own === null ? statutoryGrade(cell, scale) : null;
  if (national !== null) return { kind: 'result', score: national, status: 'valid' };
  if (!Number.isNaN(parseNumber(cell)) || /^\d{1,2}:\d{2}$/.test(cell))
    return { kind: 'result', score: cell, status: 'valid' };
  const status = own === null ? statutoryCode(cell, scale) : null;
  if (status !== null) return { kind: 'result', score: '', status };
  const code = Object.hasOwn(codes, cell.toLowerCase()) ? codes[cell.toLowerCase()] : null;
  if (code === 'empty') return { kind: 'empty' };
  if (code === 'unused' || code === 'grade') return { kind: 'unknown', said: code };
  if (code !== null) return { kind: 'result', score: '', status: code };
  if (own === null && findScaleOfGrades([cell])) return { kind: 'result', score: cell, status: 'valid' };
  const end = scoreEnd(cell);
  if (end === null) return { kind: 'unknown' };
  return isEndOfScale(end, scale, ends)
    ? { kind: 'result', score: end.score, status: end.status, atEnd: true }
    : { kind: 'unknown', end };
}
