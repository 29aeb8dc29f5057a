import { findScale } from '../../../scales/registry.ts';
import type { ResultStatus } from '../../../tables/assessment-data.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { notCalculated } from '../../values/not-calculated.ts';
import type { AgeStyle } from '../../values/parse-age.ts';
import { resultCodes } from '../mapping/aliases.ts';
import { has } from '../mapping/own-grades.ts';
import { readAgeText } from '../mapping/read-age-text.ts';
import { readResultText, type ResultText } from '../mapping/read-result-text.ts';
import type { SaidEnds, ScoreEnd } from '../mapping/score-end.ts';

export type ResultCell =
  | Exclude<ResultText, { kind: 'unknown' }>
  /** `code`: an entry of which nobody has said yet what it stands for, which may be a grade where it stands `besideGrades`. */
  | {
      readonly kind: 'unused';
      readonly reason: string;
      readonly end?: ScoreEnd;
      readonly code?: string;
      readonly besideGrades?: boolean;
    };

/** What is known of a result cell beside its text. */
export interface CellSetting {
  readonly scale: string | null;
  /** The row's own status. */
  readonly status?: ResultStatus | null;
  /** How the column writes ages. */
  readonly ages?: AgeStyle;
}

/** What a result cell of a mapped sheet says, beside the row's own `status`; why, where it cannot be used. */
export function readResultCell(
  text: string,
  mapping: Mapping,
  { scale, status = null, ages = 'unclear' }: CellSetting,
): ResultCell {
  if (text === notCalculated) return { kind: 'unused', reason: whyNotCalculated };
  const own = scale !== null && Object.hasOwn(mapping.scales ?? {}, scale) ? mapping.scales![scale] : null;
  if (own && has(own.words, text) && !isAnswered(text, mapping))
    return {
      kind: 'unused',
      reason: own.leftOut ? 'These grades were said to be no results.' : whyNoPlace,
    };
  const isAge = scale !== null && findScale(scale)?.class === 'age-equivalent';
  const age = isAge ? readAgeText(text, ages) : null;
  const read: ResultText =
    age === null
      ? withoutAges(readResultText(text, scale, mapping.codes, own?.grades, endsOf(mapping, scale)), isAge)
      : { kind: 'result', ...age, ...(age.status === 'valid' ? {} : { atEnd: true }) };
  // A column of statuses says more than a blank, and that a number is the test's floor or ceiling.
  if (status && (read.kind === 'empty' || (read.kind === 'result' && read.status === 'valid')))
    return { kind: 'result', score: read.kind === 'result' ? read.score : '', status };
  if (read.kind !== 'unknown') return read;
  if (isAge) return { kind: 'unused', reason: whyNoAge };
  if (read.said)
    return { kind: 'unused', reason: read.said === 'grade' ? whyNoPlace : 'This entry was said to be no result.' };
  if (read.end === undefined)
    return mayBeCode(text)
      ? { kind: 'unused', reason: whyNoCode, code: text.toLowerCase(), besideGrades: own !== null || isOrdinal(scale) }
      : {
          kind: 'unused',
          reason: 'Not a number, a known grade or a known code. Correct it in the file and bring it again.',
        };
  const reason = `It is written as an end of the test’s range, but ${read.end.score} is not known to be one. Say whether it is where that is asked, or write the score itself.`;
  return { kind: 'unused', reason, end: read.end };
}

/** Words without a number that are short enough to stand for something. */
function mayBeCode(text: string): boolean {
  return text.length <= longestCode && /^[^\d@]+$/.test(text);
}

const longestCode = 24;
const whyNoCode =
  'Not a number, a known grade or a known code. Say what the entry stands for where that is asked, or correct it.';
const whyNoPlace =
  'The place of this grade among the others is not known. Say their order, lowest first, where it is asked.';
const whyNotCalculated =
  'The cell holds a formula whose result is not stored in the file. Open the workbook in Excel, save it, and bring it again.';
const whyNoAge =
  'The age can be read in more than one way. Write 8 years 5 months as 8:05 (Excel makes a date of 8/5; 8.5 may be eight and a half years).';

/** A number that is no age is none, whatever else it may be. */
function withoutAges(read: ResultText, isAge: boolean): ResultText {
  return isAge && read.kind === 'result' && read.score !== '' ? { kind: 'unknown' } : read;
}

/** Whether results are grades; so they may be where no scale is known. */
function isOrdinal(scale: string | null): boolean {
  return scale === null || findScale(scale)?.class === 'ordinal';
}

/** Whether somebody has said what the entry stands for. */
function isAnswered(text: string, { codes }: Mapping): boolean {
  const word = text.toLowerCase();
  return Object.hasOwn(codes, word) && !Object.hasOwn(resultCodes, word);
}

function endsOf({ ends = {} }: Mapping, scale: string | null): SaidEnds {
  return Object.hasOwn(ends, scale ?? '') ? ends[scale ?? ''] : {};
}
