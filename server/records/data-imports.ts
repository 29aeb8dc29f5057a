import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from './open-record.ts';
import type { DataImportRow } from './record-tables.ts';

export type { DataImportRow } from './record-tables.ts';

export interface NewImport {
  readonly school: string | null;
  readonly folder: string | null;
  readonly personId: string;
  readonly at: Date;
}

/** Begins an import, without any files yet, and gives its identifier. */
export async function addImport(record: SchoolRecord, { school, folder, personId, at }: NewImport): Promise<string> {
  const importId = randomUUID();
  await record.db
    .insertInto('data_import')
    .values({
      import_id: importId,
      school,
      folder,
      state: 'files',
      files: '[]',
      mapping: null,
      proposal: null,
      report: null,
      problem: '',
      run_id: null,
      made_at: at.toISOString(),
      made_by: personId,
      changed_at: at.toISOString(),
    })
    .execute();
  return importId;
}

export type ImportChange = Partial<Omit<DataImportRow, 'import_id' | 'made_at' | 'made_by' | 'changed_at'>>;

/** Sets these columns and the time of the change; the rest stays. An unknown import changes nothing. */
export async function changeImport(
  record: SchoolRecord,
  importId: string,
  change: ImportChange,
  at: Date = new Date(),
): Promise<void> {
  await record.db
    .updateTable('data_import')
    .set({ ...change, changed_at: at.toISOString() })
    .where('import_id', '=', importId)
    .execute();
}

/** One import with all that was read from it, or undefined. */
export function importById(record: SchoolRecord, importId: string): Promise<DataImportRow | undefined> {
  return record.db.selectFrom('data_import').selectAll().where('import_id', '=', importId).executeTakeFirst();
}

/** All imports, newest first, without what was read from them. */
export function listImports(record: SchoolRecord): Promise<Omit<DataImportRow, 'mapping' | 'proposal' | 'report'>[]> {
  return record.db
    .selectFrom('data_import')
    .select([
      'import_id',
      'school',
      'folder',
      'state',
      'files',
      'problem',
      'run_id',
      'made_at',
      'made_by',
      'changed_at',
    ])
    .orderBy('made_at', 'desc')
    .execute();
}

/** Removes an import from the record; what it left on the disk is for `removeImportFolder`. */
export async function removeImport(record: SchoolRecord, importId: string): Promise<void> {
  await record.db.deleteFrom('data_import').where('import_id', '=', importId).execute();
}

/** After a restart nothing is going on: what was, is said to have been interrupted, and can be done again. */
export async function endInterrupted(record: SchoolRecord): Promise<void> {
  for (const [from, to, what] of [
    ['reading', 'files', 'The files were being read'],
    ['analysing', 'checked', 'The analysis was going on'],
  ] as const)
    await record.db
      .updateTable('data_import')
      .set({
        state: to,
        problem: `${what} when Same Start was stopped. Nothing was lost and nothing changed: the last released results are still shown. Start it again.`,
      })
      .where('state', '=', from)
      .execute();
}

/** How the files of a school ('' = of every school) were understood last time, as JSON. */
export async function savedMapping(record: SchoolRecord, school: string): Promise<string | null> {
  const row = await record.db
    .selectFrom('saved_mapping')
    .select('mapping')
    .where('school', '=', school)
    .executeTakeFirst();
  return row?.mapping ?? null;
}

/** Keeps how the files of a school ('' = of every school) were understood, in place of the time before. */
export async function saveMapping(
  record: SchoolRecord,
  school: string,
  saved: { mapping: string; personId: string; at: Date },
): Promise<void> {
  const values = { mapping: saved.mapping, saved_at: saved.at.toISOString(), saved_by: saved.personId };
  await record.db
    .insertInto('saved_mapping')
    .values({ school, ...values })
    .onConflict((conflict) => conflict.column('school').doUpdateSet(values))
    .execute();
}

/** What came of the results in the files a run was made of. */
export interface BroughtFiles {
  readonly importId: string;
  /** Cells with a result. */
  readonly seen: number;
  readonly notUsed: number;
}

interface Converted {
  readonly conversion: { readonly results: { seen: number; empty: number; notUsed: number } } | null;
}

/** The newest files a run was made of; null for a run of the command line. */
export async function filesOfRun(record: SchoolRecord, runId: string): Promise<BroughtFiles | null> {
  const row = await record.db
    .selectFrom('data_import')
    .select(['import_id', 'report'])
    .where('run_id', '=', runId)
    .orderBy('made_at', 'desc')
    .executeTakeFirst();
  if (!row || row.report === null) return null;
  const results = (JSON.parse(row.report) as Converted).conversion?.results ?? { seen: 0, empty: 0, notUsed: 0 };
  return { importId: row.import_id, seen: results.seen - results.empty, notUsed: results.notUsed };
}
