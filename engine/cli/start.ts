import { fileURLToPath } from 'node:url';
import { listRuns } from '../runs/list-runs.ts';
import type { CommandResult, CommandSetting } from './command.ts';
import { parseOptions } from './parse-options.ts';
import { runCommand } from './run.ts';
import { serveUntilStopped } from './serve.ts';

const sampleTrust = fileURLToPath(new URL('../../data-samples/oakfield-trust', import.meta.url));

/** `npm start`: analyses the sample trust unless there is a run already, then serves. */
export async function startCommand(args: string[], setting: CommandSetting): Promise<CommandResult> {
  const { options } = parseOptions('start', args, ['runs', 'data', 'host', 'port', 'records'], 0);
  const runs = options.runs ?? 'runs';
  const data = options.data ?? sampleTrust;
  if ((await listRuns(runs)).length === 0) await runCommand([data, '--out', runs], setting);
  return serveUntilStopped({ ...options, runs, data }, setting);
}
