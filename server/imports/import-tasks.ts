import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  addEarlierResults,
  analyseFolder,
  carryOut,
  earlierResults,
  joinMended,
  keptAnswers,
  mendedName,
  openRun,
  personOfQuestion,
  planConversion,
  sampleEntries,
  type ConversionPlan,
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
  /** The person looks after that school alone, so it is theirs; else only where the pupils are on its roll. */
  readonly schoolIsSure: boolean;
  /** What was guessed before the answers of the mapping, with the reasons. */
  readonly before: readonly Guess[];
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
  /** Of a question of order: the grades, lowest first where an order is proposed. */
  readonly grades: readonly string[];
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
  const { mapping } = plan.proposal;
  const guesses = [
    ...plan.proposal.guesses.map((guess) => withReason(guess, task.before)),
    ...answeredSince(task.before, plan),
  ];
  let { questions } = plan.proposal;
  const school = plan.proposal.guesses.find(({ at, reused }) => at[0] === 'school' && reused !== true);
  if (school && !task.settled) {
    questions = questions.filter(({ at }) => at[0] !== 'school');
    if (task.school !== null && (await isSchoolOf(task, plan))) mapping.school = task.school;
    else questions = [school, ...questions];
  }
  const asked = questions.map((guess) => ({
    ...guess,
    entries: sampleEntries(plan, guess),
    persons: personOfQuestion(plan, guess),
    grades: gradesOf(mapping, guess),
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

/** What stands as it was first guessed keeps its reason; what was answered since says so. */
function withReason(guess: Guess, before: readonly Guess[]): Guess {
  if (!guess.reused || before.length === 0) return guess;
  const earlier = before.find(({ at, file }) => file === guess.file && at.join('\n') === guess.at.join('\n'));
  if (!earlier) return guess;
  const { reused: _, ...answered } = { ...guess, reason: 'as you answered' };
  return earlier.as === guess.as ? earlier : answered;
}

/** Orders of grades and children that were asked about and are no guess any more, with what stands now. */
function answeredSince(before: readonly Guess[], { proposal }: ConversionPlan): Guess[] {
  const keyOf = ({ at: [part, key] }: Guess): string => `${part}\n${key}`;
  const open = new Set(proposal.guesses.map(keyOf));
  const stands = new Map(keptAnswers(proposal.mapping).map((kept) => [keyOf(kept), kept.as]));
  return before.flatMap((guess) => {
    const as = stands.get(keyOf(guess));
    const isGone =
      ['scales', 'people', 'identifiers', 'ends', 'codes'].includes(guess.at[0]) && !open.has(keyOf(guess));
    return isGone && as !== undefined
      ? [{ ...guess, as, reason: as === guess.as ? guess.reason : 'as you answered' }]
      : [];
  });
}

const mostlyKnown = 0.8;

/** Whether the files' pupils are of the school: somebody looks after it alone, or most of them had results there before. */
async function isSchoolOf({ schoolIsSure, earlier }: ReadTask, { people }: ConversionPlan): Promise<boolean> {
  if (schoolIsSure || earlier === null) return schoolIsSure;
  const { results } = await earlierResults(await openRun(earlier));
  const known = new Set(results.map(({ pupilId }) => pupilId));
  return people.length > 0 && people.filter(({ id }) => known.has(id)).length >= mostlyKnown * people.length;
}

/** The grades a question of order is about. */
function gradesOf({ scales = {} }: Mapping, { at: [part, key] }: Guess): string[] {
  return part === 'scales' && Object.hasOwn(scales, key) ? [...scales[key].grades, ...scales[key].words] : [];
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
