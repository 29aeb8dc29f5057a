import { resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import type { CommandResult, CommandSetting, ServeSettings } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** `same-start serve --runs RUNS`: the pages, until Ctrl+C. */
export async function serveCommand(args: string[], setting: CommandSetting): Promise<CommandResult> {
  const { options } = parseOptions('serve', args, ['runs', 'host', 'port', 'data', 'records'], 0);
  if (options.runs === undefined)
    throw new SameStartError('missing-argument', { command: 'serve', argument: '--runs' });
  return serveUntilStopped(serveSettings({ ...options, runs: options.runs }), setting);
}

/** Options of `serve` as typed. */
export interface ServeOptions {
  readonly runs: string;
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly records?: string;
}

/**
 * The options of `serve` with their defaults, paths made whole.
 * @throws SameStartError setting-invalid (port)
 */
export function serveSettings(options: ServeOptions): ServeSettings {
  return {
    runs: resolve(options.runs),
    host: options.host ?? '127.0.0.1',
    port: portNumber(options.port ?? '3000'),
    ...(options.records === undefined ? {} : { records: resolve(options.records) }),
    ...(options.data === undefined ? {} : { data: resolve(options.data) }),
  };
}

/**
 * Opens the pages, prints where, and returns when the process is told to stop.
 * @throws SameStartError port-taken
 */
export async function serveUntilStopped(settings: ServeSettings, setting: CommandSetting): Promise<CommandResult> {
  setting.progress('Opening the pages');
  const pages = await setting.loadServer();
  const server = await pages.serve(settings).catch((error: unknown) => {
    const { host, port } = settings;
    throw (error as { code?: string }).code === 'EADDRINUSE' ? new SameStartError('port-taken', { host, port }) : error;
  });
  const { address, signInUrl } = server;
  const text = `Same Start is at ${address}\nSign in once at ${signInUrl}\nStop with Ctrl+C.`;
  setting.announce({ json: { address, signInUrl }, text });
  await toldToStop();
  await server.close();
  return { exitCode: 0, json: { stopped: true }, text: '' };
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port < 65_536) return port;
  throw new SameStartError('setting-invalid', { setting: '--port', value: text, why: 'it must be from 0 to 65535' });
}

async function toldToStop(): Promise<void> {
  await new Promise<void>((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
  });
}
