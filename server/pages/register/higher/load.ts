import type { FastifyReply, FastifyRequest } from 'fastify';
import { dateText } from '../../../../engine/index.ts';
import type { Page } from '../../../http/pages.ts';
import { personNames } from '../../../people/people.ts';
import { ehcDue } from '../../../records/higher/ehc-due.ts';
import { ehcStanding } from '../../../records/higher/ehc-standing.ts';
import { ehcRows } from '../../../records/higher/ehc-steps.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { supportOf } from '../../../runs/pupils/register-of.ts';
import type { Unsaved } from '../change-of-pupil.ts';
import type { FoundPupil } from '../../../runs/found-pupil.ts';
import { higherView } from './view.ts';

/** The way to an EHC plan of one pupil, fetched and joined; with what a form held that was not saved. */
export async function higherPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { scoped, row }: FoundPupil,
  unsaved?: Unsaved,
): Promise<Page> {
  const { record, now } = request.server;
  const pupil = pupilOfRow(row);
  const [[one], rows, people] = await Promise.all([
    supportOf(request, scoped, [row]),
    ehcRows(record, pupil),
    personNames(record),
  ]);
  const standing = ehcStanding(rows);
  const today = dateText(now());
  return {
    title: 'Higher level of support',
    place: 'register',
    body: higherView({
      one,
      rows,
      standing,
      due: ehcDue(standing.steps, { today, yearGroup: row.year_group }),
      person: (personId) => people.get(personId) ?? 'someone who has left',
      today,
      unsaved,
      token: reply.generateCsrf(),
    }),
  };
}
