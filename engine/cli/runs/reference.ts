import { resolve } from 'node:path';
import { SameStartError } from '../../errors.ts';
import { fitReference } from '../../pipeline/fit-reference.ts';
import type { CommandResult, CommandSetting } from '../command.ts';
import { parseOptions } from '../parse-options.ts';

/** `same-start reference DATA --out REF`: fits what runs are compared with, and keeps nothing else. */
export async function referenceCommand(
  args: string[],
  setting: Pick<CommandSetting, 'progress'>,
): Promise<CommandResult> {
  const { options, positionals } = parseOptions('reference', args, ['out', 'policy', 'window'], 1);
  const [data] = positionals;
  if (data === undefined) throw new SameStartError('missing-argument', { command: 'reference', argument: 'DATA' });
  const { out, ...asked } = options;
  if (out === undefined) throw new SameStartError('missing-argument', { command: 'reference', argument: '--out REF' });
  const folder = resolve(out);
  const fit = await fitReference(data, folder, { ...asked, progress: setting.progress });
  const text = `Fitted from ${fit.counts['pupils']} pupils and ${fit.counts['results']} results until ${fit.window}; no pupil stands in it.\n${folder}`;
  return { exitCode: 0, json: { folder, ...fit }, text };
}
