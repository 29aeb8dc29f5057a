import type { ResultStatus } from '../../../tables/assessment-data.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { has } from '../mapping/own-grades.ts';
import { readResultText, type ResultText } from '../mapping/read-result-text.ts';
import type { SaidEnds } from '../mapping/score-end.ts';

export type ResultCell =
  Exclude<ResultText, { kind: 'unknown' }> | { readonly kind: 'unused'; readonly reason: string };

/** What a result cell of a mapped sheet says, beside the row's own `status`; why, where it cannot be used. */
export function readResultCell(
  text: string,
  scale: string | null,
  mapping: Mapping,
  status: ResultStatus | null = null,
): ResultCell {
  const own = scale !== null && Object.hasOwn(mapping.scales ?? {}, scale) ? mapping.scales![scale] : null;
  if (own && has(own.words, text))
    return {
      kind: 'unused',
      reason: own.leftOut
        ? 'The mapping leaves these grades out.'
        : 'The place of this grade among the others is not known. Write them lowest first under "scales" in the mapping.',
    };
  const read = readResultText(text, scale, mapping.codes, own?.grades, endsOf(mapping, scale));
  // A column of statuses says more than a blank, and that a number is the test's floor or ceiling.
  if (status && (read.kind === 'empty' || (read.kind === 'result' && read.status === 'valid')))
    return { kind: 'result', score: read.kind === 'result' ? read.score : '', status };
  if (read.kind !== 'unknown') return read;
  const reason =
    read.end === undefined
      ? 'Not a number, a known grade or a known code. Correct it, or add the code to the mapping.'
      : `It is written as an end of the test’s range, but ${read.end.score} is not known to be one. If it is, put ${JSON.stringify({ [scale ?? '']: { [read.end.status]: Number(read.end.score) } })} under "ends" in the mapping; else write the score itself.`;
  return { kind: 'unused', reason };
}

function endsOf({ ends = {} }: Mapping, scale: string | null): SaidEnds {
  return Object.hasOwn(ends, scale ?? '') ? ends[scale ?? ''] : {};
}
