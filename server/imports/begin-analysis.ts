import type { FastifyInstance } from 'fastify';
import { policyOfRun } from '../../engine/index.ts';
import { policyOver, statedPolicy } from '../records/settings/stated-policy.ts';
import { PageError } from '../page-error.ts';
import type { Person } from '../people/person.ts';
import { auditForSchools } from '../records/audit-for-schools.ts';
import type { DataImportRow } from '../records/data-imports.ts';
import { inOneChange } from '../records/in-one-change.ts';
import { jobsOfApp } from './begin-reading.ts';
import type { ImportReport } from './import-tasks.ts';
import { schoolsOfImport } from './schools-of-import.ts';

/**
 * Begins the analysis of an import that was read, with the settings of the newest released run of the same schools.
 * Errors: `bad-request` where there is nothing to analyse.
 */
export async function beginAnalysis(app: FastifyInstance, row: DataImportRow, person: Person): Promise<void> {
  const report = row.report === null ? null : (JSON.parse(row.report) as ImportReport);
  if (row.state !== 'checked' || !report?.usable)
    throw new PageError('bad-request', { problem: 'There is nothing to analyse yet, or it is being done.' });
  const schools = new Set(report.report.roll.schools.map(({ school }) => school));
  const visible = await app.runs.visible(person);
  const released = visible.filter((run) => run.release === 'released' && run.state === 'complete');
  const before = released.find((run) => run.schools?.some((school) => schools.has(school)));
  const { personId } = person;
  const carried = before === undefined ? null : policyOfRun((await app.runs.open(before.id)).manifest.policy);
  const policy = policyOver(carried, await statedPolicy(app.record, (school) => schools.has(school)));
  const begin = await inOneChange(app.record, async (within) => {
    await auditForSchools(within, schoolsOfImport(row), { personId, action: 'analysis-begun', object: row.import_id });
    return jobsOfApp(app).analyse(within, row.import_id, {
      personId,
      policy,
      released: released.map(({ id }) => id),
    });
  });
  begin();
}
