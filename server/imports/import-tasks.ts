import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  addEarlierResults,
  analyseFolder,
  carryOut,
  earlierResults,
  joinMended,
  mendedName,
  openRun,
  personOfQuestion,
  planConversion,
  sampleEntries,
  type Guess,
  type Mapping,
  type Policy,
} from '../../engine/index.ts';
import { checkDataFolder, emptied, type ImportReport } from './check-data-folder.ts';

/** Files to a data folder and its report; without files, only the report of a data folder that is there. */
export interface ReadTask {
  readonly kind: 'read';
  /** Brought files; none: the data folder is read as it is. */
  readonly files: readonly string[];
  readonly dataFolder: string;
  /** Where rows that were not used are written; none for a data folder of somebody else’s. */
  readonly notUsed: string;
  readonly mapping: Mapping | null;
  /** Whether the mapping has been looked at: nothing more is asked. */
  readonly settled: boolean;
  /** The school whose files these are where they do not say; null: ask. */
  readonly school: string | null;
  /** ISO date. */
  readonly today: string;
  /** Folder of the run whose results stand where the files say nothing; null: the files stand alone. */
  readonly earlier: string | null;
  /** Mended rows of one table, to be put in before the data folder is read. */
  readonly mended: { readonly table: string; readonly text: string } | null;
}

/** A data folder to a run. */
export interface AnalyseTask {
  readonly kind: 'analyse';
  readonly dataFolder: string;
  readonly runs: string;
  /** Settings of the school’s run before, where the data folder brings none of its own. */
  readonly policy: Policy | null;
  /** Runs that lists may be compared with: those that were released. */
  readonly released: readonly string[];
}

export type ImportTask = ReadTask | AnalyseTask;

export interface Asked extends Guess {
  /** A few entries of the column. */
  readonly entries: readonly string[];
  /** Of a question whether two are one child: names and days of birth, for whoever answers. */
  readonly persons: { readonly row: string; readonly pupil: string } | null;
}

export type { ImportReport, NotUsedFile } from './check-data-folder.ts';

export type Proposed = {
  readonly mapping: Mapping;
  readonly guesses: readonly Guess[];
  readonly questions: readonly Asked[];
};

export type TaskResult =
  | { readonly kind: 'asked'; readonly proposed: Proposed }
  | { readonly kind: 'read'; readonly proposed: Proposed | null; readonly read: ImportReport }
  | { readonly kind: 'analysed'; readonly runId: string; readonly existed: boolean };

/**
 * Does one task; apart from the server, so that pages stay quick and a crash takes no page with it. `beforeWriting` is waited for
 * before a new run appears.
 */
export function doImportTask(
  task: ImportTask,
  progress: (what: string) => void,
  beforeWriting: (runId: string) => Promise<void>,
): Promise<TaskResult> {
  return task.kind === 'read' ? readFiles(task, progress) : analyse(task, progress, beforeWriting);
}

async function readFiles(task: ReadTask, progress: (what: string) => void): Promise<TaskResult> {
  if (task.mended !== null) return { kind: 'read', proposed: null, read: await putBack(task, task.mended, progress) };
  if (task.files.length === 0)
    return { kind: 'read', proposed: null, read: await checkDataFolder(task, null, progress) };
  if (isDataFolder(task.files)) {
    await emptied(task.dataFolder);
    for (const file of task.files) await copyFile(file, join(task.dataFolder, basename(file)));
    return { kind: 'read', proposed: null, read: await checkDataFolder(task, null, progress) };
  }
  progress('Reading the files');
  const plan = await planConversion(task.files, task.mapping, task.today);
  const { mapping, guesses } = plan.proposal;
  let { questions } = plan.proposal;
  if (task.school !== null && !task.settled && questions.some(({ at }) => at[0] === 'school')) {
    mapping.school = task.school;
    questions = questions.filter(({ at }) => at[0] !== 'school');
  }
  const asked = questions.map((guess) => ({
    ...guess,
    entries: sampleEntries(plan, guess),
    persons: personOfQuestion(plan, guess),
  }));
  const proposed = { mapping, guesses, questions: task.settled ? [] : asked };
  if (proposed.questions.length > 0) return { kind: 'asked', proposed };
  progress('Putting pupils and results together');
  const converted = carryOut(plan, mapping);
  const { files, ...earlier } = await withEarlier(converted.files, task.earlier);
  await emptied(task.dataFolder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(task.dataFolder, name), text, { mode: 0o600 });
  const read = await checkDataFolder(task, converted, progress);
  return { kind: 'read', proposed, read: { ...read, earlier: earlier.results === 0 ? null : earlier } };
}

/** The files with what was analysed before, where they say nothing of it: next term’s export may hold the new window only. */
async function withEarlier(files: Record<string, string>, run: string | null) {
  if (run === null) return { files, results: 0, windows: [] };
  return addEarlierResults(files, await earlierResults(await openRun(run)));
}

/** Brought files that are a data folder already: pupils, windows and assessments. */
function isDataFolder(files: readonly string[]): boolean {
  const names = new Set(
    files.map((file) =>
      basename(file)
        .toLowerCase()
        .replace(/\.(csv|parquet|arrow)$/, ''),
    ),
  );
  return ['pupils', 'windows', 'assessments'].every((name) => names.has(name));
}

/** Puts mended rows beside those mended before and reads again; where they do not fit, everything is as it was. */
async function putBack(
  task: ReadTask,
  { table, text }: { table: string; text: string },
  progress: (what: string) => void,
): Promise<ImportReport> {
  const place = join(task.dataFolder, mendedName(table));
  const before = await readFile(place, 'utf8').catch(() => null);
  try {
    await writeFile(place, before === null ? text : joinMended(before, text), { mode: 0o600 });
    return await checkDataFolder(task, null, progress);
  } catch (error) {
    await (before === null ? rm(place, { force: true }) : writeFile(place, before, { mode: 0o600 }));
    throw error;
  }
}

async function analyse(
  task: AnalyseTask,
  progress: (what: string) => void,
  beforeWriting: (runId: string) => Promise<void>,
): Promise<TaskResult> {
  const released = new Set(task.released);
  const { manifest, existed } = await analyseFolder(task.dataFolder, task.runs, {
    carriedPolicy: task.policy ?? undefined,
    mayFollow: (id) => released.has(id),
    beforeWriting,
    progress,
  });
  return { kind: 'analysed', runId: manifest.id, existed };
}
