import { failed, type Tally } from './tally.ts';

const heads = ['fault', 'times', 'confirmed writes', 'lost', 'opened wrong', 'audit rows missing', ''] as const;

/** The tallies as a table for a terminal, with the notes below it. */
export function faultsTable(tallies: readonly Tally[]): string {
  const rows = tallies.map((tally) => [
    tally.fault,
    tally.times < tally.wanted ? `${tally.times} of ${tally.wanted}` : String(tally.times),
    String(tally.confirmed),
    String(tally.lost),
    String(tally.wrong),
    Number.isNaN(tally.unaudited) ? '–' : String(tally.unaudited),
    failed(tally) ? 'FAILED' : '',
  ]);
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  const notes = tallies.flatMap(({ fault, notes: said }) => [...new Set(said)].map((note) => `${fault}: ${note}`));
  return [line(heads), ...rows.map(line), ...notes.map((note) => `  ${note}`)].join('\n');
}
