import { SameStartError } from '../../errors.ts';
import { verifyRun, type VerifiedRun } from '../../pipeline/verify-run.ts';
import type { CommandResult, CommandSetting } from '../command.ts';
import { parseOptions } from '../parse-options.ts';

/** `same-start verify RUN DATA`: makes a run again and says what differs, and why. */
export async function verifyCommand(args: string[], setting: Pick<CommandSetting, 'progress'>): Promise<CommandResult> {
  const { options, positionals } = parseOptions('verify', args, ['previous', 'reference'], 2);
  const [run, data] = positionals;
  if (run === undefined || data === undefined)
    throw new SameStartError('missing-argument', { command: 'verify', argument: run === undefined ? 'RUN' : 'DATA' });
  const found = await verifyRun(run, data, { ...options, progress: setting.progress });
  const same = found.damaged.length === 0 && found.differing.length === 0;
  return { exitCode: same ? 0 : 2, json: { same, ...found }, text: verifiedText(found, same).join('\n') };
}

function verifiedText({ id, files, damaged, differing, ...found }: VerifiedRun, same: boolean): string[] {
  if (same) return [`${id}: the same, byte by byte, in all ${files} files.`];
  const causes = [
    ...found.inputs.map(({ file, change }) => `${file} of the data ${inputWords[change]}.`),
    ...(found.engine ? [`The run was made by version ${found.engine.before}; this is ${found.engine.after}.`] : []),
    ...(found.comparedOtherwise ? ['What it was compared with is not what it was compared with then.'] : []),
  ];
  return [
    ...(damaged.length === 0
      ? []
      : [
          `${id}: ${damaged.length} of ${files} files are not as they were written: ${damaged.join(', ')}.`,
          'Take the folder from a copy, or make the run again in another folder of runs.',
        ]),
    ...(differing.length === 0
      ? ['Made again, it is what was written.']
      : [`${id}: made again, ${differing.length} of ${files} files differ: ${differing.join(', ')}.`, ...causes]),
    ...(differing.length > 0 && causes.length === 0
      ? ['Data, settings and version are the same: please report this, with the two machines it happened on.']
      : []),
  ];
}

const inputWords = {
  changed: 'has changed since',
  gone: 'was there then and is not now',
  new: 'was not there then',
} as const;
