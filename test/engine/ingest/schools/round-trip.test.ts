import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { carryOut, planConversion } from '../../../../engine/ingest/schools/convert-files.ts';
import { readDataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { resultStatuses, type AssessmentData } from '../../../../engine/tables/assessment-data.ts';
import { textAt } from '../../../../engine/tables/text-column.ts';
import { withFolder } from '../folder/data-folder.ts';

const subjects: Readonly<Record<string, string>> = {
  reading: 'Rdg SAS',
  mathematics: 'Maths Star',
  writing: 'Writing TA',
};
const entries: Readonly<Record<string, (score: string) => string>> = {
  valid: (score) => score,
  floor: (score) => `<${score}`,
  ceiling: (score) => `>${score}`,
  absent: () => 'abs',
  'below-test': () => 'BTS',
  disapplied: () => 'D',
};

/** 2026-spring → Spring 2025/26 */
function heading(window: string): string {
  const [year, term] = window.split('-');
  const first = term === 'autumn' ? Number(year) : Number(year) - 1;
  return `${term[0].toUpperCase()}${term.slice(1)} ${first}/${(first + 1) % 100}`;
}

/** One line a result: pupil, subject, heading of the window, status, score. */
function resultLines(
  { results, pupils, windows, subjects: names }: AssessmentData,
  windowOf: (window: string) => string,
): string[] {
  return Array.from({ length: results.count }, (_, row) =>
    [
      pupils.pupilId[results.pupil[row]],
      names[results.subject[row]],
      windowOf(windows.window[results.window[row]]),
      resultStatuses[results.status[row]],
      results.score[row],
    ].join(' | '),
  );
}

test('the sample trust as one wide sheet, 27 columns for 2,000 pupils, comes back result for result without a question', async () => {
  const { data } = await readDataFolder('data-samples/oakfield-trust');
  const wanted = resultLines(data, heading).filter((line) => !line.includes('| social development |'));
  const cells = new Map<string, string>();
  const columns = new Set<string>();
  for (const line of wanted) {
    const [pupil, subject, window, status, score] = line.split(' | ');
    const column = `${window} ${subjects[subject]}`;
    columns.add(column);
    cells.set(`${pupil} ${column}`, entries[status](score));
  }
  const { pupils } = data;
  const ordered = [...columns].sort((a, b) => (a < b ? -1 : 1));
  const sheet = [
    ['UPN', 'Year Group', 'Reg', 'School', ...ordered].join(','),
    ...pupils.pupilId.map((id, at) =>
      [
        id,
        `Year ${textAt(pupils.yearGroup, at)}`,
        textAt(pupils.class, at) ?? '',
        textAt(pupils.school, at),
        ...ordered.map((column) => cells.get(`${id} ${column}`) ?? ''),
      ].join(','),
    ),
  ].join('\r\n');
  await withFolder({ 'trust.csv': sheet }, async (folder) => {
    const plan = await planConversion([join(folder, 'trust.csv')], null, '2026-12-20');
    expect(plan.proposal.questions).toEqual([]);
    const { files, report } = carryOut(plan, plan.proposal.mapping);
    expect(report.results).toMatchObject({ used: wanted.length, notUsed: 0 });
    await mkdir(join(folder, 'data'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'data', name), text);
    const back = (await readDataFolder(join(folder, 'data'))).data;
    // The converted windows are named by academic year: 2025-spring is the spring of 2025/26.
    const named = (window: string): string => {
      const [year, term] = window.split('-');
      return `${term[0].toUpperCase()}${term.slice(1)} ${year}/${(Number(year) + 1) % 100}`;
    };
    expect(new Set(resultLines(back, named))).toEqual(new Set(wanted));
    expect(back.pupils.yearGroup).toEqual(pupils.yearGroup);
    expect(back.pupils.class).toEqual(pupils.class);
  });
});
