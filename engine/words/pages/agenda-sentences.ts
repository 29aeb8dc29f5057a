import { agendaSentence } from './agenda-sentence.ts';
import { type CriteriaColumns, type CriteriaWords, criteriaFacts } from '../criteria/criteria-sentences.ts';
import { sectionNames } from '../../tables/run-schema.ts';

/** The agenda as columns, one entry a pupil on the list. */
export interface AgendaColumns {
  readonly count: number;
  /** The pupil's number, as in `CriteriaPupils.pupil`. */
  readonly pupil: ArrayLike<number>;
  /** Index into `sectionNames`. */
  readonly section: ArrayLike<number>;
  /** Why the pupil has no result this time (`lackWords`); null where measured. */
  readonly because: ArrayLike<string | null>;
}

/** The criteria table with whose row each is, and the concern of the pupil × subject the row belongs to (NaN unknown). */
export interface PupilCriteriaColumns extends CriteriaColumns {
  readonly pupil: ArrayLike<number>;
  readonly concern: ArrayLike<number>;
}

/**
 * The `sentence` column of the agenda: for each pupil the one a class page prints, told of the subject of greatest concern
 * where several have a criterion met. Rows of one pupil and subject must stand together; otherwise any order will do.
 */
export function agendaSentences(agenda: AgendaColumns, criteria: PupilCriteriaColumns, words: CriteriaWords): string[] {
  const factsOf = criteriaFacts(criteria, words.windowDays);
  const starts = subjectStarts(criteria);
  return Array.from({ length: agenda.count }, (_, row) => {
    const subjects = (starts.get(agenda.pupil[row]) ?? [])
      .toSorted((a, b) => orderedConcern(criteria.concern[b]) - orderedConcern(criteria.concern[a]) || a - b)
      .map((start) => ({
        words: words.subjects[criteria.subject[start]],
        criteria: Array.from({ length: lengthFrom(criteria, start) }, (_, offset) => factsOf(start + offset)),
      }));
    const section = sectionNames[agenda.section[row]];
    return agendaSentence(
      { section, because: agenda.because[row], subjects },
      words.settingsOf?.(agenda.pupil[row]) ?? words.settings,
    );
  });
}

/** First row of every subject, by pupil. */
function subjectStarts(criteria: PupilCriteriaColumns): Map<number, number[]> {
  const starts = new Map<number, number[]>();
  for (let row = 0; row < criteria.count; row += lengthFrom(criteria, row)) {
    const rows = starts.get(criteria.pupil[row]);
    if (rows) rows.push(row);
    else starts.set(criteria.pupil[row], [row]);
  }
  return starts;
}

function lengthFrom(criteria: PupilCriteriaColumns, start: number): number {
  let end = start + 1;
  while (
    end < criteria.count &&
    criteria.pupil[end] === criteria.pupil[start] &&
    criteria.subject[end] === criteria.subject[start]
  )
    end++;
  return end - start;
}

function orderedConcern(concern: number): number {
  // −1e9 rather than −Infinity: the difference of two infinities is NaN, which no sort survives.
  return Number.isNaN(concern) ? -1e9 : concern;
}
