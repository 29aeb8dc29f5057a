import { resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import type { CommandResult, CommandSetting } from './command.ts';
import { inboxOptions } from './inbox-options.ts';
import { parseOptions } from './parse-options.ts';
import { toldToStop } from './serve.ts';

/**
 * `same-start watch INBOX --out RUNS`: files become drafts as they arrive, until Ctrl+C; with `--once` it looks once, for a
 * scheduled task: exit code 2 where something waits for a person.
 * @throws SameStartError missing-argument, setting-invalid; record-held where the pages are served
 */
export async function watchCommand(args: string[], setting: CommandSetting): Promise<CommandResult> {
  const once = args.includes('--once');
  const names = ['out', 'records', 'url', 'settle', 'mail-to'] as const;
  const { options, positionals } = parseOptions(
    'watch',
    args.filter((one) => one !== '--once'),
    names,
    1,
  );
  const [inbox] = positionals;
  if (inbox === undefined) throw new SameStartError('missing-argument', { command: 'watch', argument: 'INBOX' });
  if (options.out === undefined)
    throw new SameStartError('missing-argument', { command: 'watch', argument: '--out RUNS' });
  const { out, records, url, settle, 'mail-to': mailTo } = options;
  setting.progress('Opening the record');
  const server = await setting.loadServer();
  const watching = await server.watch({
    runs: resolve(out),
    ...(records === undefined ? {} : { records: resolve(records) }),
    ...(url === undefined ? {} : { url }),
    inbox: inboxOptions({ inbox, settle, mailTo }, setting),
    once,
  });
  const { look } = watching;
  if (look === null) {
    setting.announce({ json: { watching: resolve(inbox) }, text: `Watching ${resolve(inbox)}. Stop with Ctrl+C.` });
    await toldToStop();
    await watching.close();
    return { exitCode: 0, json: undefined, text: '' };
  }
  await watching.close();
  const { waiting, incomplete, drafted } = look;
  const text = `${drafted} analysed, ${waiting} waiting for a person, ${incomplete} still being copied.`;
  return { exitCode: waiting === 0 ? 0 : 2, json: look, text };
}
