import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { SameStartError } from '../errors.ts';
import { answerQuestion } from '../ingest/convert/answer-question.ts';
import { carryOut, planConversion, readMapping, type ConversionReport } from '../ingest/convert/convert-files.ts';
import { csvText } from '../ingest/convert/write-csv.ts';
import type { Guess, Mapping } from '../ingest/convert/mapping.ts';
import type { CommandResult } from './command.ts';

/**
 * `same-start convert FILE… --out DATA [--mapping FILE] [--yes]`: a school's own exports to a data folder. What is not sure is
 * asked at a terminal; elsewhere the proposal is written as DATA/mapping.json and nothing is converted (exit code 2) unless
 * `--yes` accepts it. The mapping is kept in DATA for the next term.
 */
export async function convertCommand(args: string[]): Promise<CommandResult> {
  const { values, positionals } = parseArgs({
    args,
    options: { out: { type: 'string' }, mapping: { type: 'string' }, yes: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new SameStartError('missing-argument', { command: 'convert', argument: 'FILE' });
  if (values.out === undefined)
    throw new SameStartError('missing-argument', { command: 'convert', argument: '--out DATA' });
  await requireOwnFolder(values.out);
  const saved = values.mapping === undefined ? null : await readMapping(values.mapping);
  const plan = await planConversion(positionals, saved, new Date().toISOString().slice(0, 10));
  const { mapping, questions, guesses } = plan.proposal;
  await mkdir(values.out, { recursive: true });
  const open =
    values.yes === true || questions.length === 0
      ? []
      : process.stdin.isTTY
        ? await ask(mapping, questions)
        : questions;
  await writeWhole(join(values.out, 'mapping.json'), `${JSON.stringify(mapping, null, 2)}\n`);
  if (open.length > 0) {
    const lines = open.map((guess) => `  ${questionText(guess)}`);
    return {
      exitCode: 2,
      json: { converted: false, mapping, guesses, questions: open },
      text: `Nothing is converted yet: ${open.length} guesses need a look.\n${lines.join('\n')}\nEdit mapping.json in the folder and give it with --mapping, or accept all with --yes.`,
    };
  }
  const { files, report } = carryOut(plan, mapping);
  for (const [name, text] of Object.entries(files)) await writeWhole(join(values.out, name), text);
  const columns = ['file', 'row', 'column', 'value', 'reason'] as const;
  await writeWhole(
    join(values.out, 'not-used.csv'),
    csvText(
      columns,
      report.unused.map((cell) => columns.map((column) => String(cell[column]))),
    ),
  );
  return {
    exitCode: 0,
    json: { converted: true, mapping, guesses, questions, report },
    text: reportText(report, questions),
  };
}

async function ask(mapping: Mapping, questions: readonly Guess[]): Promise<Guess[]> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const open: Guess[] = [];
  try {
    for (const guess of questions) {
      for (;;) {
        const answer = (
          await terminal.question(`${questionText(guess)}\n  Enter = yes, - = leave out, or what it is: `)
        ).trim();
        // A suggested pupil is nobody's until a person says yes; other guesses stand in the mapping already.
        const given = answer === '' && guess.at[0] === 'people' ? 'yes' : answer;
        if (given === '' || answerQuestion(mapping, guess, given)) break;
        process.stderr.write(
          '  Not understood. Name a field (upn, class …), or a heading such as "Autumn 2 Reading SAS".\n',
        );
      }
    }
  } finally {
    terminal.close();
  }
  return open;
}

function questionText({ file, of, as, reason, confidence }: Guess): string {
  return `${file}, “${of}”: ${as}? (${reason}; ${Math.round(confidence * 100)} % sure)`;
}

function reportText(report: ConversionReport, accepted: readonly Guess[]): string {
  const { seen, used, empty, notUsed } = report.results;
  return [
    `${report.pupils} pupils · ${report.subjects.join(', ') || 'no results'} · ${report.windows.join(', ')}`,
    `${seen} result cells: ${used} used · ${empty} empty · ${notUsed} not used`,
    ...report.unused
      .slice(0, 20)
      .map(
        ({ file, row, column, value, reason }) =>
          `  ${file} row ${row}${column ? `, ${column}` : ''}${value ? ` “${value}”` : ''}: ${reason}`,
      ),
    ...(report.unused.length > 20 ? [`  and ${report.unused.length - 20} more, in not-used.csv`] : []),
    ...report.notes.map(({ text, count }) => `${count} × ${text}`),
    ...report.possibleMatches
      .slice(0, 10)
      .map(
        ({ id, otherId, likelihood, reason }) =>
          `${id} and ${otherId} may be one child (${Math.round(likelihood * 100)} in 100: ${reason}); not merged.`,
      ),
    ...(accepted.length > 0
      ? ['Accepted without a look:', ...accepted.map((guess) => `  ${questionText(guess)}`)]
      : []),
  ].join('\n');
}

/** The folder must be new, empty or made by an earlier conversion: other people's files are never overwritten. */
async function requireOwnFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [] as string[]);
  if (names.length > 0 && !names.includes('mapping.json')) throw new SameStartError('folder-in-use', { folder });
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
