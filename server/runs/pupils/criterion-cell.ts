import {
  effectSentence,
  growthPercentileSentences,
  pageTemplates,
  fillForename,
  shortReason,
  type Criterion,
  type CriterionRow,
  type SubjectWords,
} from '../../../engine/index.ts';
import type { SubjectEvidence } from './pupil-evidence.ts';

/** What a cell of the table of four questions says closed and open. */
export interface CriterionCell {
  /** “likely”, “no large gap”, “cannot say: bands only”. */
  readonly answer: string;
  /** Sentence, numbers, who is compared, how sure; in this order. */
  readonly sentences: readonly string[];
  /** True where the criterion is met. */
  readonly met: boolean;
}

export interface CellWords {
  readonly forename: string;
  /** Named in every place where a comparison is shown. */
  readonly peerGroup: string;
  readonly yearGroup: string;
  /** “points”, “months”; '' where the results are bands. */
  readonly unit: string;
  readonly unitOne: string;
  /** “December 2025”; null where there is none. */
  readonly baselineMonth: string | null;
  readonly isRating: boolean;
  /** Whether the policy asks for the number behind a likelihood word. */
  readonly probabilities: boolean;
}

/** The cell of one question in one subject; null where the run has no row for it. */
export function criterionCell(criterion: Criterion, evidence: SubjectEvidence, words: CellWords): CriterionCell | null {
  const row = evidence.criteria[criterion];
  if (!row) return null;
  // Where a score is the best there is nothing may be read from its numbers.
  const untold = row.reason === 'at-ceiling' && row.probability === null;
  const numbers = untold
    ? []
    : criterion === 'slower-than-peers'
      ? peerNumbers(evidence, row)
      : effectNumbers(row, words);
  const who = criterion === 'slower-than-peers' ? words.peerGroup : words.yearGroup;
  const compared = row.verdict !== 'cannot-say' || numbers.length > 0;
  return {
    answer: words.probabilities ? withNumber(answerOf(row, words), row) : answerOf(row, words),
    met: row.verdict === 'met',
    sentences: [
      fillForename(row.sentence, words.forename),
      ...numbers,
      ...(compared ? [who] : []),
      ...(numbers.length > 0 && criterion !== 'slower-than-peers' ? [pageTemplates.correctedNumbers] : []),
    ].filter(Boolean),
  };
}

/** The verdict in a table's cell. */
export function answerOf(row: CriterionRow, words: Pick<SubjectWords, 'isRating'>): string {
  const { reason } = row;
  if (reason === 'no-gap') return 'no large gap';
  if (reason === 'gap-closing') return 'closing';
  if (row.verdict === 'cannot-say' && reason !== null && reason !== 'too-close-to-call')
    return `cannot say: ${shortReason(reason, words)}`;
  return row.likelihood;
}

/** “likely (83 in 100)”; an answer that is no likelihood word has no number. */
function withNumber(answer: string, row: CriterionRow): string {
  if (answer !== row.likelihood || row.probability === null) return answer;
  // Never “0 in 100” or “100 in 100”: nothing is that sure.
  const chances = Math.min(99, Math.max(1, Math.round(100 * row.probability)));
  return `${answer} (${chances} in 100)`;
}

function peerNumbers({ growth }: SubjectEvidence, row: CriterionRow): string[] {
  return growthPercentileSentences({
    percentile: growth?.growth_percentile_true ?? Number.NaN,
    low: growth?.growth_percentile_true_low ?? Number.NaN,
    high: growth?.growth_percentile_true_high ?? Number.NaN,
    verdict: row.verdict,
  });
}

function effectNumbers(row: CriterionRow, { unit, unitOne, baselineMonth }: CellWords): string[] {
  const { effect_points: effect, effect_points_low: low, effect_points_high: high } = row;
  if (effect === null || low === null || high === null || unit === '') return [];
  // A gap that grows is a change for the worse.
  const turn = row.unit === 'SD a year' ? 1 : -1;
  const points = { points: turn * effect, low: turn * low, high: turn * high };
  return [effectSentence({ unit: row.unit, ...points, baselineMonth }, { unitOne, unitMany: unit })];
}
