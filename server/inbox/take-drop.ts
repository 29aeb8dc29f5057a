import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { beginAnalysis } from '../imports/begin-analysis.ts';
import { beginReading, jobsOfApp } from '../imports/begin-reading.ts';
import { makeImportFolder } from '../imports/import-folder.ts';
import type { ImportReport } from '../imports/import-tasks.ts';
import { takeRoom } from '../imports/room-for-files.ts';
import { safeFileName } from '../imports/safe-file-name.ts';
import { PageError } from '../page-error.ts';
import { inboxPerson } from '../people/inbox-person.ts';
import { audit } from '../records/audit.ts';
import { addImport, changeImport, importById, listImports, type DataImportRow } from '../records/data-imports.ts';
import { inboxDrop, noteInboxDrop, noteInboxTold } from '../records/inbox-drops.ts';
import { inOneChange } from '../records/in-one-change.ts';
import { hashOfDrop, type Drop, type DropHashes } from './drops.ts';

/** How far a lot of files has come. */
export type DropOutcome =
  /** Still being copied, or changed while it was read: looked at again. */
  | { readonly came: 'incomplete' }
  /** Nothing to say: it was said before, or somebody is at work on it. */
  | { readonly came: 'known'; readonly waits: boolean }
  | { readonly came: 'asks'; readonly importId: string; readonly questions: number }
  | { readonly came: 'refused'; readonly importId: string; readonly problem: string }
  | { readonly came: 'drafted'; readonly importId: string; readonly runId: string };

/**
 * Brings one lot of files as far as it goes without a person: read with the layout kept from last time, analysed, drafted. What
 * is not clear waits on the Data page, as files brought there would; once it is answered, the next look goes on. The same
 * files again, under whatever name, do nothing. What a stop or a crash interrupted is begun again.
 */
export async function takeDrop(app: FastifyInstance, drop: Drop, hashes: DropHashes): Promise<DropOutcome> {
  if (!drop.isComplete) return { came: 'incomplete' };
  const dropHash = await hashOfDrop(drop, hashes);
  const known = await inboxDrop(app.record, dropHash);
  if (known === undefined) {
    const importId = await inOneChange(app.record, async (within) => {
      const id = await addImport(within, { school: null, folder: null, personId: inboxPerson.personId, at: app.now() });
      await noteInboxDrop(within, { dropHash, importId: id, at: app.now() });
      await audit(within, { personId: inboxPerson.personId, action: 'files-expected', object: id });
      return id;
    });
    return goOn(app, { drop, dropHash, importId, told: '' });
  }
  return goOn(app, { drop, dropHash, importId: known.import_id, told: known.told });
}

interface Going {
  readonly drop: Drop;
  readonly dropHash: string;
  readonly importId: string;
  readonly told: '' | 'asks' | 'refused' | 'drafted';
}

async function goOn(app: FastifyInstance, going: Going): Promise<DropOutcome> {
  const row = await importById(app.record, going.importId);
  // Somebody removed it on the Data page: they do not want these files.
  if (row === undefined) return { came: 'known', waits: false };
  const { told } = going;
  if (row.state === 'reading' || row.state === 'analysing') return { came: 'known', waits: false };
  const isRefused = told === 'refused' && row.problem !== '';
  // Files are removed after a day, because they are not encrypted; here they lie still.
  const isGone = row.state === 'files' && row.files === '[]';
  if (row.state === 'files' && (isGone || !isRefused))
    return told === 'refused' ? { came: 'known', waits: true } : read(app, going);
  if (row.state === 'checked' && !isRefused && isUsable(row)) return analyse(app, going, row);
  return said(app, going, row);
}

async function read(app: FastifyInstance, going: Going): Promise<DropOutcome> {
  const { drop, importId } = going;
  try {
    const files = await copied(app, drop, importId);
    if (files === null) return { came: 'incomplete' };
    await beginReading(app, {
      importId,
      person: inboxPerson,
      settled: false,
      change: async (within) => {
        await changeImport(within, importId, { files: JSON.stringify(files) }, app.now());
        const detail = { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
        await audit(within, { personId: inboxPerson.personId, action: 'files-brought', object: importId, detail });
      },
    });
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    await changeImport(app.record, importId, { problem: error.values['problem'] ?? error.message }, app.now());
    return said(app, going, (await importById(app.record, importId))!);
  }
  await jobsOfApp(app).idle();
  const row = await importById(app.record, importId);
  if (row?.state === 'checked' && isUsable(row)) return analyse(app, going, row);
  return row === undefined ? { came: 'known', waits: false } : said(app, going, row);
}

async function analyse(app: FastifyInstance, going: Going, row: DataImportRow): Promise<DropOutcome> {
  await beginAnalysis(app, row, inboxPerson);
  await jobsOfApp(app).idle();
  return said(app, going, (await importById(app.record, going.importId)) ?? row);
}

/** What there is to say of an import that goes no further by itself; once. */
async function said(app: FastifyInstance, { dropHash, told }: Going, row: DataImportRow): Promise<DropOutcome> {
  const outcome = outcomeOf(row);
  if (outcome.came === 'incomplete' || outcome.came === 'known') return outcome;
  if (outcome.came === told) return { came: 'known', waits: told !== 'drafted' };
  await noteInboxTold(app.record, dropHash, outcome.came);
  return outcome;
}

function outcomeOf(row: DataImportRow): DropOutcome {
  const importId = row.import_id;
  if (row.state === 'done' && row.run_id !== null) return { came: 'drafted', importId, runId: row.run_id };
  if (row.state === 'questions') {
    const { questions } = JSON.parse(row.proposal ?? '{"questions":[]}') as { questions: unknown[] };
    return { came: 'asks', importId, questions: questions.length };
  }
  const nothing = 'Nothing in the files can be analysed; the data report says why.';
  return { came: 'refused', importId, problem: row.problem === '' ? nothing : row.problem };
}

function isUsable({ report }: DataImportRow): boolean {
  return report !== null && (JSON.parse(report) as ImportReport).usable;
}

/**
 * Copies a lot beside the record, under names that can do no harm; null where it changed meanwhile. Files of a kind that is not
 * read stay where they are. Errors: `upload-refused` where nothing is left, `no-room-for-files`.
 */
async function copied(
  app: FastifyInstance,
  drop: Drop,
  importId: string,
): Promise<{ name: string; bytes: number }[] | null> {
  const { settings } = jobsOfApp(app);
  const readable = drop.files.flatMap((file) => {
    const name = safeFileName(file.name);
    return name === null ? [] : [{ ...file, name }];
  });
  if (readable.length === 0)
    throw new PageError('upload-refused', {
      problem:
        'None of the files is of a kind that is read: CSV, an Excel workbook (.xlsx), a Common Transfer File (.xml), Parquet or Arrow.',
    });
  const bytes = readable.reduce((sum, file) => sum + file.bytes, 0);
  const giveBack = await takeRoom(settings, await listImports(app.record), { school: null, bytes });
  try {
    const { files: folder } = await makeImportFolder(settings, importId);
    for (const { path, name } of readable) await copyFile(path, join(folder, name));
  } finally {
    giveBack();
  }
  for (const { path, bytes: before, changedMs } of readable) {
    const now = await stat(path).catch(() => null);
    if (now === null || now.size !== before || Math.max(now.mtimeMs, now.ctimeMs) !== changedMs) return null;
  }
  return readable.map(({ name, bytes: size }) => ({ name, bytes: size }));
}
