import { sectionNames } from '../../tables/run-schema.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import type { TableOf } from '../../tables/run-table.ts';
import { textAt } from '../../tables/text-column.ts';
import type { Agenda } from '../../agenda/build-agenda.ts';
import { notKnown } from '../../agenda/pupil-groups.ts';
import { integers, table, texts } from './columns.ts';

/** @param sentences one a row of the agenda, in words */
export function agendaTable(
  { pupils }: AssessmentData,
  agenda: Agenda,
  sentences: readonly string[],
): TableOf<'agenda'> {
  const rows = [...agenda.pupil];
  return table('agenda', agenda.count, {
    order: integers(agenda.order),
    pupil_id: texts(rows.map((pupil) => pupils.pupilId[pupil])),
    school: texts(rows.map((pupil) => textAt(pupils.school, pupil) ?? notKnown)),
    class: texts(rows.map((pupil) => textAt(pupils.class, pupil))),
    year_group: texts(rows.map((pupil) => textAt(pupils.yearGroup, pupil) ?? notKnown)),
    section: texts(Array.from(agenda.section, (index) => sectionNames[index])),
    why_listed: texts(agenda.whyListed),
    concern: { type: 'number', values: agenda.concern },
    subjects: texts(agenda.subjects),
    state: texts(agenda.state),
    first_listed: texts(agenda.firstListed),
    baseline_window: texts(agenda.baselineWindow),
    probably_ordinary: { type: 'number', values: agenda.probablyOrdinary },
    sentence: texts(sentences),
    level: texts(agenda.level),
  });
}
