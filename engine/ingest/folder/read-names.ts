import { readRawTables } from './read-raw-tables.ts';
import { rawColumn, type RawTable } from '../files/raw-table.ts';

/** A pupil’s name as the data folder has it: for the encrypted record, never for a run. */
export interface PupilName {
  readonly pupilId: string;
  readonly surname: string;
  readonly forename: string;
}

/**
 * Names of the pupils of a data folder, for the encrypted record alone: nothing else of the engine sees them. One entry an
 * identifier, ascending; where rows of a pupil differ the first non-empty name stands. Errors as `readDataFolder`.
 */
export async function readNames(folder: string): Promise<PupilName[]> {
  const raw = (await readRawTables(folder, { only: ['pupils'], names: true })).get('pupils')!;
  const names = new Map<string, PupilName>();
  for (let row = 0; row < raw.rowCount; row++) {
    const pupilId = textOf(raw, 'pupil_id', row);
    if (pupilId === '') continue;
    const earlier = names.get(pupilId);
    names.set(pupilId, {
      pupilId,
      surname: earlier?.surname || textOf(raw, 'surname', row),
      forename: earlier?.forename || textOf(raw, 'forename', row),
    });
  }
  return [...names.values()].sort((a, b) => (a.pupilId < b.pupilId ? -1 : 1));
}

function textOf(raw: RawTable, name: string, row: number): string {
  const column = rawColumn(raw, name);
  return column ? column.values[column.codes[row]] : '';
}
