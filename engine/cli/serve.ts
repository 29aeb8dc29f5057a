import { flushCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import type { CommandResult, CommandSetting, ServeSettings } from './command.ts';
import { inboxOptions } from './inbox-options.ts';
import { parseOptions } from './parse-options.ts';

const optionNames = [
  'runs',
  'host',
  'port',
  'data',
  'records',
  'url',
  'proxy',
  'certificate',
  'certificate-key',
  'link',
  'backup',
  'keep',
  'uploads',
  'inbox',
  'mail-to',
  'log',
] as const;

/** `same-start serve --runs RUNS`: the pages, until Ctrl+C. */
export async function serveCommand(args: string[], setting: CommandSetting): Promise<CommandResult> {
  const { options } = parseOptions('serve', args, optionNames, 0);
  if (options.runs === undefined)
    throw new SameStartError('missing-argument', { command: 'serve', argument: '--runs' });
  const settings = serveSettings({ ...options, runs: options.runs });
  const { inbox, 'mail-to': mailTo } = options;
  if (inbox === undefined && mailTo !== undefined)
    throw new SameStartError('missing-argument', { command: 'serve', argument: '--inbox' });
  const watched = inbox === undefined ? {} : { inbox: inboxOptions({ inbox, mailTo }, setting) };
  return serveUntilStopped({ ...settings, ...watched }, setting);
}

/** Options of `serve` as typed. */
export interface ServeOptions {
  readonly runs: string;
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly records?: string;
  readonly url?: string;
  readonly proxy?: string;
  readonly certificate?: string;
  readonly 'certificate-key'?: string;
  readonly link?: string;
  readonly backup?: string;
  readonly keep?: string;
  readonly uploads?: string;
  readonly log?: string;
}

/**
 * The options of `serve` with their defaults, paths made whole.
 * @throws SameStartError setting-invalid (port, link)
 */
export function serveSettings(options: ServeOptions): ServeSettings {
  return {
    runs: resolve(options.runs),
    host: options.host ?? '127.0.0.1',
    port: portNumber(options.port ?? '3000'),
    ...(options.records === undefined ? {} : { records: resolve(options.records) }),
    ...(options.data === undefined ? {} : { data: resolve(options.data) }),
    ...(options.url === undefined ? {} : { url: options.url }),
    ...(options.proxy === undefined ? {} : { proxies: options.proxy.split(',').map((one) => one.trim()) }),
    ...(options.certificate === undefined ? {} : { certificate: resolve(options.certificate) }),
    ...(options['certificate-key'] === undefined ? {} : { certificateKey: resolve(options['certificate-key']) }),
    ...(options.link === undefined ? {} : { link: yesOrNo(options.link) }),
    ...copies(options),
    ...(options.log === undefined ? {} : { log: resolve(options.log) }),
    ...(options.uploads === undefined ? {} : { schoolBytes: megabytes(options.uploads) }),
  };
}

function megabytes(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text) * 1_000_000;
  throw new SameStartError('setting-invalid', {
    setting: '--uploads',
    value: text,
    why: 'it must be megabytes, from 1 to 9999999',
  });
}

/** Copies kept where `--keep` says nothing: two weeks of nights. */
const copiesKept = 14;

function copies({ backup, keep }: ServeOptions): Pick<ServeSettings, 'backup' | 'keep'> {
  if (backup === undefined && keep === undefined) return {};
  if (backup === undefined) throw new SameStartError('missing-argument', { command: 'serve', argument: '--backup' });
  const count = Number(keep ?? copiesKept);
  if (!/^\d{1,4}$/.test(String(keep ?? copiesKept)) || count < 1)
    throw new SameStartError('setting-invalid', {
      setting: '--keep',
      value: keep ?? '',
      why: 'it must be from 1 to 9999',
    });
  return { backup: resolve(backup), keep: count };
}

/**
 * Opens the pages, prints where, and returns when the process is told to stop.
 * @throws SameStartError port-taken, address-refused
 */
export async function serveUntilStopped(settings: ServeSettings, setting: CommandSetting): Promise<CommandResult> {
  setting.progress('Opening the pages');
  const pages = await setting.loadServer();
  const server = await pages.serve(settings).catch((error: unknown) => {
    const { host, port } = settings;
    const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new SameStartError('port-taken', { host, port });
    const refused = syscall === 'listen' || syscall === 'getaddrinfo';
    throw refused ? new SameStartError('address-refused', { host, port, why: code }, { cause: error }) : error;
  });
  const { address, signInUrl, once = true } = server;
  const text = `Same Start is at ${address}\nSign in ${once ? 'once ' : ''}at ${signInUrl}\nStop with Ctrl+C.`;
  setting.announce({ json: { address, signInUrl }, text });
  flushCompileCache(); // a server is seldom ended so gently that Node would keep what it has read for the next start
  await toldToStop();
  await server.close();
  return { exitCode: 0, json: undefined, text: '' };
}

function yesOrNo(text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes';
  throw new SameStartError('setting-invalid', { setting: '--link', value: text, why: 'it must be yes or no' });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port < 65_536) return port;
  throw new SameStartError('setting-invalid', { setting: '--port', value: text, why: 'it must be from 0 to 65535' });
}

/** Resolves when the process is asked to end. */
export async function toldToStop(): Promise<void> {
  await new Promise<void>((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
  });
}
