import type { Grid } from '../../files/grid.ts';
import type { Mapping, SheetAnswers } from '../mapping/mapping.ts';
import { sheetDigest } from './sheet-digest.ts';

/** What has been said of this very sheet; null where nothing has, or of another sheet of its name only. */
export function answersOfSheet(grid: Grid, { sheets }: Pick<Mapping, 'sheets'>): SheetAnswers | null {
  const answers = sheets && Object.hasOwn(sheets, grid.name) ? sheets[grid.name] : null;
  return answers?.of === sheetDigest(grid) ? answers : null;
}
