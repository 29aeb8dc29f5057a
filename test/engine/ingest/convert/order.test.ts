import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { carryOut, planConversion } from '../../../../engine/ingest/convert/convert-files.ts';
import { withFolder } from '../data-folder.ts';

/** Entries of a result cell: scores, edges, codes, blanks and nonsense. */
const entry = fc.oneof(
  fc.integer({ min: 60, max: 140 }).map(String),
  fc.constantFrom('', 'abs', 'BTS', '#N/A', '<70', '>130', 'EXS', '12x', '=1+1', '?'),
);
const pupil = fc.record({
  upn: fc.constantFrom('B801200005001', 'R674123101121', 'A80120000501A', ''),
  reg: fc.constantFrom('4K', '3B', ''),
  cells: fc.tuple(entry, entry, entry),
});
const headings = [
  'UPN',
  'Reg',
  'School',
  'Autumn 2 2025/26 Reading SAS',
  'Autumn 2 2025/26 Maths SAS',
  'Y3 Spr Maths SAS',
];

test('a wide sheet in any order of rows and columns becomes the same results, every cell used, empty or left out', async () => {
  await withFolder({}, async (folder) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(pupil, { minLength: 1, maxLength: 12 }),
        fc.shuffledSubarray(headings, { minLength: headings.length }),
        fc.nat(),
        async (pupils, columns, turn) => {
          const rows = pupils.map(({ upn, reg, cells }) =>
            Object.fromEntries(headings.map((heading, at) => [heading, [upn, reg, 'Elm', ...cells][at]])),
          );
          const convert = async (order: readonly string[], lines: typeof rows) => {
            const path = join(folder, 'a.csv');
            await writeFile(
              path,
              [order, ...lines.map((row) => order.map((c) => row[c]))].map((r) => r.join(',')).join('\n'),
            );
            const plan = await planConversion([path], null, '2026-06-20');
            try {
              const { files, report } = carryOut(plan, plan.proposal.mapping);
              return { counts: report.results, lines: files['assessments.csv'].split('\n').sort() };
            } catch (error) {
              return { counts: (error as { code: string }).code, lines: [] };
            }
          };
          const at = turn % rows.length;
          const plain = await convert(headings, rows);
          const turned = await convert(columns, [...rows.slice(at), ...rows.slice(0, at)].toReversed());
          expect(turned).toEqual(plain);
          if (typeof plain.counts === 'string') {
            expect(plain.counts).toBe('nothing-to-convert');
            return;
          }
          const { seen, used, empty, notUsed } = plain.counts;
          expect(used + empty + notUsed).toBe(seen);
          expect(plain.lines.length - 2).toBe(used);
        },
      ),
      { numRuns: 200 },
    );
  });
}, 60_000);
