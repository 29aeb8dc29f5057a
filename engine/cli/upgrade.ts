import { resolve } from 'node:path';
import type { CommandResult, CommandSetting } from './command.ts';
import { parseOptions } from './parse-options.ts';

/**
 * `same-start upgrade`: brings the record up to this version, after a copy.
 * @throws SameStartError record-none, record-held, record-damaged, record-newer
 */
export async function upgradeCommand(args: string[], setting: CommandSetting): Promise<CommandResult> {
  const { options } = parseOptions('upgrade', args, ['runs', 'records'], 0);
  const records = resolve(options.records ?? resolve(options.runs ?? 'runs', '.record'));
  setting.progress('Going through the record');
  const server = await setting.loadServer();
  return { exitCode: 0, ...(await server.lookAfterRecord({ task: 'upgrade', records })) };
}
