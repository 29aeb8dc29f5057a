import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../../../http/pages.ts';
import { mayDo } from '../../../people/permissions.ts';
import { personNames } from '../../../people/people.ts';
import { entryVersions, standingEntries } from '../../../records/higher/support-entries.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { listedPupil } from '../../../runs/pupils/listed-pupils.ts';
import type { Unsaved } from '../change-of-pupil.ts';
import type { FoundPupil } from '../../../runs/found-pupil.ts';
import { teachingView } from './view.ts';

/** What works for one pupil and which access arrangements there are; with what a form held that was not saved. */
export async function teachingPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { scoped, row }: FoundPupil,
  unsaved?: Unsaved,
): Promise<Page> {
  const { record, names } = request.server;
  const versions = (await entryVersions(record, pupilOfRow(row))).filter(({ kind }) => kind !== 'agency');
  const people = await personNames(record);
  const { role } = request.person!;
  return {
    title: 'What works and access arrangements',
    place: 'register',
    body: teachingView({
      pupil: listedPupil(scoped.run, names, row),
      works: standingEntries(versions, 'works')[0],
      access: standingEntries(versions, 'access'),
      versions,
      person: (personId) => people.get(personId) ?? 'someone who has left',
      mayWrite: mayDo(role, 'record-outcome'),
      mayKeep: mayDo(role, 'keep-register'),
      unsaved,
      token: reply.generateCsrf(),
    }),
  };
}
