import { agendaTable } from './agenda-table.ts';
import type { Agenda } from '../../agenda/build-agenda.ts';
import { hasLeft } from '../../tables/has-left.ts';
import type { TableOf } from '../../tables/run-table.ts';
import { agendaSentences } from '../../words/pages/agenda-sentences.ts';
import type { Analysis } from './analysis.ts';
import type { AnalysedCriteria } from './criteria-columns.ts';
import type { CriteriaWords } from '../../words/criteria/criteria-sentences.ts';
import { lackWords, statusWords, type Lack } from '../../words/kit/lack-words.ts';

/** The `agenda` table: every pupil on roll, in the order of the meeting, with the one sentence a class page prints. */
export function wordedAgenda(
  { data }: Analysis,
  agenda: Agenda,
  columns: AnalysedCriteria,
  words: CriteriaWords,
): TableOf<'agenda'> {
  const because = Array.from(agenda.pupil, (pupil, row) =>
    agenda.measured[row] === 1
      ? null
      : lackWords({
          status: asStatus(agenda.whyListed[row]),
          joinedOnDay: data.pupils.joinedOnDay[pupil],
          leftOnDay: hasLeft(data, pupil) ? data.pupils.leftOnDay![pupil] : Number.NaN,
        }),
  );
  const listing = { count: agenda.count, pupil: agenda.pupil, section: agenda.section, because };
  return agendaTable(data, agenda, agendaSentences(listing, columns, words));
}

/** The state of a missing result where `why_listed` holds one. */
function asStatus(why: string | null): Lack['status'] {
  return why === 'not-comparable' || (why !== null && why in statusWords) ? (why as Lack['status']) : null;
}
