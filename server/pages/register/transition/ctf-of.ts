import { checkUpn } from '../../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { nameOfPupil } from '../../../records/pupils/name-of-pupil.ts';
import { pupilContexts } from '../../../records/pupils/pupil-context.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { presentNeeds } from '../../../records/register/pupil-needs.ts';
import { registerEntries } from '../../../records/register/register.ts';
import type { FoundPupil } from '../../../runs/found-pupil.ts';
import type { CtfPupil } from './ctf-xml.ts';

/** What a Common Transfer File says of one pupil. @throws PageError where number, name or date of birth is missing */
export async function ctfOf(
  request: FastifyRequest,
  { row }: FoundPupil,
  { from, to, sex }: { readonly from: string; readonly to: string; readonly sex: 'F' | 'M' },
): Promise<CtfPupil> {
  const { record, now } = request.server;
  const inSchool = pupilOfRow(row);
  const [contexts, entries, needs, name] = await Promise.all([
    pupilContexts(record, [inSchool]),
    registerEntries(record, inSchool),
    presentNeeds(record, inSchool),
    nameOfPupil(record, inSchool),
  ]);
  const context = contexts.get(inSchool.pupilId);
  const { upn, fault } = checkUpn(inSchool.pupilId);
  if (fault !== null || !name || !context?.dateOfBirth)
    throw new PageError('bad-request', {
      problem:
        'A Common Transfer File needs the unique pupil number, the name and the date of birth. Bring them with the school’s files.',
    });
  return {
    from,
    to,
    school: inSchool.school,
    at: now(),
    upn,
    ...name,
    bornOn: context.dateOfBirth,
    sex,
    yearGroup: row.year_group,
    // Whoever left has no provision from that day on; a move within the register is told by the entry that follows.
    provisions: entries
      .flatMap((one) => [
        { from: one.from_on, code: one.status },
        ...(one.left_on !== null && one.moved_to === null ? [{ from: one.left_on, code: 'N' }] : []),
      ])
      .filter(({ from: since }) => since !== ''),
    needs: (needs.get(inSchool.pupilId) ?? []).map((one, at) => ({ rank: at + 1, code: one.need, from: one.from_on })),
  };
}
