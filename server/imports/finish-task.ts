import type { FastifyInstance } from 'fastify';
import type { Mapping } from '../../engine/index.ts';
import { auditForSchools } from '../records/audit-for-schools.ts';
import {
  changeImport,
  importById,
  saveMapping,
  type DataImportRow,
  type ImportChange,
} from '../records/data-imports.ts';
import type { AuditEntry } from '../records/audit.ts';
import { inOneChange } from '../records/in-one-change.ts';
import type { SchoolRecord } from '../records/open-record.ts';
import { schoolsOfImport } from './schools-of-import.ts';
import { atOtherSchools } from './at-other-schools.ts';
import type { ImportTask, TaskResult } from './import-tasks.ts';
import { keepOnlyPupils } from './keep-only-pupils.ts';
import type { TaskEnd } from './start-task.ts';

export const ourFault =
  'Something went wrong on our side. Nothing was lost and nothing changed: the last released results are still shown. Try again; if it happens again, tell whoever looks after Same Start.';
const died =
  'The work stopped before it was done; the machine may be short of memory. Nothing was lost and nothing changed: the last released results are still shown. Start it again; if it stops again, tell whoever looks after Same Start.';

export interface EndedTask {
  readonly importId: string;
  readonly task: ImportTask;
  readonly personId: string;
  readonly end: TaskEnd;
  readonly onFault: ((fault: unknown, what: string) => void) | undefined;
}

/** Where an import goes back to when its work did not come to an end. */
export function stateBefore(task: ImportTask): ImportChange {
  return { state: task.kind === 'read' && task.mended === null ? 'files' : 'checked' };
}

/** Takes in what a task found or made, or says why it came to nothing. */
export async function finishTask(app: FastifyInstance, ended: EndedTask): Promise<void> {
  const { record } = app;
  const { importId, task, end, onFault } = ended;
  if ('result' in end) return take(app, ended, end.result);
  if ('fault' in end) onFault?.(Object.assign(new Error('an import'), { stack: end.fault }), 'import');
  const problem = 'refused' in end ? end.refused : 'fault' in end ? ourFault : died;
  const row = await importById(record, importId);
  if (!row) return;
  await takeIn(app, ended, {
    to: { ...stateBefore(task), problem },
    action: task.kind === 'read' ? 'import-not-read' : 'import-not-analysed',
    detail: { why: 'refused' in end ? 'files' : 'fault' in end ? 'fault' : 'ended' },
    schools: schoolsOfImport(row),
  });
}

async function take(app: FastifyInstance, ended: EndedTask, result: TaskResult): Promise<void> {
  const row = await importById(app.record, ended.importId);
  if (!row) return;
  if (result.kind === 'read') return takeRead(app, ended, row, result);
  if (result.kind === 'asked') {
    const to = { state: 'questions', ...proposalOf(result.proposed) } as const;
    return takeIn(app, ended, { to, action: 'import-asks', schools: schoolsOfImport(row) });
  }
  const { runId, existed } = result;
  if (app.imports !== null) await keepOnlyPupils(app, app.imports.settings, row);
  const detail = { import: ended.importId, existed };
  const to = { state: 'done', run_id: runId } as const;
  await takeIn(app, ended, { to, action: 'run-made', object: runId, detail, schools: schoolsOfImport(row) });
  app.runs.refresh();
}

async function takeRead(
  app: FastifyInstance,
  ended: EndedTask,
  row: DataImportRow,
  { proposed, read }: TaskResult & { kind: 'read' },
): Promise<void> {
  const { task, personId } = ended;
  const found = read.report.roll.schools.map(({ school }) => school);
  const problem = foreignSchools(row, found) || (await atOtherSchools(app, row, task.dataFolder));
  const schools = row.school === null ? found : [row.school];
  if (problem !== '') {
    const to = { state: 'files', problem } as const;
    return takeIn(app, ended, { to, action: 'import-not-read', detail: { why: 'another school' }, schools });
  }
  const before = row.report === null || proposed !== null ? null : (JSON.parse(row.report) as typeof read);
  // Rows put back are read from the data folder alone: what the school's own files were stays said.
  const report = JSON.stringify(
    before === null ? read : { ...read, conversion: before.conversion, earlier: before.earlier },
  );
  const to = { state: 'checked', report, ...(proposed === null ? {} : proposalOf(proposed)) } as const;
  await takeIn(app, ended, { to, action: 'import-read', schools }, async (within) => {
    if (proposed === null) return;
    const mapping = JSON.stringify(proposed.mapping);
    await saveMapping(within, row.school ?? '', { mapping, personId, at: app.now() });
  });
}

interface TakenIn extends Pick<AuditEntry, 'action' | 'detail'> {
  readonly to: ImportChange;
  /** What the entry is about; default: the import. */
  readonly object?: string;
  readonly schools: readonly string[];
}

/** Brings an import on, with its lines in the audit. */
function takeIn(
  { record, now }: FastifyInstance,
  { importId, personId }: EndedTask,
  { to, schools, object = importId, ...entry }: TakenIn,
  besides?: (within: SchoolRecord) => Promise<void>,
): Promise<void> {
  return inOneChange(record, async (within) => {
    await changeImport(within, importId, to, now());
    await besides?.(within);
    await auditForSchools(within, schools, { personId, object, ...entry });
  });
}

function proposalOf(proposed: { mapping: Mapping }): ImportChange {
  const { mapping, ...others } = proposed;
  return { mapping: JSON.stringify(mapping), proposal: JSON.stringify(others) };
}

/** Whoever looks after one school cannot bring another’s pupils. */
function foreignSchools({ school }: DataImportRow, found: readonly string[]): string {
  const others = found.filter((one) => one !== school);
  if (school === null || others.length === 0) return '';
  return `The files hold pupils of ${others.slice(0, 3).join(', ')}${others.length > 3 ? ' and others' : ''}; you look after ${school}. Export this school’s pupils only, or ask someone who looks after all of them. If the school is only written in another way, change it in the file.`;
}
