import { listRuns, SameStartError } from '../../../engine/index.ts';
import { auditForSchools } from '../../records/audit-for-schools.ts';
import type { RecordSettings } from '../../records/keeping/encrypted-database.ts';
import { withRecord } from '../../records/keeping/with-record.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { runStandings, withdrawRun } from '../../records/run-releases.ts';
import { localPerson } from '../../people/people.ts';
import type { Done } from './pupil-task.ts';
import type { RunTask } from './run-task.ts';
import { withPagesStopped } from './with-pages-stopped.ts';

/**
 * Takes a run back from staff, with the reason, as a headteacher does on the page Data: they are shown the results released
 * before it. The folder stays.
 * @throws SameStartError run-missing, record-held
 */
export async function withdraw(
  { runs, run = '', because = '' }: RunTask,
  settings: RecordSettings,
  now: Date,
): Promise<Done> {
  const listed = (await listRuns(runs)).find(({ id }) => id === run);
  if (listed === undefined) throw new SameStartError('run-missing', { folder: run });
  return withPagesStopped(settings, () =>
    withRecord(settings, async (record) => {
      if ((await runStandings(record)).get(run)?.state === 'withdrawn')
        return { text: `Run ${run} was withdrawn before; nothing is changed.`, json: { run, withdrawn: false } };
      const personId = await localPerson(record);
      await inOneChange(record, async (within) => {
        await withdrawRun(within, run, { personId, at: now, reason: because });
        await auditForSchools(within, listed.manifest.schools, {
          personId,
          action: 'withdraw',
          object: run,
          detail: { reason: because, by: 'command' },
        });
      });
      return {
        text: `Run ${run} is withdrawn. Staff are shown the results released before it; its folder stays.`,
        json: { run, withdrawn: true },
      };
    }),
  );
}
