import type { FastifyInstance } from 'fastify';
import { htmlPage } from '../../../http/html-page.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { changeAnswers, changeOfPupil } from '../change-of-pupil.ts';
import { foundPupil } from '../../../runs/found-pupil.ts';
import { saveOfForm, undoOfForm } from '../entry-changes.ts';
import { accessFaults, worksFaults } from '../entry-faults.ts';
import {
  accessForm,
  undoEntryForm,
  worksForm,
  type AccessForm,
  type UndoEntryForm,
  type WorksForm,
} from '../entry-forms.ts';
import { teachingPage } from './load.ts';

/** What serves teaching: what works, which everyone who teaches the pupil writes, and access arrangements, which the SENCO does. */
export function teachingRoutes(app: FastifyInstance): void {
  app.get<{ Params: PupilParams }>(
    '/register/:key/teaching',
    { config: { permission: 'see-pupils' }, schema: { params: pupilParams, response: htmlPage } },
    async (request, reply) => reply.page(await teachingPage(request, reply, await foundPupil(request))),
  );
  worksRoutes(app);
  accessRoutes(app);
}

function worksRoutes(app: FastifyInstance): void {
  const config = { permission: 'record-outcome' } as const;
  app.post<{ Params: PupilParams; Body: WorksForm }>(
    '/register/:key/works',
    { config, schema: { params: pupilParams, body: worksForm, response: changeAnswers } },
    (request, reply) =>
      changeOfPupil(request, reply, {
        action: 'save-what-works',
        form: 'works',
        to: 'teaching',
        does: (deed) => {
          const { strengths, works, avoid } = request.body;
          const content = { strengths: lines(strengths), works: lines(works), avoid: lines(avoid) };
          return saveOfForm(deed, request.body, { kind: 'works', content, check: worksFaults });
        },
        again: (found, unsaved) => teachingPage(request, reply, found, unsaved),
      }),
  );
  app.post<{ Params: PupilParams; Body: UndoEntryForm }>(
    '/register/:key/works/undo',
    { config, schema: { params: pupilParams, body: undoEntryForm, response: changeAnswers } },
    (request, reply) =>
      changeOfPupil(request, reply, {
        action: 'undo-what-works',
        form: 'undo',
        to: 'teaching',
        does: (deed) => undoOfForm(deed, 'works', request.body),
        again: (found, unsaved) => teachingPage(request, reply, found, unsaved),
      }),
  );
}

function accessRoutes(app: FastifyInstance): void {
  const config = { permission: 'keep-register' } as const;
  app.post<{ Params: PupilParams; Body: AccessForm }>(
    '/register/:key/access',
    { config, schema: { params: pupilParams, body: accessForm, response: changeAnswers } },
    (request, reply) =>
      changeOfPupil(request, reply, {
        action: 'save-access-arrangement',
        form: `access-${request.body.entry}`,
        to: 'teaching',
        does: (deed) => {
          const { arrangement, basis, normal_way, since_on, ended_on } = request.body;
          const words = { arrangement: arrangement.trim(), basis: lines(basis), normal_way: lines(normal_way) };
          const content = { ...words, since_on, ended_on };
          return saveOfForm(deed, request.body, { kind: 'access', content, check: accessFaults });
        },
        again: (found, unsaved) => teachingPage(request, reply, found, unsaved),
      }),
  );
  app.post<{ Params: PupilParams; Body: UndoEntryForm }>(
    '/register/:key/access/undo',
    { config, schema: { params: pupilParams, body: undoEntryForm, response: changeAnswers } },
    (request, reply) =>
      changeOfPupil(request, reply, {
        action: 'undo-access-arrangement',
        form: 'undo',
        to: 'teaching',
        does: (deed) => undoOfForm(deed, 'access', request.body),
        again: (found, unsaved) => teachingPage(request, reply, found, unsaved),
      }),
  );
}

function lines(text: string): string {
  return text.trim().replaceAll('\r', '');
}
