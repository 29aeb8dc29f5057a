import packageJson from '../../package.json' with { type: 'json' };
import { SameStartError } from '../errors.ts';
import type { CommandResult, LoadServer } from './command.ts';
import { commands } from './commands.ts';
import { diskError } from './disk-error.ts';
import { commandHelp, generalHelp } from './help.ts';
import { optionError } from './parse-options.ts';
import { printable } from './printable.ts';
import { terminalProgress } from './progress.ts';

/** Where a command line reads and writes; the real streams unless a test says otherwise. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: { readonly isTTY?: boolean; write(text: string): unknown };
}

const realTerminal: Terminal = { out: (text) => void process.stdout.write(text), err: process.stderr };

/**
 * The command line. Answers go to stdout, as lines or (`--json`) one object; errors are one line on stderr, with a stack
 * trace only after `--debug`.
 * @param loadServer loads the pages; handed in by the launcher, because the engine knows nothing of the server
 * @returns the exit code: 0, 1 for a fault of ours, 2 for bad input
 */
export async function main(
  argv: readonly string[],
  loadServer: LoadServer = noServer,
  terminal: Terminal = realTerminal,
): Promise<number> {
  const { flags, rest } = globalFlags(argv);
  const [name = '', ...args] = rest[0] === 'help' ? rest.slice(1) : rest;
  const help = flags.has('--help') || rest[0] === 'help' || (name === '' && !flags.has('--version'));
  const print = ({ json, text }: Pick<CommandResult, 'json' | 'text'>) => {
    if (flags.has('--json') && json !== undefined) terminal.out(`${JSON.stringify(json)}\n`);
    else if (!flags.has('--json') && text !== '') terminal.out(`${printable(text.trimEnd())}\n`);
  };
  const progress = terminalProgress(terminal.err);
  const announce = (result: Pick<CommandResult, 'json' | 'text'>) => {
    progress.clear();
    print(result);
  };
  try {
    if (flags.has('--version')) {
      print({ json: { version: packageJson.version }, text: `same-start ${packageJson.version}` });
      return 0;
    }
    const entry = commands.find((command) => command.name === name);
    if (name !== '' && !entry) throw new SameStartError('unknown-command', { command: name });
    if (help || !entry) {
      const text = entry ? commandHelp(entry) : generalHelp();
      print({ json: { help: text }, text });
      return 0;
    }
    const command = await entry.load();
    const setting = { progress: progress.show, clear: progress.clear, announce, loadServer };
    const result = await command(args, setting).finally(progress.clear);
    print(result);
    return result.exitCode;
  } catch (error) {
    return failed(optionError(name, error) ?? diskError(error) ?? error, flags, terminal);
  }
}

const globalFlagNames = ['--json', '--debug', '--help', '-h', '--version'];

/** Takes the flags every command knows out of the line; what follows `--` is left alone. */
function globalFlags(argv: readonly string[]): { flags: ReadonlySet<string>; rest: string[] } {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  const before = argv.slice(0, end);
  const flags = new Set(
    before.filter((arg) => globalFlagNames.includes(arg)).map((arg) => (arg === '-h' ? '--help' : arg)),
  );
  return { flags, rest: [...before.filter((arg) => !globalFlagNames.includes(arg)), ...argv.slice(end)] };
}

function failed(error: unknown, flags: ReadonlySet<string>, terminal: Terminal): number {
  const known = error instanceof SameStartError;
  const message = error instanceof Error ? error.message : String(error);
  const line = known ? message : `Something went wrong inside Same Start: ${message} (--debug shows where.)`;
  if (flags.has('--json')) {
    const described = known ? { code: error.code, message, values: error.values } : { code: 'fault', message };
    terminal.out(`${JSON.stringify({ error: described })}\n`);
  }
  terminal.err.write(`same-start: ${printable(line.replace(/\s*\n\s*/g, ' '))}\n`);
  if (flags.has('--debug') && error instanceof Error) {
    terminal.err.write(`${error.stack ?? ''}\n`);
    if (error.cause instanceof Error) terminal.err.write(`caused by ${error.cause.stack ?? ''}\n`);
  }
  return known ? error.exitCode : 1;
}

function noServer(): never {
  throw new Error('no server was given to the command line');
}
