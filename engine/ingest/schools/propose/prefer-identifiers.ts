import { checkUpn } from '../mapping/check-upn.ts';
import { columnOfField, useOfHeading } from '../mapping/columns-of-fields.ts';
import type { Guess, Mapping } from '../mapping/mapping.ts';
import type { ProposedSheet } from './ask-terms.ts';
import { sampleOf } from './sample-of.ts';

const mostly = 0.8;

/**
 * Which number identifies the pupils of these files: that of last time where they all have it, else the unique pupil number
 * where any has one. Of two columns known as that number in one sheet the one that holds such numbers is used: what was said of
 * the other was said of another file.
 */
export function preferIdentifiers(
  sheets: readonly ProposedSheet[],
  mapping: Mapping,
  saved: Mapping | null,
  guesses: Guess[],
): void {
  for (const { grid, layout } of sheets) {
    const known = [...new Set(layout.headings)].filter((heading) => isUpn(mapping, heading));
    const holdUpns = known.filter((heading) => {
      const cells = sampleOf(grid, layout, layout.headings.indexOf(heading));
      return cells.filter((cell) => checkUpn(cell).fault === null).length >= mostly * Math.max(1, cells.length);
    });
    if (known.length < 2 || holdUpns.length === 0) continue;
    for (const heading of known.filter((one) => !holdUpns.includes(one))) {
      mapping.columns[heading] = { ignore: true };
      const reason = `“${holdUpns[0]}” holds the unique pupil numbers`;
      guesses.push({ file: grid.name, of: heading, as: 'left out', reason, confidence: 0.9, at: ['columns', heading] });
    }
  }
  const has = ({ layout }: ProposedSheet, field: string): boolean =>
    columnOfField(layout.headings, mapping, field) >= 0;
  const numbered = sheets.filter((sheet) => has(sheet, 'upn') || has(sheet, 'admission_number'));
  const usual = saved?.identifier ?? (numbered.some((sheet) => has(sheet, 'upn')) ? 'upn' : 'admission_number');
  const stays =
    numbered.length === 0 ||
    !numbered.some((sheet) => has(sheet, 'upn')) ||
    numbered.every((sheet) => has(sheet, usual));
  mapping.identifier = numbered.length === 0 ? (saved?.identifier ?? 'upn') : stays ? usual : 'upn';
  if (saved && mapping.identifier !== saved.identifier)
    guesses.push({
      file: numbered[0].grid.name,
      of: 'identifier',
      as: 'upn',
      reason:
        'not every file has admission numbers, by which pupils were known last time; bring a file with both numbers too, so that earlier results are found',
      confidence: 0.9,
      at: ['identifier'],
    });
}

function isUpn(mapping: Mapping, heading: string): boolean {
  const use = useOfHeading(mapping, heading);
  return use !== null && 'field' in use && use.field === 'upn';
}
