import type { FastifyReply, FastifyRequest } from 'fastify';
import { dateText } from '../../../../engine/index.ts';
import type { Page } from '../../../http/pages.ts';
import { PageError } from '../../../page-error.ts';
import { personNames } from '../../../people/people.ts';
import { mayDo } from '../../../people/permissions.ts';
import type { ProvisionRow } from '../../../records/plans/plan-tables.ts';
import { pupilsOfProvision } from '../../../records/provision/provision-pupils.ts';
import { mayUndoProvision, provisionVersions } from '../../../records/provision/save-provision.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import type { ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import { supportOfSchool } from '../../../runs/pupils/register-of.ts';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import type { ProvisionPage } from './facts.ts';
import { provisionView } from './view.ts';

/** The page of one provision, or of a new one; with what a form held that was not saved. */
export async function provisionPage(
  request: FastifyRequest,
  reply: FastifyReply,
  of: {
    readonly scoped: ScopedRun;
    readonly school: string;
    readonly provision: ProvisionRow | undefined;
    readonly forPupil?: ListedPupil | undefined;
    readonly unsaved?: ProvisionPage['unsaved'];
  },
): Promise<Page> {
  const { scoped, school, provision, forPupil, unsaved } = of;
  const { record, names, now } = request.server;
  const [supported, rows, versions, people] = await Promise.all([
    supportOfSchool(request, scoped, school),
    provision ? pupilsOfProvision(record, provision) : [],
    provision ? provisionVersions(record, provision.provision_id) : [],
    personNames(record),
  ]);
  const { role, personId } = request.person!;
  const within = new Map(supported.map(({ pupil }) => [pupil.pupilId, pupil]));
  // Whoever keeps the register sees those who have left the results as well; a teacher the own classes’ pupils.
  const mayKeep = mayDo(role, 'keep-register');
  const members = rows
    .filter(({ pupil_id }) => mayKeep || within.has(pupil_id))
    .map((row) => {
      const pupil = within.get(row.pupil_id);
      return { row, pupil, name: pupil?.name.short ?? names.of(pupilOfRow(row)).short };
    });
  if (provision && !mayKeep && members.length === 0) throw new PageError('no-such-page');
  const inIt = new Set(rows.filter(({ until_on }) => until_on === null).map(({ pupil_id }) => pupil_id));
  const candidates = supported
    .filter(({ pupil }) => !inIt.has(pupil.pupilId))
    .map(({ pupil, entry, fileStatus }) => ({ pupil, onRegister: entry !== undefined || fileStatus !== '' }))
    .toSorted((a, b) => a.pupil.name.full.localeCompare(b.pupil.name.full, 'en'));
  return {
    title: provision ? 'Provision' : 'Add provision',
    place: 'register',
    body: provisionView({
      school,
      provision,
      forPupil,
      members,
      others: new Set(rows.map(({ pupil_id }) => pupil_id)).size - new Set(members.map(({ row }) => row.pupil_id)).size,
      candidates: provision && mayKeep ? candidates : [],
      versions,
      people,
      unsaved,
      mayKeep,
      mayUndo: provision !== undefined && mayKeep && mayUndoProvision(provision, { personId, at: now() }),
      today: dateText(now()),
      token: reply.generateCsrf(),
    }),
  };
}
