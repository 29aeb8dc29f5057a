import { SameStartError } from '../errors.ts';
import { dataReportText } from '../ingest/data-report-text.ts';
import { inspectDataFolder } from '../ingest/read-data-folder.ts';

export interface CommandResult {
  readonly exitCode: number;
  readonly json: unknown;
  readonly text: string;
}

/** `same-start check DATA`: reads and validates a data folder and reports; exit code 2 where nothing can be analysed. */
export async function checkCommand(args: string[]): Promise<CommandResult> {
  const unknown = args.find((arg) => arg.startsWith('-'));
  if (unknown !== undefined) throw new SameStartError('unknown-option', { command: 'check', option: unknown });
  const [folder, extra] = args;
  if (folder === undefined) throw new SameStartError('missing-argument', { command: 'check', argument: 'DATA' });
  if (extra !== undefined) throw new SameStartError('unknown-option', { command: 'check', option: extra });
  const { data, report, warnings } = await inspectDataFolder(folder);
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
