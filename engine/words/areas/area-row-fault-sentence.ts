import { areaColumns, highestScore, type AreaRowFault } from '../../areas/index.ts';
import { areaFaultSentence } from './area-words.ts';

/** What is wrong with a row of a sheet of results, where, and what to do. */
export function areaRowFaultSentence({ row, column, fault, scale }: AreaRowFault): string {
  const place = `Row ${row}, ${column}:`;
  switch (fault) {
    case 'missing-column':
      return `The sheet has no column ${column}. Its first row names the columns ${areaColumns.join(', ')}.`;
    case 'no-pupil':
      return `${place} no pupil is named. Write the identifier that the data folder has.`;
    case 'unknown-scale':
      return `${place} this scale is not known here. The page lists those that are; a scale of the school’s own is set first.`;
    case 'not-a-day':
      return `${place} this is no day of the calendar. Write it as 2026-12-10 or 10/12/2026.`;
    case 'twice':
      return `${place} a row above has the same pupil, scale, source and day. Keep one of them.`;
    default:
      return `${place} ${areaFaultSentence(fault, scale ?? { min: 0, whole: false }, scale ? highestScore(scale, 'teacher') : Infinity)}`;
  }
}
