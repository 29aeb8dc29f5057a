import type { DataImportRow } from '../records/data-imports.ts';
import type { ImportReport } from './import-tasks.ts';

/** Schools that brought files are about: that of whoever brought them, else those they were found to hold; none before that. */
export function schoolsOfImport({ school, report }: Pick<DataImportRow, 'school' | 'report'>): readonly string[] {
  if (school !== null) return [school];
  if (report === null) return [];
  return (JSON.parse(report) as ImportReport).report.roll.schools.map((one) => one.school);
}
