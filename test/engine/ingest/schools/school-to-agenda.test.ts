import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { convertCommand } from '../../../../engine/cli/convert.ts';
import { readDataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { analyse } from '../../../../engine/pipeline/analyse.ts';
import { defaultPolicy } from '../../../../engine/policy.ts';
import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import { withFolder, type Files } from '../folder/data-folder.ts';

/*
 * Each shape of file from the school's own to the agenda: converted by the command, at most one setting of the mapping edited,
 * then analysed; and once more a term later, with one window more and the mapping kept, when nothing may be asked.
 * Synthetic pupils; the same marks in every shape, so every shape must end in the same agenda.
 */

const windows = [
  { heading: 'Autumn 2 2024/25', day: '2024-11-25' },
  { heading: 'Summer 2 2024/25', day: '2025-06-16' },
  { heading: 'Autumn 2 2025/26', day: '2025-11-24' },
];
const stream = randomStream(7);
const pupils = Array.from({ length: 40 }, (_, k) => {
  const level = stream.normal() * 13;
  return {
    id: `K${String(k).padStart(4, '0')}`,
    surname: `Müller${k}`,
    forename: `Zoë${k}`,
    year: k % 2 ? '4' : '5',
    class: k % 2 ? '4K' : '5B',
    // The last pupils sat nothing in one window: an entry that stands for a status, Excel's own mark, a blank.
    marks: windows.map((_, w) =>
      w === 2 && k >= 37 ? ['abs', '#N/A', ''][k - 37] : String(Math.round(100 + level + 5 * stream.normal())),
    ),
  };
});
const english = (day: string): string => day.split('-').toReversed().join('/');
const csv = (rows: readonly (readonly string[])[], separator = ','): string =>
  rows.map((row) => row.join(separator)).join('\r\n');

const facts = ['Admission Number', 'Legal Surname', 'Legal Forename', 'Year Group', 'Reg', 'School'];
const factsOf = (p: (typeof pupils)[number]): string[] => [
  p.id,
  p.surname,
  p.forename,
  `Year ${p.year}`,
  p.class,
  'Elm Primary',
];

/** Two rows of headings, the window over its column only. */
const wide = (terms: number): string[][] => [
  [...facts.map(() => ''), ...windows.slice(0, terms).map(({ heading }) => heading)],
  [...facts, ...windows.slice(0, terms).map(() => 'Reading SAS')],
  ...pupils.map((p) => [...factsOf(p), ...p.marks.slice(0, terms)]),
];

const long = (terms: number): string[][] => [
  [...facts, 'Aspect', 'Result Set', 'Result', 'Result Date'],
  ...windows
    .slice(0, terms)
    .flatMap(({ heading, day }, w) =>
      pupils.map((p) => [...factsOf(p), w ? 'Eng: Reading SAS' : 'RDG SAS', heading, p.marks[w], english(day)]),
    ),
];

const oneRoster = (terms: number): Files => ({
  'users.csv': csv([
    ['sourcedId', 'status', 'role', 'givenName', 'familyName', 'identifier', 'grades', 'orgSourcedIds'],
    ...pupils.map((p) => [`u${p.id}`, 'active', 'student', p.forename, p.surname, p.id, `0${p.year}`, 'o1']),
  ]),
  'orgs.csv': 'sourcedId,status,name,type\no1,active,Elm Primary,school\n',
  'academicSessions.csv': csv([
    ['sourcedId', 'status', 'title', 'type', 'startDate', 'endDate', 'schoolYear'],
    ...windows.slice(0, terms).map(({ heading, day }, w) => [`s${w}`, 'active', heading, 'term', day, day, '2025']),
  ]),
  'lineItems.csv': csv([
    ['sourcedId', 'status', 'title', 'academicSessionSourcedId'],
    ...windows.slice(0, terms).map((_, w) => [`l${w}`, 'active', 'Reading SAS', `s${w}`]),
  ]),
  'results.csv': csv([
    ['sourcedId', 'status', 'lineItemSourcedId', 'studentSourcedId', 'scoreStatus', 'score', 'scoreDate', 'textScore'],
    ...windows.slice(0, terms).flatMap(({ day }, w) =>
      pupils.map((p) => {
        const score = Number(p.marks[w]) > 0 ? p.marks[w] : '';
        const state = p.marks[w] === 'abs' ? 'not submitted' : 'fully graded';
        return [`r${w}${p.id}`, 'active', `l${w}`, `u${p.id}`, state, score, day, ''];
      }),
    ),
  ]),
});

const publisher = (terms: number): Files => ({
  'roll.csv': csv([facts, ...pupils.map(factsOf)]),
  'results.csv': csv([
    [
      'First Name',
      'Last Name',
      'Student ID',
      'Test Name',
      'Standardised Score',
      'Stanine',
      'Reading Age',
      'Date Taken',
    ],
    ...windows
      .slice(0, terms)
      .flatMap(({ day }, w) =>
        pupils.map((p) => [p.forename, p.surname, p.id, 'Reading SAS', p.marks[w], '5', '8:06', english(day)]),
      ),
  ]),
});

/** Pupils from a transfer file, results from the school's own sheet. */
const transfer = (terms: number): Files => ({
  '8012016_CTF_8012016_001.xml': `<CTfile><Header><SourceSchool><SchoolName>Elm Primary</SchoolName></SourceSchool></Header><CTFpupilData>${pupils
    .map(
      (p) =>
        `<Pupil><UPN>${p.id}</UPN><Surname>${p.surname}</Surname><Forename>${p.forename}</Forename><BasicDetails><NCyearActual>${p.year}</NCyearActual></BasicDetails><RegGroup>${p.class}</RegGroup></Pupil>`,
    )
    .join('')}</CTFpupilData></CTfile>`,
  'results.csv': csv(long(terms)),
});

const columnsOf = ([header, ...rows]: string[][]): Record<string, string[]> =>
  Object.fromEntries(header.map((name, at) => [name, rows.map((row) => row[at])]));

const shapes: readonly [string, (terms: number) => Files | Promise<Files>][] = [
  ['a wide CSV with two rows of headings', (terms) => ({ 'sheet.csv': csv(wide(terms)) })],
  [
    'a wide CSV in Windows-1252 with semicolons',
    (terms) => ({ 'sheet.csv': Buffer.from(csv(wide(terms), ';'), 'latin1') }),
  ],
  [
    'a wide sheet in UTF-16 with tabs',
    (terms) => ({ 'sheet.txt': Buffer.from(`\ufeff${csv(wide(terms), '\t')}`, 'utf16le') }),
  ],
  [
    'a wide workbook',
    async (terms) => ({ 'sheet.xlsx': await writeXlsx({ sheets: [{ name: 'Sheet1', rows: wide(terms) }] }) }),
  ],
  ['a long export', (terms) => ({ 'results.csv': csv(long(terms)) })],
  [
    'a long export in Arrow',
    (terms) => ({ 'results.arrow': tableToIPC(tableFromArrays(columnsOf(long(terms))), 'file') }),
  ],
  ['OneRoster 1.2', oneRoster],
  ['a test publisher’s results beside the roll', publisher],
  ['a Common Transfer File beside the school’s results', transfer],
];

test.each(shapes)(
  '%s ends in the agenda, and the next term asks nothing',
  async (_, filesOf) => {
    await withFolder({}, async (folder) => {
      const convert = async (terms: number, mapping: readonly string[]) => {
        const files = await filesOf(terms);
        for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
        const paths = Object.keys(files).map((name) => join(folder, name));
        return convertCommand([...paths, '--out', join(folder, `term-${terms}`), ...mapping]);
      };
      expect(await convert(2, [])).toMatchObject({ exitCode: 0, json: { converted: true, questions: [] } });
      const next = await convert(3, ['--mapping', join(folder, 'term-2', 'mapping.json')]);
      expect(next).toMatchObject({ exitCode: 0, json: { converted: true, questions: [] } });

      const { data, report } = await readDataFolder(join(folder, 'term-3'));
      expect(data.rejects).toEqual([]);
      // 40 pupils in three windows, less the blank and Excel's mark; the absence is a result too.
      expect(data.results.count).toBe(118);
      expect(report.roll.schools.map(({ school }) => school)).toEqual(['Elm Primary']);
      const { tables } = await analyse(data, defaultPolicy);
      expect(tables.agenda.rows).toBe(40);
      expect(tables.growth.rows).toBe(37);
    });
  },
  30_000,
);
