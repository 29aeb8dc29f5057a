import { resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import type { CommandResult, CommandSetting, RecordsTask } from './command.ts';
import { parseOptions } from './parse-options.ts';

const tasks: readonly RecordsTask['task'][] = ['backup', 'restore', 'verify', 'rotate-key'];

/**
 * `same-start records backup|restore|verify|rotate-key`: looks after the record.
 * @throws SameStartError missing-argument, unknown-option, setting-invalid; what is wrong with the record or the copy
 */
export async function recordsCommand(args: string[], setting: CommandSetting): Promise<CommandResult> {
  const asked = recordsTask(args);
  setting.progress('Going through the record');
  const server = await setting.loadServer();
  return { exitCode: 0, ...server.lookAfterRecord(asked) };
}

function recordsTask(args: string[]): RecordsTask {
  const { options, positionals } = parseOptions('records', args, ['runs', 'records', 'passphrases'], 2);
  const [named, file] = positionals;
  const task = tasks.find((one) => one === named);
  if (task === undefined)
    throw new SameStartError('missing-argument', { command: 'records', argument: tasks.join(', ') });
  if (file === undefined && (task === 'backup' || task === 'restore'))
    throw new SameStartError('missing-argument', { command: `records ${task}`, argument: 'FILE' });
  if (file !== undefined && task === 'rotate-key')
    throw new SameStartError('unknown-option', { command: 'records rotate-key', option: file });
  const { passphrases } = options;
  if (passphrases !== undefined && passphrases !== 'end' && passphrases !== 'keep')
    throw new SameStartError('setting-invalid', {
      setting: '--passphrases',
      value: passphrases,
      why: 'it must be end or keep',
    });
  return {
    task,
    records: resolve(options.records ?? resolve(options.runs ?? 'runs', '.record')),
    ...(file === undefined ? {} : { file: resolve(file) }),
    ...(passphrases === undefined ? {} : { keepPassphrases: passphrases === 'keep' }),
  };
}
