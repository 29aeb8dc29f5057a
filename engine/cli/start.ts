import { fileURLToPath } from 'node:url';
import { listRuns } from '../runs/list-runs.ts';
import type { CommandResult, CommandSetting } from './command.ts';
import { parseOptions } from './parse-options.ts';
import { serveSettings, serveUntilStopped } from './serve.ts';

const sampleTrust = fileURLToPath(new URL('../../data-samples/oakfield-trust', import.meta.url));

/** `npm start`: analyses the sample trust unless there is a run already, then serves. */
export async function startCommand(args: string[], setting: CommandSetting): Promise<CommandResult> {
  const { options } = parseOptions('start', args, ['runs', 'data', 'host', 'port', 'records'], 0);
  const settings = serveSettings({ data: sampleTrust, ...options, runs: options.runs ?? 'runs' });
  if ((await listRuns(settings.runs)).length === 0) {
    const { runCommand } = await import('./run.ts');
    await runCommand([settings.data ?? sampleTrust, '--out', settings.runs], setting);
  }
  return serveUntilStopped(settings, setting);
}
