import { convertText } from './convert-text.ts';
import type { Files } from '../folder/data-folder.ts';

/** What files are read as, in December 2026: results as “pupil subject window score-or-status scale”, questions by their place. */
export async function readLines(files: Files, settings: Parameters<typeof convertText>[1] = {}) {
  const read = await convertText(files, { today: '2026-12-01', ...settings });
  const line = (row: Record<string, string>): string =>
    [row['pupil_id'], row['subject'], row['window'], row['score'] || row['status'], row['scale']].join(' ').trim();
  return {
    ...read,
    lines: read.results.map(line),
    asked: read.proposal.questions.map(({ at }) => at.join(' ')),
    reasons: read.report.notUsedFor.map(({ reason }) => reason),
  };
}

/** Twelve pupils' numbers, in the order of their rows. */
export const numbers: readonly string[] = Array.from({ length: 12 }, (_, at) => String(100_100 + at));

/** A sheet of twelve pupils of Year 4: their numbers and, under `headings`, an entry of each list. */
export function sheetOf(headings: string, ...columns: readonly (readonly (string | number)[])[]): string {
  const rows = numbers.slice(0, columns[0].length).map((id, at) => {
    const cells = columns.map((column) => `"${String(column[at]).replaceAll('"', '""')}"`);
    return [id, '4', 'Elm', ...cells].join(',');
  });
  return `Pupil ID,Year,School,${headings}\n${rows.join('\n')}\n`;
}
