import { SameStartError } from '../errors.ts';
import { dataReportText } from '../ingest/data-report-text.ts';
import { inspectDataFolder } from '../ingest/read-data-folder.ts';
import type { CommandResult, CommandSetting } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** `same-start check DATA`: reads and validates a data folder and reports; exit code 2 where nothing can be analysed. */
export async function checkCommand(args: string[], setting?: Pick<CommandSetting, 'progress'>): Promise<CommandResult> {
  const [folder] = parseOptions('check', args, [], 1).positionals;
  if (folder === undefined) throw new SameStartError('missing-argument', { command: 'check', argument: 'DATA' });
  const { data, report, warnings } = await inspectDataFolder(folder, {
    progress: (done, of, what) => setting?.progress(`${what}, ${Math.floor((100 * done) / Math.max(1, of))} %`),
  });
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
