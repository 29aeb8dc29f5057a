import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { SameStartError } from '../errors.ts';
import { answerQuestion } from '../ingest/schools/propose/answer-question.ts';
import { carryOut, planConversion, type ConversionPlan } from '../ingest/schools/convert-files.ts';
import { readMapping } from '../ingest/schools/read-mapping.ts';
import { personOfQuestion } from '../ingest/schools/person-of-question.ts';
import { csvText } from '../ingest/files/csv/csv-text.ts';
import type { Guess } from '../ingest/schools/mapping/mapping.ts';
import type { CommandResult, CommandSetting } from './command.ts';
import { printable } from './printable.ts';
import { conversionText, questionText } from './conversion-text.ts';
import { questionsCsv, takeAnswers } from './questions-file.ts';
import { resultsBalance } from '../ingest/folder/report/results-balance.ts';
import { inspectDataFolder } from '../ingest/folder/read-data-folder.ts';
import { dateText } from '../tables/days.ts';

/** Where questions are asked: the process's own terminal unless a test says otherwise. */
export interface ConvertSetting extends Pick<CommandSetting, 'progress' | 'clear'> {
  readonly input?: Readable & { readonly isTTY?: boolean };
  readonly output?: Writable;
}

/**
 * `same-start convert FILE… --out DATA [--mapping FILE] [--answers FILE] [--yes]`: a school's own exports to a data folder. What is not sure is
 * asked at a terminal; elsewhere nothing is converted (exit code 2) and the questions are written as DATA/questions.csv, to be
 * printed or answered in a spreadsheet and given back with `--answers`, unless `--yes` accepts what is proposed. The mapping is
 * kept in DATA for the next term, and beside it the rows of which something was not used, to be mended and given again as one
 * more FILE. Ends with the checks of what it wrote: how many of the results in the files will be analysed.
 */
export async function convertCommand(
  args: string[],
  setting: ConvertSetting = { progress: () => undefined },
): Promise<CommandResult> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      out: { type: 'string' },
      mapping: { type: 'string' },
      answers: { type: 'string' },
      yes: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new SameStartError('missing-argument', { command: 'convert', argument: 'FILE' });
  const { out } = values;
  if (out === undefined) throw new SameStartError('missing-argument', { command: 'convert', argument: '--out DATA' });
  const present = await requireOwnFolder(out);
  const saved = values.mapping === undefined ? null : await readMapping(values.mapping);
  const given = await filesOf(positionals);
  const plan = await planConversion(given, saved, dateText(new Date()), setting.progress);
  const { mapping, questions, guesses } = plan.proposal;
  await mkdir(out, { recursive: true });
  const { isTTY } = setting.input ?? process.stdin;
  const unanswered = values.answers === undefined ? questions : await takeAnswers(values.answers, plan.proposal);
  const isAnswered = values.yes === true || unanswered.length === 0;
  const open = isAnswered ? [] : isTTY && values.answers === undefined ? await ask(plan, setting) : unanswered;
  await writeWhole(join(out, 'mapping.json'), `${JSON.stringify(mapping, null, 2)}\n`);
  if (open.length > 0) {
    const lines = open.map((guess) => `  ${questionText(guess)}`);
    await writeWhole(join(out, questionsFile), questionsCsv(open));
    return {
      exitCode: 2,
      json: { converted: false, mapping, guesses, questions: open },
      text: `Nothing is converted yet: ${open.length === 1 ? 'one thing needs' : `${open.length} things need`} a look.\n${lines.join('\n')}\nAnswer at a terminal; or write what is right under “answer” in ${questionsFile} (nothing where the proposal is right) and give it with --answers; or accept all with --yes.`,
    };
  }
  setting.progress('putting pupils and results together');
  const { files, mend, report } = carryOut(plan, mapping);
  setting.progress('writing the data folder');
  await writeFolder(out, { files, mend, report }, present, given);
  setting.progress('checking what was written');
  const balance = resultsBalance(report, (await inspectDataFolder(out)).report);
  return {
    exitCode: 0,
    json: { converted: true, mapping, guesses, questions, report, results: balance },
    text: conversionText({ report, balance, accepted: questions, mendFiles: Object.keys(mend), folder: out }),
  };
}

/** Open questions, as a table to be printed or answered. */
const questionsFile = 'questions.csv';

