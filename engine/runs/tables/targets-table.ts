import type { Comparisons } from '../../growth/comparisons/comparisons.ts';
import type { Targets } from '../../growth/forecasts/set-targets.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import type { TableOf } from '../../tables/run-table.ts';
import { formatDay } from '../../tables/days.ts';
import { integers, table, texts } from './columns.ts';

/** The `targets` table: one row a pupil and subject with a target. */
export function targetsTable(
  { pupils, subjects }: AssessmentData,
  { pupil, subject }: Comparisons,
  targets: Targets,
): TableOf<'targets'> {
  const rows = [...targets.comparison];
  const date = formatDay(targets.day);
  const [typical, aspirational, exceptional] = targets.points;
  const [typicalChance, aspirationalChance, exceptionalChance] = targets.chance;
  return table('targets', targets.count, {
    pupil_id: texts(rows.map((i) => pupils.pupilId[pupil[i]])),
    subject: texts(rows.map((i) => subjects[subject[i]])),
    date: texts(rows.map(() => date)),
    typical: { type: 'number', values: typical },
    aspirational: { type: 'number', values: aspirational },
    exceptional: { type: 'number', values: exceptional },
    typical_chance: { type: 'number', values: typicalChance },
    aspirational_chance: { type: 'number', values: aspirationalChance },
    exceptional_chance: { type: 'number', values: exceptionalChance },
    peers: integers(targets.peers),
    need_matched: { type: 'boolean', values: targets.needMatched },
  });
}
