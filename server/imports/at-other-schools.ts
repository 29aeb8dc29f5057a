import type { FastifyInstance } from 'fastify';
import { readPupilContext } from '../../engine/index.ts';
import type { DataImportRow } from '../records/data-imports.ts';
import { onOtherRolls } from '../records/transfers/school-roll.ts';
import { proposeTransfer } from '../records/transfers/transfers.ts';
import { isOnePupil, rollOfRuns } from '../runs/roll-of-runs.ts';

/**
 * Pupils of one school's files who are on the roll of another school of this record: a unique pupil number is one child, so a
 * move is recorded first. It is proposed to both schools. A school's own numbers may be the same as another's by chance; those
 * stay what they are. Files of somebody who looks after all schools move pupils by themselves.
 *
 * @returns what stands in the way, in a sentence; '' where nothing does
 */
export async function atOtherSchools(
  app: Pick<FastifyInstance, 'record' | 'runs' | 'now'>,
  { school, made_by: personId }: Pick<DataImportRow, 'school' | 'made_by'>,
  dataFolder: string,
): Promise<string> {
  if (school === null) return '';
  await rollOfRuns(app);
  const { contexts } = await readPupilContext(dataFolder);
  const ids = contexts.map(({ pupilId }) => pupilId).filter(isOnePupil);
  const elsewhere = (await onOtherRolls(app.record, school, ids)).filter(({ present }) => present);
  for (const { pupilId, school: from } of elsewhere)
    await proposeTransfer(app.record, { pupilId, from, to: school }, { personId, at: app.now() });
  if (elsewhere.length === 0) return '';
  const first = elsewhere.slice(0, 3).map(({ pupilId }) => pupilId);
  return `The files hold ${elsewhere.length === 1 ? 'a pupil who is' : `${elsewhere.length} pupils who are`} on the roll of another school here: ${first.join(', ')}${elsewhere.length > 3 ? ' and others' : ''}. A child's record belongs to one school. The headteachers of both schools find the move on the page “Moves”; when both have agreed, bring the files again. If it is no move, correct the pupil number.`;
}
