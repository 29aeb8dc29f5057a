import type { FastifyInstance } from 'fastify';
import { runRows } from '../../engine/index.ts';
import { giveToSchool, unclearPupils, type UnclearPupil } from '../records/pupils/unclear-schools.ts';
import { onOtherRolls } from '../records/transfers/school-roll.ts';

type Server = Pick<FastifyInstance, 'record' | 'runs'>;

/**
 * Gives rows of no known school, written before the record was kept by school, to the only school that the runs they were
 * written in have the pupil in; where they name no run, to the only school whose roll has the pupil. What is left is for a person
 * (page “Moves”).
 */
export async function settleSchools({ record, runs }: Server): Promise<void> {
  const unclear = await unclearPupils(record);
  if (unclear.length === 0) return;
  const known = new Set((await runs.list()).filter(({ state }) => state === 'complete').map(({ id }) => id));
  const schoolsOfRun = new Map<string, ReadonlyMap<string, string>>();
  for (const runId of new Set(unclear.flatMap(({ runIds }) => runIds)))
    if (known.has(runId))
      schoolsOfRun.set(runId, new Map(runRows(await runs.agenda(runId)).map((row) => [row.pupil_id, row.school])));
  const rolls = Map.groupBy(
    await onOtherRolls(
      record,
      '',
      unclear.map(({ pupilId }) => pupilId),
    ),
    ({ pupilId }) => pupilId,
  );
  for (const pupil of unclear) {
    const school =
      onlyOne(schoolsOf(pupil, schoolsOfRun)) ?? onlyOne((rolls.get(pupil.pupilId) ?? []).map((on) => on.school));
    if (school !== undefined) await giveToSchool(record, pupil.pupilId, school);
  }
}

function schoolsOf(
  { pupilId, runIds }: UnclearPupil,
  schoolsOfRun: ReadonlyMap<string, ReadonlyMap<string, string>>,
): string[] {
  return runIds.flatMap((runId) => schoolsOfRun.get(runId)?.get(pupilId) ?? []);
}

function onlyOne(schools: readonly string[]): string | undefined {
  const different = new Set(schools);
  return different.size === 1 ? [...different][0] : undefined;
}
