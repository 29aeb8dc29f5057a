import { resolve } from 'node:path';
import { SameStartError } from '../../errors.ts';
import { writePart } from '../../runs/write-part.ts';
import type { CommandResult } from '../command.ts';
import { parseOptions } from '../parse-options.ts';

/** `same-start part RUN --out SET --authority CODE`: a run's tables into a dataset of many runs. */
export async function partCommand(args: string[]): Promise<CommandResult> {
  const { options, positionals } = parseOptions('part', args, ['out', 'authority'], 1);
  const [run] = positionals;
  if (run === undefined) throw new SameStartError('missing-argument', { command: 'part', argument: 'RUN' });
  for (const name of ['out', 'authority'] as const)
    if (options[name] === undefined)
      throw new SameStartError('missing-argument', { command: 'part', argument: `--${name}` });
  const set = resolve(options.out!);
  const tables = await writePart(resolve(run), set, options.authority!);
  return { exitCode: 0, json: { set, authority: options.authority, tables }, text: `${tables} tables\n${set}` };
}
