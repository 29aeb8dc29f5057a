import { dateText } from '../../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { mayDo } from '../../../people/permissions.ts';
import { ehcStanding } from '../../../records/higher/ehc-standing.ts';
import { ehcRows } from '../../../records/higher/ehc-steps.ts';
import { entryVersions, standingEntries } from '../../../records/higher/support-entries.ts';
import { planOutcomes } from '../../../records/plans/plan-outcomes.ts';
import { provisionOfPupils } from '../../../records/provision/provision-of-pupils.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { subjectLabels } from '../../../runs/pupils/listed-pupils.ts';
import { pupilBackground } from '../../../runs/pupils/pupil-background.ts';
import { pupilLevels } from '../../../runs/pupils/pupil-level.ts';
import { supportOf } from '../../../runs/pupils/register-of.ts';
import { strongestSubject } from '../../../runs/pupils/strongest-subject.ts';
import type { FoundPupil } from '../../../runs/found-pupil.ts';
import type { TransitionSheet } from './facts.ts';

/** What the next teacher or school should know of one pupil; agencies and steps to a plan for those who keep the register only. */
export async function transitionSheet(request: FastifyRequest, { scoped, row }: FoundPupil): Promise<TransitionSheet> {
  const { record, now } = request.server;
  const inSchool = pupilOfRow(row);
  const today = dateText(now());
  const [[support], background, versions, outcomes, provision, rows] = await Promise.all([
    supportOf(request, scoped, [row]),
    pupilBackground(request, inSchool),
    entryVersions(record, inSchool),
    planOutcomes(record, inSchool),
    provisionOfPupils(record, inSchool),
    ehcRows(record, inSchool),
  ]);
  const { pupil, plan } = support;
  const labels = subjectLabels(scoped.run);
  const keeps = mayDo(request.person!.role, 'keep-register');
  return {
    pupil,
    support,
    today,
    madeBy: request.person!.name,
    bornOn: background.context?.dateOfBirth ?? '',
    strongest: strongestSubject(pupil, labels) ?? '',
    levels: pupilLevels(pupil, labels),
    works: standingEntries(versions, 'works')[0]?.content,
    access: standingEntries(versions, 'access')
      .map(({ content }) => content)
      .filter(({ ended_on }) => ended_on === '' || ended_on >= today),
    outcomes: plan ? (outcomes.get(plan.plan_id) ?? []) : [],
    provision: provision.filter(({ from, to }) => from <= today && to >= today),
    agencies: keeps
      ? standingEntries(versions, 'agency')
          .map(({ content }) => content)
          .filter(({ consent, ended_on }) => consent === 'given' && ended_on === '')
      : [],
    planOutcomes: keeps ? ehcStanding(rows).outcomes : [],
  };
}
