import { readdir, stat, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import { listRuns, listUnreadableRuns } from '../runs/list-runs.ts';
import { refuseUnwritable } from '../runs/write-run.ts';
import type { CommandResult, CommandSetting, RecordsTask, ServerModule } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** What was looked at, and what was found; `remedy` where somebody must do something. */
export interface Finding {
  readonly looked: 'machine' | 'disk' | 'runs' | 'record' | 'key' | 'clock' | 'copies';
  readonly found: string;
  readonly remedy?: string;
}

const gigabyte = 1e9;
/** A run of 2,000 pupils and the pages beside it; 30,000 take 1.4 GB (`bench:runs`). */
const leastMemory = 2 * gigabyte;
const leastFree = 2 * gigabyte;
const oldestCopyHours = 26;

/**
 * `same-start doctor`: what is wrong with a machine, a folder of runs, a record and its copies, and what to do about each.
 * Changes nothing.
 */
export async function doctorCommand(args: string[], setting: CommandSetting): Promise<CommandResult> {
  const { options } = parseOptions('doctor', args, ['runs', 'records', 'backup'], 0);
  const runs = resolve(options.runs ?? 'runs');
  const records = resolve(options.records ?? join(runs, '.record'));
  setting.progress('Going through the record');
  const server = await setting.loadServer();
  const findings = [
    machine(),
    ...(await ofRuns(runs)),
    ...(await ofRecord(records, server)),
    ...(options.backup === undefined ? [] : [await ofCopies(resolve(options.backup), records, server)]),
  ];
  const wrong = findings.filter(({ remedy }) => remedy !== undefined).length;
  const lines = findings.map(({ looked, found, remedy }) =>
    remedy === undefined ? `  well   ${looked}: ${found}` : `  MEND   ${looked}: ${found} ${remedy}`,
  );
  const sum = wrong === 0 ? 'Nothing is wrong.' : `${wrong} of ${findings.length} to mend.`;
  return { exitCode: wrong === 0 ? 0 : 2, json: { findings, wrong }, text: [...lines, sum].join('\n') };
}

function machine(): Finding {
  const found = `Node ${process.versions.node}, ${(totalmem() / gigabyte).toFixed(0)} GB of memory.`;
  if (totalmem() >= leastMemory) return { looked: 'machine', found };
  return { looked: 'machine', found, remedy: 'Two GB or more are needed for an analysis of 2,000 pupils.' };
}

async function ofRuns(runs: string): Promise<Finding[]> {
  try {
    await refuseUnwritable(runs);
  } catch (error) {
    return [{ looked: 'runs', ...remedyOf(error) }];
  }
  const there = await stat(runs).catch(() => null);
  if (there === null)
    return [
      {
        looked: 'runs',
        found: `There is no folder ${runs} yet.`,
        remedy: `Make a run: same-start run DATA --out ${runs}; or name the folder with --runs.`,
      },
    ];
  const { bavail, bsize } = await statfs(runs);
  const [free, found] = [bavail * bsize, await listRuns(runs)];
  const unreadable = await listUnreadableRuns(runs);
  return [
    {
      looked: 'disk',
      found: `${(free / gigabyte).toFixed(1)} GB are free at ${runs}.`,
      ...(free < leastFree ? { remedy: 'Make room: a full disk stops analyses and everything that people save.' } : {}),
    },
    { looked: 'runs', found: `${found.length} can be opened.` },
    ...unreadable.map(({ folder, error }) => ({
      looked: 'runs' as const,
      found: error.message,
      remedy: `Take ${folder} from a copy, or remove it and make the run again.`,
    })),
  ];
}

async function ofRecord(records: string, server: ServerModule): Promise<Finding[]> {
  const names = await readdir(records).catch((): string[] => []);
  if (!names.some((name) => name.startsWith('record.db')))
    return [{ looked: 'record', found: `None yet at ${records}; same-start serve makes it with the first sign-in.` }];
  const findings: Finding[] = [];
  try {
    const { lastEntryAt, auditEntries } = await verified(server, { task: 'verify', records });
    findings.push({ looked: 'record', found: `Every page and the ${auditEntries} entries of its audit are whole.` });
    const ahead = lastEntryAt > new Date().toISOString();
    findings.push({
      looked: 'clock',
      found: `The last entry is of ${lastEntryAt === '' ? 'no day yet' : lastEntryAt}.`,
      ...(ahead ? { remedy: 'That is to come: the clock was set back, or was wrong then. Set it right.' } : {}),
    });
  } catch (error) {
    findings.push({ looked: 'record', ...remedyOf(error) });
  }
  return [...findings, ...(await ofKey(records))];
}

async function ofKey(records: string): Promise<Finding[]> {
  const names = (await readdir(records)).filter((name) => name.endsWith('.key'));
  const open = await Promise.all(
    names.map(async (name) => ((await stat(join(records, name))).mode & 0o077) !== 0 && process.platform !== 'win32'),
  );
  return names.map((name, at) => ({
    looked: 'key',
    found: open[at] ? `Others on this machine can read ${join(records, name)}.` : 'Only its owner can read its file.',
    ...(open[at] ? { remedy: `chmod 600 ${join(records, name)}` } : {}),
  }));
}

async function ofCopies(folder: string, records: string, server: ServerModule): Promise<Finding> {
  const names = await readdir(folder).catch((): string[] => []);
  const newest = names
    .filter((name) => /^record-.*\.db$/.test(name))
    .toSorted()
    .at(-1);
  const make = `same-start records backup ${join(folder, 'now.db')} --records ${records}; and start serve with --backup.`;
  if (newest === undefined) return { looked: 'copies', found: `There is none in ${folder}.`, remedy: make };
  const file = join(folder, newest);
  const hours = (Date.now() - (await stat(file)).mtimeMs) / 3_600_000;
  try {
    await verified(server, { task: 'verify', records, file });
  } catch (error) {
    return { looked: 'copies', ...remedyOf(error) };
  }
  const found = `The newest of ${folder} is ${newest}, ${Math.round(hours)} hours old and whole.`;
  const far = dirname(folder) === dirname(records) ? ' Keep copies on another disk, too.' : '';
  return { looked: 'copies', found: found + far, ...(hours > oldestCopyHours ? { remedy: make } : {}) };
}

async function verified(
  server: ServerModule,
  task: RecordsTask,
): Promise<{ readonly lastEntryAt: string; readonly auditEntries: number }> {
  return (await server.lookAfterRecord(task)).json as { lastEntryAt: string; auditEntries: number };
}

/** Our own errors name what is wrong and then what to do. */
function remedyOf(error: unknown): Pick<Finding, 'found' | 'remedy'> {
  if (!(error instanceof SameStartError)) throw error;
  return { found: error.message, remedy: `(${error.code})` };
}
