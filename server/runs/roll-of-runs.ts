import type { FastifyInstance } from 'fastify';
import { checkUpn, runRows } from '../../engine/index.ts';
import { inOneChange } from '../records/in-one-change.ts';
import { hasSupport } from '../records/transfers/has-support.ts';
import { onOtherRolls, rollRuns, takeRoll } from '../records/transfers/school-roll.ts';
import { proposeTransfer, transferKnown } from '../records/transfers/transfers.ts';
import type { KnownRun } from './run-library.ts';

type Server = Pick<FastifyInstance, 'record' | 'runs' | 'now'>;

/**
 * Brings the roll of every school up to its newest released run, and proposes to both schools what looks like a move: a pupil
 * who joined one and is, or was, on the roll of the other with something decided there. An identifier tells that where it is a
 * unique pupil number, or where one run holds both schools; two schools' own numbers may be two children.
 */
export async function rollOfRuns({ record, runs, now }: Server): Promise<void> {
  const known = await rollRuns(record);
  const listed = await runs.list();
  const newest = newestOfSchools(listed);
  const withdrawn = new Set(listed.filter(({ release }) => release === 'withdrawn').map(({ id }) => id));
  // A roll that was taken back keeps nobody from another school.
  for (const [school, runId] of known)
    if (!newest.has(school) && withdrawn.has(runId))
      await takeRoll(record, { school, runId, on: now().toISOString().slice(0, 10), pupilIds: [] });
  const stale = [...newest].filter(([school, run]) => known.get(school) !== run.id);
  const joined: { school: string; runId: string; pupilIds: readonly string[] }[] = [];
  for (const [runId, schools] of Map.groupBy(stale, ([, run]) => run.id)) {
    const rows = runRows(await runs.agenda(runId));
    for (const [school, { windowDate }] of schools) {
      const pupilIds = rows.filter((row) => row.school === school).map((row) => row.pupil_id);
      joined.push({ school, runId, pupilIds: await takeRoll(record, { school, runId, on: windowDate, pupilIds }) });
    }
  }
  for (const { school, runId, pupilIds } of joined)
    await inOneChange(record, async (within) => {
      for (const { pupilId, school: from } of await onOtherRolls(within, school, pupilIds)) {
        const move = { pupilId, from, to: school };
        if (!isOnePupil(pupilId) && newest.get(from)?.id !== runId) continue;
        if (!(await hasSupport(within, { school: from, pupilId })) || (await transferKnown(within, move))) continue;
        await proposeTransfer(within, move, { personId: null, at: now() });
      }
    });
}

/** Whether an identifier means the same pupil wherever it stands: a unique pupil number that is not a temporary one. */
export function isOnePupil(pupilId: string): boolean {
  const { fault, temporary } = checkUpn(pupilId);
  return fault === null && !temporary;
}

/** The newest released run of each school; runs come newest first. */
function newestOfSchools(runs: readonly KnownRun[]): ReadonlyMap<string, KnownRun> {
  const newest = new Map<string, KnownRun>();
  for (const run of runs)
    if (run.state === 'complete' && run.release === 'released')
      for (const school of run.schools ?? []) if (!newest.has(school)) newest.set(school, run);
  return newest;
}
