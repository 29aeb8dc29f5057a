import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { audit } from '../records/audit.ts';
import { changeImport, listImports, type DataImportRow } from '../records/data-imports.ts';
import { usualRetention } from '../records/life/retention.ts';
import { pendingImports } from '../records/pupils/pending-pupils.ts';
import type { DataSettings } from './data-settings.ts';
import { importFolder, removeImportFolder } from './import-folder.ts';
import { keepOnlyPupils } from './keep-only-pupils.ts';

type Listed = Awaited<ReturnType<typeof listImports>>[number];

const { period } = usualRetention.uploads;
const longestMs = ('days' in period ? period.days : 0) * 24 * 3_600_000;

const gone =
  'The files were removed: nothing that is not encrypted is kept for more than a day, and nobody had gone on with them since yesterday. Bring them again; answers given before are remembered.';

/**
 * Removes what lies on the disk in plain text and is not needed any more: files with which nobody has gone on for a day, those of
 * imports that were analysed (what a release needs of their pupils is in the record), and folders of which the record knows
 * nothing.
 *
 * @param isGoingOn whether a task is at work on an import at this moment
 */
export async function clearUploads(
  app: Pick<FastifyInstance, 'record' | 'now'>,
  settings: DataSettings,
  isGoingOn: (importId: string) => boolean,
): Promise<void> {
  const imports = await listImports(app.record);
  const pending = await pendingImports(app.record);
  const latest = app.now().getTime() - longestMs;
  for (const row of imports) {
    if (isGoingOn(row.import_id)) continue;
    if (row.state === 'done') await clearAnalysed(app, settings, { row, waits: pending.has(row.import_id) });
    else if (Date.parse(row.changed_at) <= latest) await clearLeft(app, settings, row);
  }
  const known = new Set(imports.map((row) => row.import_id));
  for (const name of await readdir(settings.files).catch(() => []))
    if (!known.has(name)) await rm(join(settings.files, name), { recursive: true, force: true });
}

/** Analysed by an earlier version, or just before the machine stopped. */
async function clearAnalysed(
  app: Pick<FastifyInstance, 'record' | 'now'>,
  settings: DataSettings,
  { row, waits }: { row: Listed; waits: boolean },
): Promise<void> {
  const folder = importFolder(settings, row.import_id);
  if (!existsSync(folder.data)) return;
  if (waits) return removeImportFolder(settings, row.import_id);
  await keepOnlyPupils(app, settings, row);
}

async function clearLeft(
  app: Pick<FastifyInstance, 'record' | 'now'>,
  settings: DataSettings,
  row: Listed,
): Promise<void> {
  await removeImportFolder(settings, row.import_id);
  if (row.state === 'files' && row.files === '[]') return;
  const emptied: Partial<DataImportRow> = { files: '[]', mapping: null, proposal: null, report: null };
  await changeImport(app.record, row.import_id, { state: 'files', ...emptied, problem: gone }, app.now());
  await audit(app.record, { personId: null, action: 'files-expired', object: row.import_id, school: row.school });
}
