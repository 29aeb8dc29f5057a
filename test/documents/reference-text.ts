import { commands, type CommandEntry } from '../../engine/cli/commands.ts';
import { errorCatalogue } from '../../engine/errors.ts';
import { policySchemaText } from '../../engine/policy.ts';
import { runDictionary } from '../../engine/runs/run-dictionary.ts';
import { warningCatalogue } from '../../engine/warnings.ts';
import { publicNames, type PublicName } from './public-names.ts';

/** The text of `engine/REFERENCE.md`: all that can be looked up, from the code that it is true of. */
export function referenceText(): string {
  return `${[
    '# Reference',
    'Made of the code by `npm run reference`; a test holds it equal. How it works: [README.md](README.md); why these numbers: [METHOD.md](METHOD.md).',
    '[Command line](#command-line) · [Policy](#policy) · [Errors](#errors) · [Warnings](#warnings) · [Tables of a run](#tables-of-a-run) · [Public functions](#public-functions)',
    '## Command line',
    'On every command: `--json` (one machine-readable object), `--debug` (where an error arose), `--help`. Exit codes: 0 done, 2 something that you can mend, 1 a fault of ours.',
    ...commands.flatMap(commandPart),
    '## Policy',
    'Settings of `policy.json`: state only what differs. `criteria` and `list` may also stand under `schools`, by the name of a school, for its own pupils. Reasons and sources of the defaults: [METHOD.md](METHOD.md#defaults-and-where-they-come-from).',
    table(['key', 'meaning', 'unit or values', 'range', 'default'], policyRows()),
    '## Errors',
    'Each says what to do. `{slots}` are filled, and ride on the error as `values`. Exit code 2: you can mend it; 1: please report it.',
    table(
      ['code', 'sentence', 'exit'],
      Object.entries(errorCatalogue).map(([code, [kind, said]]) => [`\`${code}\``, said, kind === 'fault' ? '1' : '2']),
    ),
    '## Warnings',
    'Doubt that travels with a result; here as it is said of several.',
    table(
      ['code', 'sentence'],
      Object.entries(warningCatalogue).map(([code, said]) => [`\`${code}\``, ofSeveral(said)]),
    ),
    '## Tables of a run',
    'Parquet, one file a table; `dictionary.json` of a run says the same of the version that wrote it. Where nothing is known a cell is empty (null).',
    ...Object.entries(runDictionary()).flatMap(([name, columns]) => [
      `### \`${name}\``,
      table(
        ['column', 'type', 'meaning', 'unit', 'range'],
        Object.entries(columns).map(([column, { type, meaning, unit = '', range = '' }]) => [
          `\`${column}\``,
          type,
          meaning,
          unit,
          range,
        ]),
      ),
    ]),
    '## Public functions',
    ...publicPart(),
  ].join('\n\n')}\n`;
}

function commandPart({ name, summary, usage, teaches, options, examples }: CommandEntry): string[] {
  const lines = examples.flatMap(([line, does]) => (does === '' ? [line] : [`${line}    # ${does}`]));
  return [
    `### \`same-start ${name}\`: ${summary}`,
    ['```text', usage.replaceAll(/\s+/g, ' '), '```'].join('\n'),
    teaches,
    ...(options.length > 0
      ? [
          table(
            ['option', 'meaning'],
            options.map(([flag, meaning]) => [`\`${flag.trim()}\``, meaning]),
          ),
        ]
      : []),
    ['```text', ...lines, '```'].join('\n'),
  ];
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
}

function policyRows(): string[][] {
  const rows: string[][] = [];
  const walk = (node: SchemaNode, path: readonly string[]): void => {
    for (const [name, child] of Object.entries(node.properties ?? {})) {
      if (path.length === 0 && ['$schema', 'schools'].includes(name)) continue;
      if (child.properties === undefined) rows.push(policyRow([...path, name].join('.'), child));
      else walk(child, [...path, name]);
    }
  };
  walk(JSON.parse(policySchemaText()) as SchemaNode, []);
  return rows;
}

/** The schema's own sentence, taken apart where it says unit and default. */
function policyRow(key: string, { description = '', minimum, maximum, default: byDefault }: SchemaNode): string[] {
  const [, meaning, unit] = /^(.*) Unit: (.*)\. Default: .*$/s.exec(description) ?? [];
  if (meaning === undefined) throw new Error(`policy: ${key} does not say its unit and default`);
  const range = minimum === undefined ? '' : `${minimum} to ${maximum}`;
  return [`\`${key}\``, meaning, unit ?? '', range, String(byDefault)];
}

/** “{count} [one|many]” as of many. */
function ofSeveral(template: string): string {
  return template.replaceAll(/\[[^|\]]*\|([^\]]*)\]/g, '$1');
}

function publicPart(): string[] {
  const all = [...new Map(publicNames('engine/index.ts').map((one) => [one.name, one])).values()];
  const estimators = new Set(publicNames('engine/estimators.ts').map(({ name }) => name));
  const functions = Map.groupBy(
    all.filter(({ kind }) => kind === 'function'),
    ({ file }) => file.split('/').slice(1, -1).join('/') || 'engine',
  );
  const rest = all.filter(({ kind }) => kind !== 'function');
  return [
    "`import { analyse } from 'same-start'`; those marked ◆ also from `same-start/stats`, which reads no file and runs in a browser. Arrays are columns of equal length; missing is NaN, unless a docstring says otherwise.",
    ...[...functions].flatMap(([room, those]) => [
      `### ${room}`,
      ...those.map((one) => functionPart(one, estimators.has(one.name))),
    ]),
    '### Values and types',
    table(
      ['name', 'kind', 'is', 'file'],
      rest.map(({ name, kind, docstring, file }) => [
        `\`${name}\`${estimators.has(name) ? ' ◆' : ''}`,
        kind,
        docstring,
        file,
      ]),
    ),
  ];
}

function functionPart({ signature, docstring, file, name }: PublicName, isEstimator: boolean): string {
  const [said = '', ...tags] = docstring.split(/(?<!\S)@(?=(?:param|returns|throws|see)\b)/);
  const lines = tags.map((tag) => {
    const [, kind = '', rest = ''] = /^(\w+) ([\s\S]*)$/.exec(tag.trim()) ?? [];
    return `- ${told[kind as keyof typeof told](rest.replaceAll(/\s+/g, ' '))}`;
  });
  const text = [said.trim(), lines.join('\n')].filter((part) => part !== '').join('\n\n');
  return `**\`${name}\`**${isEstimator ? ' ◆' : ''} (\`${file}\`)\n\n\`\`\`text\n${signature}\n\`\`\`\n\n${text}`;
}

/** What each tag of a docstring is told as. */
const told = {
  param: (rest: string) => rest.replace(/^(\w+)(?: -)? ?/, '`$1`: '),
  returns: (rest: string) => `gives ${rest}`,
  throws: (rest: string) => `throws ${rest}`,
  see: (rest: string) => `source: ${rest}`,
} as const;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
