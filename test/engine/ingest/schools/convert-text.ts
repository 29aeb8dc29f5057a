import { join } from 'node:path';
import { carryOut, planConversion } from '../../../../engine/ingest/schools/convert-files.ts';
import type { Mapping } from '../../../../engine/ingest/schools/mapping/mapping.ts';
import { parseDelimited } from '../../../../engine/ingest/files/csv/parse-delimited.ts';
import { withFolder, type Files } from '../folder/data-folder.ts';

const defaultToday = '2026-06-20';

/** Converts files with every guess accepted (`edit` may answer first): the plan, the report, and the data folder's tables by row. */
export async function convertText(
  files: Files,
  {
    saved = null,
    edit,
    today = defaultToday,
  }: { saved?: Mapping | null; edit?: (m: Mapping) => void; today?: string } = {},
) {
  return withFolder(files, async (folder) => {
    const paths = Object.keys(files).map((name) => join(folder, name));
    const plan = await planConversion(paths, saved, today);
    edit?.(plan.proposal.mapping);
    const { files: written, report, mend } = carryOut(plan, plan.proposal.mapping);
    const table = (name: string): Record<string, string>[] => {
      const [header, ...rows] = parseDelimited(written[`${name}.csv`] ?? '');
      return rows.map((row) => Object.fromEntries(header.map((column, at) => [column, row[at]])));
    };
    const { seen, used, empty, notUsed } = report.results;
    if (used + empty + notUsed !== seen) throw new Error('cells seen are not used + empty + not used');
    if (report.notUsedFor.reduce((sum, { count }) => sum + count, 0) !== notUsed)
      throw new Error('reasons do not add up to what is not used');
    for (const { file, rows, rowsRead, rowsLeftOut } of report.byFile)
      if (rows !== rowsRead + rowsLeftOut) throw new Error(`rows of ${file} are not read + left out`);
    const { proposal } = plan;
    return {
      proposal,
      report,
      mend,
      pupils: table('pupils'),
      windows: table('windows'),
      results: table('assessments'),
      scales: table('scales'),
      apart: table('other-measures'),
    };
  });
}
