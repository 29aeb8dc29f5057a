import type { FastifyInstance } from 'fastify';
import type { Mapping } from '../../engine/index.ts';
import { audit } from '../records/audit.ts';
import {
  changeImport,
  importById,
  saveMapping,
  type DataImportRow,
  type ImportChange,
} from '../records/data-imports.ts';
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
  const { importId, task, personId, end, onFault } = ended;
  if ('result' in end) return take(app, ended, end.result);
  if ('fault' in end) onFault?.(Object.assign(new Error('an import'), { stack: end.fault }), 'import');
  const problem = 'refused' in end ? end.refused : 'fault' in end ? ourFault : died;
  await changeImport(record, importId, { ...stateBefore(task), problem }, app.now());
  await audit(record, {
    personId,
    action: task.kind === 'read' ? 'import-not-read' : 'import-not-analysed',
    object: importId,
    detail: { why: 'refused' in end ? 'files' : 'fault' in end ? 'fault' : 'ended' },
  });
}

async function take(app: FastifyInstance, { importId, task, personId }: EndedTask, result: TaskResult): Promise<void> {
  const { record } = app;
  const row = await importById(record, importId);
  if (!row) return;
  if (result.kind === 'asked')
    return changeImport(record, importId, { state: 'questions', ...proposalOf(result.proposed) }, app.now());
  if (result.kind === 'read') {
    const { proposed, read } = result;
    const foreign = foreignSchools(
      row,
      read.report.roll.schools.map(({ school }) => school),
    );
    const problem = foreign || (await atOtherSchools(app, row, task.dataFolder));
    if (problem !== '') return changeImport(record, importId, { state: 'files', problem }, app.now());
    const before = row.report === null || proposed !== null ? null : (JSON.parse(row.report) as typeof read);
    // Rows put back are read from the data folder alone: what the school's own files were stays said.
    const report = JSON.stringify(
      before === null ? read : { ...read, conversion: before.conversion, earlier: before.earlier },
    );
    const proposal = proposed === null ? {} : proposalOf(proposed);
    await changeImport(record, importId, { state: 'checked', report, ...proposal }, app.now());
    if (proposed !== null)
      await saveMapping(record, row.school ?? '', {
        mapping: JSON.stringify(proposed.mapping),
        personId,
        at: app.now(),
      });
    return;
  }
  const { runId, existed } = result;
  if (app.imports !== null) await keepOnlyPupils(app, app.imports.settings, row);
  await changeImport(record, importId, { state: 'done', run_id: runId }, app.now());
  await audit(record, {
    personId,
    action: 'run-made',
    object: runId,
    detail: { import: importId, existed },
  });
  app.runs.refresh();
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
