import { parseArgs } from 'node:util';
import { SameStartError } from '../errors.ts';

/**
 * Reads the options and arguments of one command. Every option takes a value.
 * @param names options the command knows, without dashes
 * @param most how many arguments besides options it takes
 * @throws SameStartError unknown-option, missing-argument (an option without its value, or an argument too many)
 */
export function parseOptions<Name extends string>(
  command: string,
  args: readonly string[],
  names: readonly Name[],
  most: number,
): { readonly options: Readonly<Partial<Record<Name, string>>>; readonly positionals: readonly string[] } {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length > most) throw new SameStartError('unknown-option', { command, option: positionals[most] });
    return { options: values as Partial<Record<Name, string>>, positionals };
  } catch (error) {
    throw optionError(command, error) ?? error;
  }
}

/** The coded error for one of Node’s own about arguments, or null where it is something else. */
export function optionError(command: string, error: unknown): SameStartError | null {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const option = /'(-[^' ]*)/.exec(message)?.[1] ?? /'([^']*)'/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    return new SameStartError('missing-argument', { command, argument: `a value after ${option.replace(/,$/, '')}` });
  }
  return code.startsWith('ERR_PARSE_ARGS') ? new SameStartError('unknown-option', { command, option }) : null;
}
