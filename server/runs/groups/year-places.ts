import type { LoadedRun } from '../loaded-run.ts';

/**
 * Tells of a row of a table by pupil and subject its `subject, year group`, one key for all rows of a place. Asked row after row:
 * the rows of a pupil stand together, so the pupil is looked up once for them.
 */
export function yearPlaces(run: LoadedRun, table: 'growth' | 'trajectories'): (row: number) => string {
  const { pupil_id, subject } = run.tables[table].columns;
  const [pupils, subjects] = [pupil_id.values, subject.values];
  const placesByYear = new Map<string, Map<string, string>>();
  let pupil: string | undefined;
  let year = '';
  let places = new Map<string, string>();
  return (row) => {
    if (pupils[row] !== pupil) {
      pupil = pupils[row];
      year = run.agendaRow(pupil)?.year_group ?? '';
      places = placesByYear.get(year) ?? new Map<string, string>();
      placesByYear.set(year, places);
    }
    const own = subjects[row];
    let place = places.get(own);
    if (place === undefined) places.set(own, (place = `${own}\n${year}`));
    return place;
  };
}
