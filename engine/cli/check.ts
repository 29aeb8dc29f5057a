import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SameStartError } from '../errors.ts';
import { dataReportHtml } from '../ingest/folder/report/data-report-html.ts';
import { dataReportText } from '../ingest/folder/report/data-report-text.ts';
import { mendedName, tableNames } from '../ingest/folder/find-tables.ts';
import { joinMended } from '../ingest/folder/join-mended.ts';
import { inspectDataFolder } from '../ingest/folder/read-data-folder.ts';
import { rejectsCsv } from '../ingest/files/csv/rejects-csv.ts';
import { millisecondsADay } from '../tables/days.ts';
import type { CommandResult, CommandSetting } from './command.ts';
import { parseOptions } from './parse-options.ts';

/**
 * `same-start check DATA [--html FILE] [--rejects FOLDER] [--mended FOLDER]`: reads and validates a data folder and reports;
 * exit code 2 where nothing can be analysed. `--rejects` writes the rows not used as CSV; `--mended` takes them back, mended,
 * into DATA, where every later command reads them in the places of the old ones.
 */
export async function checkCommand(args: string[], setting?: Pick<CommandSetting, 'progress'>): Promise<CommandResult> {
  const { options, positionals } = parseOptions('check', args, ['html', 'rejects', 'mended'], 1);
  const [folder] = positionals;
  if (folder === undefined) throw new SameStartError('missing-argument', { command: 'check', argument: 'DATA' });
  const read = () =>
    inspectDataFolder(folder, {
      today: Math.floor(Date.now() / millisecondsADay),
      progress: (done, of, what) => setting?.progress(`${what}, ${Math.floor((100 * done) / Math.max(1, of))} %`),
    });
  if (options.mended !== undefined) await takeBack(options.mended, folder);
  const { data, report, warnings } = await read();
  if (options.html !== undefined) await writeFile(options.html, dataReportHtml(report));
  if (options.rejects !== undefined) {
    await mkdir(options.rejects, { recursive: true });
    for (const [file, text] of Object.entries(rejectsCsv(data.rejects, data.fileHashes))) {
      const { table } = report.files.find((each) => each.file === file)!;
      await writeFile(join(options.rejects, `${table}-not-used.csv`), text);
    }
  }
  const usable = data.results.count > 0;
  const verdict = usable
    ? `${data.results.count} results of ${data.pupils.count} pupils can be analysed.`
    : 'Nothing can be analysed: mend what is named above.';
  return {
    exitCode: usable ? 0 : 2,
    json: { usable, report, warnings, rejects: data.rejects },
    text: `${dataReportText(report)}\n${verdict}\n`,
  };
}

/** Copies the mended files of a folder into the data folder. Errors: `file-unreadable`, `file-missing`. */
async function takeBack(from: string, folder: string): Promise<void> {
  const names = await readdir(from).catch((cause: unknown) => {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new SameStartError('file-unreadable', { file: basename(from), why }, { cause });
  });
  const tables = tableNames.filter((table) => names.includes(`${table}-not-used.csv`));
  if (tables.length === 0)
    throw new SameStartError('file-missing', { file: 'assessments-not-used.csv', folder: 'the folder of mended rows' });
  for (const table of tables) {
    const place = join(folder, mendedName(table));
    const mended = await readFile(join(from, `${table}-not-used.csv`), 'utf8');
    const earlier = await readFile(place, 'utf8').catch(() => null);
    // Rows mended in an earlier round stay mended.
    await writeFile(`${place}.part`, earlier === null ? mended : joinMended(earlier, mended));
    await rename(`${place}.part`, place);
  }
}
