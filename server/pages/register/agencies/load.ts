import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../../../http/pages.ts';
import { personNames } from '../../../people/people.ts';
import { entryVersions, standingEntries } from '../../../records/higher/support-entries.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { listedPupil } from '../../../runs/pupils/listed-pupils.ts';
import type { Unsaved } from '../change-of-pupil.ts';
import type { FoundPupil } from '../../../runs/found-pupil.ts';
import { agenciesView } from './view.ts';

/** Agencies of one pupil; with what a form held that was not saved. */
export async function agenciesPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { scoped, row }: FoundPupil,
  unsaved?: Unsaved,
): Promise<Page> {
  const { record, names } = request.server;
  const versions = await entryVersions(record, pupilOfRow(row));
  const people = await personNames(record);
  return {
    title: 'Agencies',
    place: 'register',
    body: agenciesView({
      pupil: listedPupil(scoped.run, names, row),
      agencies: standingEntries(versions, 'agency'),
      versions: versions.filter(({ kind }) => kind === 'agency'),
      person: (personId) => people.get(personId) ?? 'someone who has left',
      unsaved,
      token: reply.generateCsrf(),
    }),
  };
}
