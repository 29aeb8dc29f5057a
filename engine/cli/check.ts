import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SameStartError } from '../errors.ts';
import { dataReportHtml } from '../ingest/data-report-html.ts';
import { dataReportText } from '../ingest/data-report-text.ts';
import { inspectDataFolder } from '../ingest/read-data-folder.ts';
import { rejectsCsv } from '../ingest/rejects-csv.ts';
import type { CommandResult, CommandSetting } from './command.ts';
import { parseOptions } from './parse-options.ts';

/**
 * `same-start check DATA [--html FILE] [--rejects FOLDER]`: reads and validates a data folder and reports; exit code 2 where
 * nothing can be analysed. `--rejects` writes the rows not used as CSV to mend and put back.
 */
export async function checkCommand(args: string[], setting?: Pick<CommandSetting, 'progress'>): Promise<CommandResult> {
  const { options, positionals } = parseOptions('check', args, ['html', 'rejects'], 1);
  const [folder] = positionals;
  if (folder === undefined) throw new SameStartError('missing-argument', { command: 'check', argument: 'DATA' });
  const { data, report, warnings } = await inspectDataFolder(folder, {
    progress: (done, of, what) => setting?.progress(`${what}, ${Math.floor((100 * done) / Math.max(1, of))} %`),
  });
  if (options.html !== undefined) await writeFile(options.html, dataReportHtml(report));
  if (options.rejects !== undefined) {
    await mkdir(options.rejects, { recursive: true });
    for (const [file, text] of Object.entries(rejectsCsv(data.rejects)))
      await writeFile(join(options.rejects, `${basename(file).replace(/\.\w+(?: \(.*)?$/, '')}-not-used.csv`), text);
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
