import type { RunTable, RunTableName } from '../../../engine/index.ts';
import type { LoadedRun } from '../loaded-run.ts';

/**
 * Tells of a row of a table by pupil and subject its `subject, year group`, one key for all rows of a place. Asked row after row:
 * the rows of a pupil stand together, so the pupil is looked up once for them.
 */
export function yearPlaces(run: LoadedRun, table: RunTableName): (row: number) => string {
  const [pupils, subjects] = ['pupil_id', 'subject'].map((name) => {
    const { columns }: RunTable = run.tables[table];
    const column = columns[name];
    return column?.type === 'text' ? column.values : [];
  });
  const placesByYear = new Map<string, Map<string, string>>();
  let pupil: string | null | undefined;
  let year = '';
  let places = new Map<string, string>();
  return (row) => {
    if (pupils[row] !== pupil) {
      pupil = pupils[row];
      year = String(run.agendaRow(pupil ?? '')?.['year_group'] ?? '');
      places = placesByYear.get(year) ?? new Map<string, string>();
      placesByYear.set(year, places);
    }
    const subject = subjects[row] ?? '';
    let place = places.get(subject);
    if (place === undefined) places.set(subject, (place = `${subject}\n${year}`));
    return place;
  };
}
