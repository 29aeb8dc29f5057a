import type { Agenda } from '../../agenda/build-agenda.ts';
import type { RunTables } from '../../tables/run-table.ts';
import type { Analysis } from './analysis.ts';
import { concernTable } from './concern-table.ts';
import { criteriaColumns } from './criteria-columns.ts';
import { criteriaTable } from './criteria-table.ts';
import { fanTable } from './fan-table.ts';
import { growthTable } from './growth-table.ts';
import { rejectsTable } from './rejects-table.ts';
import { subjectWords } from '../../words/kit/subject-words.ts';
import { trajectoriesTable } from './trajectories-table.ts';
import { wordedAgenda } from './worded-agenda.ts';

/** Tables that carry no sentence and come ready from `agenda` and `growth`. */
export type NumericTables = Pick<RunTables, 'groups' | 'cells' | 'equity' | 'coverage' | 'targets' | 'forecasts'>;

/** Every table of a run but its lists, which wait for the draws by luck: what the stages found, with the sentences people read. */
export function runTables(analysis: Analysis, agenda: Agenda, numeric: NumericTables): Omit<RunTables, 'lists'> {
  const { data, measurements } = analysis;
  const words = {
    subjects: data.subjects.map((name, subject) => {
      const cell = measurements.cells.find((each) => each.subject === subject);
      return subjectWords(name, cell && data.scales[cell.scale]);
    }),
    windowDays: data.windows.day,
    settings: analysis.sentences,
    settingsOf: analysis.sentencesOf,
  };
  const columns = criteriaColumns(analysis);
  return {
    growth: growthTable(analysis),
    criteria: criteriaTable(analysis, columns, words),
    concern: concernTable(analysis),
    agenda: wordedAgenda(analysis, agenda, columns, words),
    trajectories: trajectoriesTable(analysis),
    fan: fanTable(analysis.growth),
    groups: numeric.groups,
    cells: numeric.cells,
    equity: numeric.equity,
    coverage: numeric.coverage,
    targets: numeric.targets,
    forecasts: numeric.forecasts,
    rejects: rejectsTable(data.rejects),
  };
}
