import type { FastifyInstance } from 'fastify';
import { dateText } from '../../../../engine/index.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { ehcStanding } from '../../../records/higher/ehc-standing.ts';
import { addEhcStep, ehcRows, undoEhcStep } from '../../../records/higher/ehc-steps.ts';
import { lifeDays } from '../../../records/higher/life-days.ts';
import { whyNotStep } from '../../../records/higher/why-not-step.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { changeAnswers, changeOfPupil, type Deed, type Faults } from '../change-of-pupil.ts';
import { foundPupil } from '../../../runs/found-pupil.ts';
import { stepForm, undoForm, type StepForm, type UndoForm } from './forms.ts';
import { higherPage } from './load.ts';
import { faultWords, writtenMeanwhile } from './words.ts';

/** The way to an EHC plan and its reviews: people write down what happened, the days that are due follow. */
export function higherRoutes(app: FastifyInstance): void {
  const config = { permission: 'keep-register' } as const;
  app.get<{ Params: PupilParams }>(
    '/register/:key/higher',
    { config, schema: { params: pupilParams, response: htmlPage } },
    async (request, reply) => reply.page(await higherPage(request, reply, await foundPupil(request))),
  );
  app.post<{ Params: PupilParams; Body: StepForm }>(
    '/register/:key/higher/step',
    { config, schema: { params: pupilParams, body: stepForm, response: changeAnswers } },
    (request, reply) =>
      changeOfPupil(request, reply, {
        action: 'ehc-step',
        form: 'step',
        to: 'higher',
        does: (deed) => addStep(deed, request.body),
        again: (found, unsaved) => higherPage(request, reply, found, unsaved),
      }),
  );
  app.post<{ Params: PupilParams; Body: UndoForm }>(
    '/register/:key/higher/undo',
    { config, schema: { params: pupilParams, body: undoForm, response: changeAnswers } },
    (request, reply) =>
      changeOfPupil(request, reply, {
        action: 'undo-ehc-step',
        form: 'undo',
        to: 'higher',
        does: (deed) => undoStep(deed, request.body),
        again: (found, unsaved) => higherPage(request, reply, found, unsaved),
      }),
  );
}

async function addStep({ within, pupil, personId, at }: Deed, form: StepForm): Promise<Faults | null> {
  const { kind = '', on_day, outcomes = '' } = form;
  const [by_whom, detail] = [form.by_whom.trim(), form.detail.trim()];
  const rows = await ehcRows(within, pupil);
  if (rows.length !== form.seen) return { kind: writtenMeanwhile };
  const known = { today: dateText(at), ...(await lifeDays(within, pupil)) };
  const fault = whyNotStep(ehcStanding(rows), { kind, on_day, by_whom }, known);
  if (fault !== null) return Object.fromEntries([faultWords[fault]]);
  if (kind === '') return null;
  const isPlan = kind === 'final' || kind === 'amended';
  const step = { kind, on_day, by_whom, detail, outcomes: isPlan ? outcomes.trim().replaceAll('\r', '') : '' };
  return (await addEhcStep(within, pupil, step, { personId, at, seen: form.seen })) ? null : { kind: writtenMeanwhile };
}

async function undoStep({ within, pupil, personId, at }: Deed, { seen, step }: UndoForm): Promise<Faults | null> {
  const rows = await ehcRows(within, pupil);
  const { last } = ehcStanding(rows);
  if (rows.length !== seen || last?.step_id !== step) return { kind: writtenMeanwhile };
  return (await undoEhcStep(within, pupil, step, { personId, at, seen })) ? null : { kind: writtenMeanwhile };
}
