import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { carryOut, planConversion } from '../../../../engine/ingest/schools/convert-files.ts';
import { withFolder } from '../folder/data-folder.ts';

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

const spell = fc.record({
  upn: fc.constantFrom('B801200005001', 'R674123101121', 'A80120000501A', ''),
  former: fc.constantFrom('', 'A80120000501A', 'B801200005001'),
  adno: fc.constantFrom('', '001', '002'),
  reg: fc.constantFrom('4K', '3B', ''),
  joined: fc.constantFrom('', '01/09/2024', '05/01/2026'),
  left: fc.constantFrom('', '31/12/2025'),
  score: entry,
});
const spellHeadings = [
  'UPN',
  'Former UPN',
  'Adno',
  'Reg',
  'Date of Admission',
  'Leaving Date',
  'Autumn 2 2025/26 Reading SAS',
];

test('two schools’ sheets in any order of rows and columns become the same folder, byte for byte, every cell accounted for', async () => {
  await withFolder({}, async (folder) => {
    const schools = fc.array(spell, { minLength: 1, maxLength: 6 });
    const order = fc.shuffledSubarray(spellHeadings, { minLength: spellHeadings.length });
    await fc.assert(
      fc.asyncProperty(schools, schools, order, fc.nat(), async (elm, oak, columns, turn) => {
        const convert = async (headings: readonly string[], turned: boolean) => {
          const paths: string[] = [];
          for (const [name, pupils] of [['Elm', elm] as const, ['Oak', oak] as const]) {
            const rows = pupils.map((each) => {
              const cells = [each.upn, each.former, each.adno, each.reg, each.joined, each.left, each.score];
              return [...headings.map((heading) => cells[spellHeadings.indexOf(heading)]), name];
            });
            const at = turn % rows.length;
            const lines = turned ? [...rows.slice(at), ...rows.slice(0, at)].toReversed() : rows;
            paths.push(join(folder, `${name}.csv`));
            await writeFile(paths.at(-1)!, [[...headings, 'School'], ...lines].map((row) => row.join(',')).join('\n'));
          }
          const plan = await planConversion(paths, null, '2026-06-20');
          try {
            const { files, report } = carryOut(plan, plan.proposal.mapping);
            const { seen, used, empty, notUsed } = report.results;
            expect(used + empty + notUsed).toBe(seen);
            // The order of results in a file is theirs; the reader sorts them.
            const sorted = files['assessments.csv'].split('\n').sort().join('\n');
            return { ...files, 'assessments.csv': sorted, roll: JSON.stringify(report.roll) };
          } catch (error) {
            return { code: (error as { code: string }).code };
          }
        };
        expect(await convert(columns, true)).toEqual(await convert(spellHeadings, false));
      }),
      { numRuns: 100 },
    );
  });
}, 60_000);
