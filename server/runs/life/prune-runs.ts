import { rmSync } from 'node:fs';
import { listRuns, type ListedRun } from '../../../engine/index.ts';
import { auditForSchools } from '../../records/audit-for-schools.ts';
import type { RecordSettings } from '../../records/keeping/encrypted-database.ts';
import { withRecord } from '../../records/keeping/with-record.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { othersHaveAccounts, runStandings } from '../../records/run-releases.ts';
import type { Done } from './pupil-task.ts';
import type { RunTask } from './run-task.ts';
import { withPagesStopped } from './with-pages-stopped.ts';

/**
 * Shows or removes the runs nobody needs: drafts and withdrawn ones of a window of which the same schools have a newer run, which
 * nobody has met about, written anything for or compared another run with. What is kept for years and then removed is
 * `records prune`.
 * @throws SameStartError record-held
 */
export async function pruneRuns({ runs, doIt = false }: RunTask, settings: RecordSettings): Promise<Done> {
  if (!doIt) return withRecord(settings, async (record) => told(await unneeded(record, runs), false));
  return withPagesStopped(settings, () =>
    withRecord(settings, async (record) => {
      const found = await unneeded(record, runs);
      for (const { id, folder, manifest } of found) {
        await auditForSchools(record, manifest.schools, {
          personId: null,
          action: 'run-removed',
          object: id,
          detail: { by: 'command' },
        });
        rmSync(folder, { recursive: true });
      }
      return told(found, true);
    }),
  );
}

async function unneeded(record: SchoolRecord, folder: string): Promise<ListedRun[]> {
  const [listed, standings, used, byHand] = await Promise.all([
    listRuns(folder),
    runStandings(record),
    runsInUse(record),
    othersHaveAccounts(record),
  ]);
  const compared = new Set(listed.map(({ manifest }) => manifest.previousRun));
  // A run of the command line that is shown at once is as good as released.
  const isShown = (id: string) => (standings.get(id)?.state ?? (byHand ? 'draft' : 'released')) === 'released';
  return listed.filter(
    (run) =>
      !isShown(run.id) && !used.has(run.id) && !compared.has(run.id) && listed.some((other) => follows(other, run)),
  );
}

/** Whether a run is of the same window and all the schools of another, and was written later. */
function follows(other: ListedRun, run: ListedRun): boolean {
  return (
    other.id !== run.id &&
    other.manifest.windowDate === run.manifest.windowDate &&
    other.writtenMs > run.writtenMs &&
    run.manifest.schools.every((school) => other.manifest.schools.includes(school))
  );
}

/** Runs that something in the record hangs on. */
async function runsInUse({ db }: SchoolRecord): Promise<Set<string>> {
  const tables = ['discussion', 'meeting', 'preparation', 'added_pupil', 'school_roll'] as const;
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).select('run_id').distinct().execute()));
  return new Set(rows.flat().map(({ run_id }) => run_id));
}

function told(found: readonly ListedRun[], done: boolean): Done {
  const lines = found.map(({ id, manifest }) => `${id}  ${manifest.window}, ${manifest.schools.join(', ')}`);
  const end =
    found.length === 0
      ? 'There is no run that nobody needs.'
      : done
        ? 'Removed.'
        : 'Nothing was removed. Say --do to remove them.';
  return { text: [...lines, end].join('\n'), json: { runs: found.map(({ id }) => id), done } };
}
