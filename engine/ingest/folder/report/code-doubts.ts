import type { AssessmentData } from '../../../tables/assessment-data.ts';
import type { TextColumn } from '../../../tables/text-column.ts';
import type { DataDoubt } from './data-doubt.ts';

const statuses = ['N', 'K', 'E'];
/** Primary needs of the school census. */
const needs = 'SPLD MLD SLD PMLD SLCN ASD SEMH HI VI MSI PD DS OTH NSA'.split(' ');
const mostExamples = 5;

/**
 * Codes of pupils that have no meaning here, one doubt a code. They are kept as written; but a status that is not read as
 * SEN Support or a plan puts a pupil who has one among those who have none.
 */
export function codeDoubts({ pupils }: AssessmentData): DataDoubt[] {
  const doubts = (column: TextColumn, known: readonly string[], textOf: (code: string) => string): DataDoubt[] =>
    column.values.flatMap((code, place) => {
      if (known.includes(code)) return [];
      const ids = pupils.pupilId.filter((_, pupil) => column.codes[pupil] === place);
      return [{ kind: 'code-unknown', text: textOf(code), count: ids.length, examples: ids.slice(0, mostExamples) }];
    });
  return [
    ...doubts(
      pupils.senStatus,
      statuses,
      (code) =>
        `SEN status “${code}” is not N, K or E: it is kept as written, and counts neither as SEN Support (K) nor as a plan (E). Write the code that is meant.`,
    ),
    ...doubts(
      pupils.primaryNeed,
      needs,
      (code) =>
        `Primary need “${code}” is not a code of the school census: it is kept as written. Write one of ${needs.join(', ')}.`,
    ),
  ];
}
