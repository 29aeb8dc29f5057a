import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { runOfForm } from '../../../runs/run-of-form.ts';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import { addPupil } from '../../../records/discussions/added-pupils.ts';
import { parkPupil } from '../../../records/discussions/meetings.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { formPage } from '../../../http/html-page.ts';
import { address } from '../../../html/address.ts';
import { html } from '../../../html/html.ts';
import { familySheetPage } from '../../../html/pupils/family-sheet-page.ts';
import { familySheetsView } from '../../../html/pupils/family-sheet-view.ts';
import { chosenPupils, type ChosenPupil, type ChosenPupils } from './chosen-pupils.ts';
import { severalPupilsForm, type SeveralPupilsForm } from './forms.ts';
import { severalPupilsView } from './view.ts';

type Sent = FastifyRequest<{ Body: SeveralPupilsForm }>;

/** The same for several pupils of a list: sheets to print; or, asked first with their number, added or put aside together. */
export function severalPupilsRoute(app: FastifyInstance): void {
  app.post<{ Body: SeveralPupilsForm }>(
    '/agenda/several',
    {
      config: { permission: 'record-outcome' },
      schema: { body: severalPupilsForm, response: { ...formPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const { body } = request;
      const scoped = await runOfForm(request, body.run);
      const chosen = await chosenPupils(request, scoped, body);
      if (chosen.pupils.length === 0 && chosen.left.length === 0)
        throw new PageError('bad-request', {
          problem: 'Nobody is chosen. Go back, tick the pupils it is for, and press the button again.',
        });
      if (body.step === 'sheets' && chosen.pupils.length > 0) return print(request, reply, { scoped, ...chosen });
      if (body.confirmed !== 'yes' || chosen.pupils.length === 0) return ask(request, reply, chosen, {});
      if (chosen.left.length > 0) throw new PageError('changed-meanwhile');
      if (body.step === 'add' && !body.reason?.trim())
        return ask(request, reply.code(422), chosen, { reason: 'Write why, in one line.' });
      await inOneChange(app.record, async (within) => {
        for (const one of chosen.pupils) await (body.step === 'add' ? add : putAside)(request, one, within);
      });
      return reply.redirect(backTo(body, { done: body.step, of: String(chosen.pupils.length) }), 303);
    },
  );
}

async function add(request: Sent, { pupil }: ChosenPupil, within: SchoolRecord): Promise<void> {
  const { run, reason = '', source = 'teacher' } = request.body;
  const { personId } = request.person!;
  const { school, pupilId } = pupilOfRow(pupil.row);
  await addPupil(within, {
    run_id: run,
    school,
    pupil_id: pupilId,
    reason: reason.trim(),
    source,
    added_by: personId,
    added_at: request.server.now().toISOString(),
  });
  await audit(within, { personId, action: 'add-pupil', object: pupilId, school, detail: { run, source } });
}

async function putAside(request: Sent, { pupil, meetingId = '' }: ChosenPupil, within: SchoolRecord): Promise<void> {
  const { personId } = request.person!;
  const own = pupilOfRow(pupil.row);
  await parkPupil(within, { meetingId, ...own, personId, at: request.server.now() });
  const { pupilId: object, school } = own;
  await audit(within, { personId, action: 'park-pupil', object, school, detail: { meeting: meetingId } });
}

async function print(
  request: Sent,
  reply: FastifyReply,
  { scoped, pupils, left }: ChosenPupils & { scoped: ScopedRun },
) {
  const sheets = [];
  for (const { pupil } of pupils) {
    const page = await familySheetPage(request, scoped, { pupil });
    if (page) sheets.push(page);
  }
  const without = left.map(({ pupil }) => pupil.name.short).join(', ');
  const back = html`<p class="govuk-body">
    ${sheets.length} family ${sheets.length === 1 ? 'sheet' : 'sheets'}, each on a page of its own: print this page
    (Ctrl P). ${without ? `None for ${without}: there is no result to talk about.` : ''}
    <a class="govuk-link" href="${backTo(request.body)}">Back to the list</a>
  </p>`;
  return reply.page({ title: 'Family sheets', kind: 'letter', body: familySheetsView(sheets, back) });
}

async function ask(request: Sent, reply: FastifyReply, chosen: ChosenPupils, faults: Readonly<Record<string, string>>) {
  const { body } = request;
  return reply.page({
    title: `${Object.keys(faults).length > 0 ? 'Error: ' : ''}Several pupils`,
    place: 'agenda',
    body: severalPupilsView({ ...chosen, form: body, faults, back: backTo(body), token: reply.generateCsrf() }),
  });
}

function backTo({ school, class: className, run }: SeveralPupilsForm, more: Record<string, string> = {}): string {
  return address('/agenda', { school, class: className, run, ...more });
}
