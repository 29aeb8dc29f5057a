import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { answerQuestion } from '../../../../engine/ingest/schools/propose/answer-question.ts';
import { convertText } from './convert-text.ts';

/* An answer belongs to what it is about: a layout is remembered; a term, a year, a school is that of the sheet it was given for. */

const today = '2026-12-01';
const upns = ['B800123419000', 'Q800123419001', 'E800123419002'];
const marks = (headings: string, cells: string): string =>
  `UPN,School,Year Group,${headings}\n${upns.map((upn) => `${upn},Elm,4,${cells}\n`).join('')}`;
const termOf = ({ windows }: { windows: Record<string, string>[] }) => windows.map(({ window }) => window);
const asked = ({ proposal }: Awaited<ReturnType<typeof convertText>>) =>
  proposal.questions.map(({ file, as, at }) => `${file}: ${as} (${at[0]})`);

test('next term’s file with the same headings is asked its term again, with a proposal; the layout is not', async () => {
  const first = await convertText({ 'autumn-2025.csv': marks('Reading SAS,Maths SAS', '98,101') }, { today });
  expect(asked(first)).toEqual(['autumn-2025.csv: autumn 2025/26 (sheets)']);
  const saved = first.proposal.mapping;
  const next = await convertText({ 'spring-2026.csv': marks('Reading SAS,Maths SAS', '99,102') }, { saved, today });
  expect(asked(next)).toEqual(['spring-2026.csv: spring 2025/26 (sheets)']);
  expect(termOf(next)).toEqual(['2025-spring']);
  expect(next.proposal.guesses.filter(({ reused }) => reused).map(({ of }) => of)).toEqual(
    expect.arrayContaining(['UPN', 'School', 'Reading SAS', 'Maths SAS']),
  );
  // The same name with another content is another file; the same content again is the one that was answered about.
  const sameName = { 'export.csv': marks('Reading SAS', '98') };
  const one = await convertText(sameName, {
    today,
    edit: (mapping) => answerQuestion(mapping, { at: ['sheets', 'export.csv'] }, 'Summer 2026'),
  });
  const other = await convertText(
    { 'export.csv': marks('Reading SAS', '104') },
    { saved: one.proposal.mapping, today },
  );
  expect(asked(other)).toEqual(['export.csv: autumn 2026/27 (sheets)']);
  const again = await convertText(sameName, { saved: one.proposal.mapping, today });
  expect(asked(again)).toEqual([]);
  expect(termOf(again)).toEqual(['2025-summer']);
  expect(again.proposal.guesses).toContainEqual(
    expect.objectContaining({ at: ['sheets', 'export.csv'], as: 'summer 2025/26', reused: true }),
  );
});

test('sheets of a workbook are terms of their own; a year that no name says is one in which all of them had begun', async () => {
  const book = async (...names: string[]): Promise<Buffer> => {
    const sheets = names.map((name, at) => ({
      name,
      rows: [
        ['UPN', 'School', 'Year Group', 'Reading', 'Maths'],
        ...upns.map((upn) => [upn, 'Elm', 4, 90 + at, 95 + at]),
      ],
    }));
    return Buffer.from(await writeXlsx({ sheets }));
  };
  const dated = await convertText(
    { 'Tracker.xlsx': await book('Autumn 2025', 'Spring 2026', 'Summer 2026') },
    { today },
  );
  expect(termOf(dated)).toEqual(['2025-autumn', '2025-spring', '2025-summer']);
  expect(asked(dated)).toHaveLength(3);
  const open = await convertText({ 'Tracker.xlsx': await book('Aut', 'Spr', 'Sum') }, { today });
  expect(termOf(open)).toEqual(['2025-autumn', '2025-spring', '2025-summer']);
  const half = await convertText({ 'Y4 2026-27.xlsx': await book('Autumn 1', 'Autumn 2') }, { today });
  expect(termOf(half)).toEqual(['2026-autumn-1', '2026-autumn-2']);
});

test('a heading or result set that names no term keeps its meaning, never the term it was of', async () => {
  const long = (set: string, score: string): string =>
    `UPN,School,Year Group,Aspect,Result Set,Result\n${upns.map((upn) => `${upn},Elm,4,Reading SAS,${set},${score}\n`).join('')}`;
  const first = await convertText(
    { 'a.csv': long('Data drop 1', '98') },
    {
      today,
      edit: (mapping) => answerQuestion(mapping, { at: ['windows', 'Data drop 1'], file: 'a.csv' }, 'Autumn 2 2025/26'),
    },
  );
  expect(termOf(first)).toEqual(['2025-autumn-2']);
  const next = await convertText({ 'b.csv': long('Data drop 1', '99') }, { saved: first.proposal.mapping, today });
  expect(asked(next)).toEqual(['b.csv: autumn 2 2026/27 (windows)']);
  const column = await convertText(
    { 'a.csv': marks('Blob', '98') },
    {
      today,
      edit: (mapping) => answerQuestion(mapping, { at: ['columns', 'Blob'], file: 'a.csv' }, 'Spring 2026 Maths SAS'),
    },
  );
  expect(termOf(column)).toEqual(['2025-spring']);
  const later = await convertText({ 'b.csv': marks('Blob', '99') }, { saved: column.proposal.mapping, today });
  expect(asked(later)).toEqual(['b.csv: autumn 2026/27 (sheets)']);
});

test('an answer about one file’s identifier leaves the next, whose rows have UPNs, readable', async () => {
  const first = await convertText(
    { 'a.csv': `Admission No,School,Year Group,Autumn 2025 Reading SAS\n000123,Elm,4,98\n` },
    { today },
  );
  expect(first.proposal.mapping.identifier).toBe('admission_number');
  const saved = first.proposal.mapping;
  const next = await convertText({ 'b.csv': marks('Spring 2026 Reading SAS', '99') }, { saved, today });
  expect(next.report.results).toMatchObject({ used: 3, notUsed: 0 });
  expect(next.proposal.guesses).toContainEqual(expect.objectContaining({ at: ['identifier'], as: 'upn' }));
  // “Pupil Ref” was said to be the number of one file; the next has UPNs beside its own references.
  answerQuestion(saved, { at: ['columns', 'Pupil Ref'] }, 'upn');
  const both = await convertText(
    {
      'c.csv': `Pupil Ref,UPN,School,Year Group,Spring 2026 Reading SAS\n${upns.map((upn, at) => `${700 + at},${upn},Elm,4,99\n`).join('')}`,
    },
    { saved, today },
  );
  expect(both.pupils.map(({ pupil_id }) => pupil_id).sort()).toEqual([...upns].sort());
});

test('a school that no column names is asked of every new file, with last time’s for a proposal', async () => {
  const file = (score: string): string => `UPN,Year Group,Autumn 2025 Reading SAS\n${upns[0]},4,${score}\n`;
  const first = await convertText(
    { 'a.csv': file('98') },
    {
      today,
      edit: (mapping) => answerQuestion(mapping, { at: ['school'] }, 'Elm Primary'),
    },
  );
  const saved = first.proposal.mapping;
  expect(asked(await convertText({ 'a.csv': file('98') }, { saved, today }))).toEqual([]);
  expect(asked(await convertText({ 'b.csv': file('101') }, { saved, today }))).toEqual(['b.csv: Elm Primary (school)']);
});
