import type { TableOf } from '../../tables/run-table.ts';
import type { ClassCoverage } from '../../agenda/measure-coverage.ts';
import { integers, table, texts } from './columns.ts';

/** The `coverage` table: who was tested, by class and subject. */
export function coverageTable(classes: readonly ClassCoverage[]): TableOf<'coverage'> {
  const status = (name: keyof ClassCoverage['byStatus']) => integers(classes.map(({ byStatus }) => byStatus[name]));
  return table('coverage', classes.length, {
    school: texts(classes.map(({ school }) => school)),
    class: texts(classes.map((each) => each.class)),
    subject: texts(classes.map(({ subject }) => subject)),
    on_roll: integers(classes.map(({ onRoll }) => onRoll)),
    valid: status('valid'),
    floor: status('floor'),
    ceiling: status('ceiling'),
    absent: status('absent'),
    below_test: status('below-test'),
    disapplied: status('disapplied'),
    withheld: status('withheld'),
    not_entered: integers(classes.map(({ notEntered }) => notEntered)),
    current_window: texts(classes.map(({ currentWindow }) => currentWindow)),
  });
}
