import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, opendir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SameStartError } from '../errors.ts';
import type { RunContent, RunManifest } from '../tables/run-content.ts';
import { runSchema, runTableNames } from '../tables/run-schema.ts';
import { makePartialFolder, publishFolder, removeLeftovers } from './partial-folder.ts';
import { refuseFaultyTables } from './refuse-faulty-tables.ts';
import { runDictionary } from './run-dictionary.ts';
import { runId } from './run-id.ts';
import { stableJson } from './stable-json.ts';
import { withTableDatabase } from './table-database.ts';
import { writeTableFiles } from './write-table-files.ts';
import type { TableFormat } from './write-table-files.ts';

/**
 * Publishes a run in `runsFolder`, whole or not at all: everything is written to a temporary sibling folder, flushed to the
 * disk and renamed once. A run of that id that is already there is left untouched. Equal content gives equal bytes in every
 * file but `timings.json`.
 *
 *     tables by the schema? → id → is it there? → partial folder: tables, dictionary, reference, timings, manifest → rename
 *
 * @param settings.formats Parquet is always written; add 'csv' for the same tables as text
 * @returns path of the run's folder
 * @throws SameStartError run-table-faulty (a fault of ours), run-not-written (disk full, no permission …)
 */
export async function writeRun(
  content: RunContent,
  runsFolder: string,
  settings: { readonly formats?: readonly TableFormat[] } = {},
): Promise<string> {
  refuseFaultyTables(content.tables);
  const id = runId(content.manifest);
  const folder = join(runsFolder, id);
  const formats = (['parquet', 'csv'] as const).filter(
    (format) => format === 'parquet' || (settings.formats ?? []).includes(format),
  );
  let partial: string | null = null;
  try {
    await removeLeftovers(runsFolder);
    if (await exists(folder)) return folder;
    partial = await makePartialFolder(runsFolder);
    await fill(partial, id, content, formats);
    await publishFolder(partial, runsFolder, id);
    return folder;
  } catch (error) {
    // what cannot be removed now is removed by the next writer
    if (partial !== null) await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    throw isOfTheDisk(error) ? notWritten(runsFolder, error) : error;
  }
}

/**
 * Refuses a runs folder that nothing can be written into, before an analysis is made for it. Makes nothing.
 * @throws SameStartError run-not-written
 */
export async function refuseUnwritable(runsFolder: string): Promise<void> {
  let place = resolve(runsFolder);
  try {
    // What is not there yet will be made in the nearest folder that is.
    while (!(await exists(place)) && place !== dirname(place)) place = dirname(place);
    await access(place, constants.W_OK);
    await (await opendir(place)).close();
  } catch (error) {
    throw isOfTheDisk(error) ? notWritten(runsFolder, error) : error;
  }
}

async function fill(partial: string, id: string, content: RunContent, formats: readonly TableFormat[]): Promise<void> {
  const started = performance.now();
  const spillFolder = join(partial, 'spill');
  const files = await withTableDatabase({ threads: 1, spillFolder }, async (connect) => {
    const written: string[] = [];
    const tables = runTableNames.values();
    // Two tables at a time: one is laid out here while the other is written.
    const lane = async () => {
      const connections = await Promise.all(formats.map(connect));
      for (const name of tables) {
        const named = { name, table: content.tables[name], columns: Object.keys(runSchema[name]) };
        written.push(...(await writeTableFiles(connections, named, partial, formats)));
      }
    };
    for (const end of await Promise.allSettled([lane(), lane()])) if (end.status === 'rejected') throw end.reason;
    return written;
  });
  await rm(spillFolder, { recursive: true, force: true });
  await writeJson(partial, 'dictionary.json', runDictionary());
  await mkdir(join(partial, 'reference'));
  const references = Object.entries(content.reference).map(([name, value]) => ({ file: referenceFile(name), value }));
  for (const { file, value } of references) await writeJson(partial, file, value);
  files.push('dictionary.json', ...references.map(({ file }) => file));
  const sealed = Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await seal(join(partial, file))])),
  );
  const seconds = { ...content.timings, write: (performance.now() - started) / 1000 };
  await writeJson(partial, 'timings.json', seconds);
  await writeJson(partial, 'manifest.json', published(id, content, sealed));
}

/** The manifest as written; it comes last in the folder, because it vouches for the other files. */
function published(id: string, content: RunContent, files: unknown): object {
  const manifest: RunManifest = content.manifest;
  return {
    id,
    ...manifest,
    files,
    tables: Object.fromEntries(runTableNames.map((name) => [name, content.tables[name].rows])),
  };
}

function referenceFile(name: string): string {
  return `reference/${name.endsWith('.json') ? name : `${name}.json`}`;
}

async function writeJson(folder: string, file: string, value: unknown): Promise<void> {
  await writeFile(join(folder, file), `${stableJson(value, 2)}\n`);
}

async function seal(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

/** An error of the operating system, or DuckDB’s report of one; anything else is a fault of ours and passes as it is. */
function isOfTheDisk(error: unknown): error is Error {
  if (!(error instanceof Error) || error instanceof SameStartError) return false;
  return 'syscall' in error || /\b(IO|Out of Memory) Error\b/i.test(error.message);
}

function notWritten(runsFolder: string, error: Error): SameStartError {
  const why = error.message.replace(/\s+/g, ' ').trim();
  return new SameStartError('run-not-written', { folder: runsFolder, why }, { cause: error });
}