async function writeFolder(
  out: string,
  { files, mend, report }: ReturnType<typeof carryOut>,
  present: readonly string[],
  given: readonly string[],
): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeWhole(join(out, name), text);
  const columns = ['file', 'row', 'column', 'value', 'reason'] as const;
  const cells = report.unused.map((cell) => columns.map((column) => String(cell[column])));
  await writeWhole(join(out, 'not-used.csv'), csvText(columns, cells));
  // A file of mended rows that was given now is needed again next time.
  const inUse = new Set(given.map((path) => resolve(path)));
  const stale = present.filter((name) => name === 'context.csv' || /^not-used-.*\.csv$/.test(name));
  for (const name of stale)
    if (!Object.hasOwn(files, name) && !inUse.has(resolve(out, name))) await rm(join(out, name));
  for (const [name, text] of Object.entries(mend)) {
    let free = name;
    for (let k = 2; inUse.has(resolve(out, free)); k++) free = name.replace(/\.csv$/, `-${k}.csv`);
    await writeWhole(join(out, free), text);
  }
}

async function ask(
  plan: ConversionPlan,
  { input = process.stdin, output = process.stderr, clear }: ConvertSetting,
): Promise<Guess[]> {
  const { mapping, questions } = plan.proposal;
  clear?.();
  const terminal = createInterface({ input, output });
  // Ctrl+D or a closed terminal: what is not answered stays open.
  const ended = new Promise<null>((done) => terminal.once('close', () => done(null)));
  try {
    for (const [at, guess] of questions.entries()) {
      const who = personOfQuestion(plan, guess);
      const names = who === null ? '' : `\n  ${who.row}\n  ${who.pupil}`;
      for (;;) {
        const prompt = `${at + 1} of ${questions.length}: ${questionText(guess)}${names}\n  ${waysToAnswer(guess)}: `;
        const said = await Promise.race([terminal.question(printable(prompt)), ended]);
        if (said === null) return questions.slice(at);
        const answer = said.trim();
        // A suggested pupil is nobody's until a person says yes; other guesses stand in the mapping already.
        if (answer === '' && !isOfPeople(guess)) break;
        if (answer !== '' && answerQuestion(mapping, guess, answer)) break;
        output.write(`  Not understood. ${isOfPeople(guess) ? 'Write yes or no.' : hintFor(guess)}\n`);
      }
    }
  } finally {
    terminal.close();
  }
  return [];
}

function isOfPeople({ at: [part] }: Guess): boolean {
  return part === 'people' || part === 'identifiers';
}

function waysToAnswer(guess: Guess): string {
  return isOfPeople(guess) ? 'The same child? yes or no' : 'Enter = yes, - = leave out, or what it is';
}

function hintFor({ at: [part], choices }: Guess): string {
  if (choices) return `Write one of: ${choices.map(({ label }) => label).join(', ')}.`;
  if (part === 'academicYear') return 'Name a year, such as 2025/26.';
  if (part === 'scales') return 'Write the grades, lowest first: Emerging < Developing < Secure.';
  if (part === 'ends') return 'Write yes or no.';
  if (part === 'dayOrder') return 'Write “day first” or “month first”.';
  if (['windows', 'undated', 'sheets', 'few'].includes(part))
    return 'Name a term, such as “Autumn 2” or “Spring 2025/26”.';
  return 'Name a field (upn, class …), or a heading such as “Autumn 2 Reading SAS”.';
}

/** A folder stands for the files in it, as OneRoster is exported; hidden ones and Excel's locks are none of the school's. */
async function filesOf(paths: readonly string[]): Promise<string[]> {
  const files = await Promise.all(
    paths.map(async (path) => {
      const isFolder = await stat(path).then(
        (found) => found.isDirectory(),
        () => false,
      );
      if (!isFolder) return [path];
      const entries = await readdir(path, { withFileTypes: true });
      const names = entries.flatMap((entry) => (entry.isFile() && !/^(?:\.|~\$)/.test(entry.name) ? [entry.name] : []));
      return names.sort().map((name) => join(path, name));
    }),
  );
  return files.flat();
}

/** Files that are there already. The folder must be new, empty or made by an earlier conversion: other people's files are never overwritten. */
async function requireOwnFolder(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  if (names.length > 0 && !names.includes('mapping.json')) throw new SameStartError('folder-in-use', { folder });
  return names;
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
