import { resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import type { CommandResult, CommandSetting, PupilTask, RecordsTask } from './command.ts';
import { parseOptions } from './parse-options.ts';

const ofRecord: readonly RecordsTask['task'][] = ['backup', 'restore', 'verify', 'rotate-key'];
const ofPupils: readonly PupilTask['task'][] = ['prune', 'about', 'erase'];

/**
 * `same-start records backup|restore|verify|rotate-key|prune|about|erase`: looks after the record.
 * @throws SameStartError missing-argument, unknown-option, setting-invalid; what is wrong with the record or the copy
 */
export async function recordsCommand(args: string[], setting: CommandSetting): Promise<CommandResult> {
  const asked = askedFor(args);
  setting.progress('Going through the record');
  const server = await setting.loadServer();
  return { exitCode: 0, ...(await server.lookAfterRecord(asked)) };
}

function askedFor(args: string[]): RecordsTask | PupilTask {
  const named = args.find((one) => !one.startsWith('-'));
  const task = ofPupils.find((one) => one === named);
  return task === undefined ? recordsTask(args) : pupilTask(args, task);
}

function recordsTask(args: string[]): RecordsTask {
  const { options, positionals } = parseOptions('records', args, ['runs', 'records', 'passphrases'], 2);
  const [named, file] = positionals;
  const task = ofRecord.find((one) => one === named);
  if (task === undefined)
    throw new SameStartError('missing-argument', {
      command: 'records',
      argument: [...ofRecord, ...ofPupils].join(', '),
    });
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

function pupilTask(args: string[], task: PupilTask['task']): PupilTask {
  const command = `records ${task}`;
  // Shown first, always: only this one word more does it.
  const doIt = task !== 'about' && args.includes('--do');
  const own = { prune: ['until'], about: ['out'], erase: [] } as const;
  const rest = doIt ? args.filter((one) => one !== '--do') : args;
  const { options, positionals } = parseOptions<'runs' | 'records' | 'until' | 'out'>(
    command,
    rest,
    ['runs', 'records', ...own[task]],
    task === 'prune' ? 1 : 3,
  );
  const [, school, pupil] = positionals;
  if (task !== 'prune' && (school === undefined || pupil === undefined))
    throw new SameStartError('missing-argument', { command, argument: 'SCHOOL PUPIL' });
  if (task === 'about' && options.out === undefined)
    throw new SameStartError('missing-argument', { command, argument: '--out FOLDER' });
  const { until, out } = options;
  if (until !== undefined && !isDay(until))
    throw new SameStartError('setting-invalid', {
      setting: '--until',
      value: until,
      why: 'it must be a day: 2026-12-01',
    });
  const runs = resolve(options.runs ?? 'runs');
  return {
    task,
    runs,
    records: resolve(options.records ?? resolve(runs, '.record')),
    ...(school === undefined || pupil === undefined ? {} : { school, pupil }),
    ...(until === undefined ? {} : { until }),
    ...(out === undefined ? {} : { out: resolve(out) }),
    ...(doIt ? { doIt } : {}),
  };
}

function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
