import { commands } from './commands.ts';
import type { CommandEntry } from './commands.ts';

const everywhere: readonly (readonly [string, string])[] = [
  ['--json', 'one machine-readable object on stdout'],
  ['--debug', 'where an error arose'],
  ['--help, --version', ''],
];

/** What `same-start --help` prints: what it is for, every command in a line, an evening’s work as an example. */
export function generalHelp(): string {
  const lines = commands.map(({ name, summary }) => [name, summary] as const);
  return [
    'Same Start: which pupils progress more slowly than pupils who started alike, or than they themselves did before,',
    'and how sure are we? Everything stays on this machine.',
    '',
    'Usage: same-start COMMAND …',
    '',
    ...table(lines),
    '',
    'On every command:',
    ...table(everywhere),
    '',
    'After an assessment window:',
    '  same-start check autumn-2026                what is wrong with the files, and what to do',
    '  same-start run autumn-2026 --out runs       the analysis; prints the folder it wrote',
    '  same-start serve --runs runs                the pages, on this machine only',
    '',
    'To see it with a made-up trust: npm start. More on a command: same-start run --help',
  ].join('\n');
}

/** What `same-start COMMAND --help` prints. */
export function commandHelp({ name, summary, usage, teaches, options, examples }: CommandEntry): string {
  return [
    `${name}: ${summary}`,
    '',
    `Usage: ${usage}`,
    '',
    ...wrapped(teaches, 110),
    ...(options.length > 0 ? ['', 'Options:', ...table(options)] : []),
    '',
    'Example:',
    ...examples.flatMap(([line, does]) => [`  ${line}${does ? `\n      ${does}` : ''}`]),
  ].join('\n');
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length)) + 2;
  return rows.map(([first, second]) => `  ${first.padEnd(width)}${second}`.trimEnd());
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
