import type { FastifyInstance } from 'fastify';
import { htmlPage } from '../../../http/html-page.ts';
import type { Agency } from '../../../records/higher/support-entries.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { changeAnswers, changeOfPupil } from '../change-of-pupil.ts';
import { foundPupil } from '../../../runs/found-pupil.ts';
import { saveOfForm, undoOfForm } from '../entry-changes.ts';
import { agencyFaults } from '../entry-faults.ts';
import { agencyForm, undoEntryForm, type AgencyForm, type UndoEntryForm } from '../entry-forms.ts';
import { agenciesPage } from './load.ts';

/** Who from outside the school is involved with a pupil, and whether the family agrees that they are told. */
export function agenciesRoutes(app: FastifyInstance): void {
  const config = { permission: 'keep-register' } as const;
  app.get<{ Params: PupilParams }>(
    '/register/:key/agencies',
    { config, schema: { params: pupilParams, response: htmlPage } },
    async (request, reply) => reply.page(await agenciesPage(request, reply, await foundPupil(request))),
  );
  app.post<{ Params: PupilParams; Body: AgencyForm }>(
    '/register/:key/agencies',
    { config, schema: { params: pupilParams, body: agencyForm, response: changeAnswers } },
    (request, reply) =>
      changeOfPupil(request, reply, {
        action: 'save-agency',
        form: `agency-${request.body.entry}`,
        to: 'agencies',
        does: (deed) =>
          saveOfForm(deed, request.body, { kind: 'agency', content: agencyOf(request.body), check: agencyFaults }),
        again: (found, unsaved) => agenciesPage(request, reply, found, unsaved),
      }),
  );
  app.post<{ Params: PupilParams; Body: UndoEntryForm }>(
    '/register/:key/agencies/undo',
    { config, schema: { params: pupilParams, body: undoEntryForm, response: changeAnswers } },
    (request, reply) =>
      changeOfPupil(request, reply, {
        action: 'undo-agency',
        form: 'undo',
        to: 'agencies',
        does: (deed) => undoOfForm(deed, 'agency', request.body),
        again: (found, unsaved) => agenciesPage(request, reply, found, unsaved),
      }),
  );
}

function agencyOf(form: AgencyForm): Agency {
  return {
    name: form.name.trim(),
    contact: form.contact.trim(),
    since_on: form.since_on,
    last_contact_on: form.last_contact_on,
    reports: form.reports.trim().replaceAll('\r', ''),
    consent: form.consent ?? 'not asked',
    consent_by: form.consent_by.trim(),
    consent_on: form.consent_on,
    consent_note: form.consent_note.trim(),
    ended_on: form.ended_on,
  };
}
