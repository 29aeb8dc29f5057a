import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dateText } from '../../../../engine/index.ts';
import { address } from '../../../html/address.ts';
import { htmlPage, formPage } from '../../../http/html-page.ts';
import type { Page } from '../../../http/pages.ts';
import { PageError } from '../../../page-error.ts';
import { enterTogether, type ToEnter } from '../../../records/register/enter-together.ts';
import { supportOfSchool, type SupportOf } from '../../../runs/pupils/register-of.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { byClassAndName } from '../by-class-and-name.ts';
import { proposedRow, readRow, typedOf, typedRow, type Form } from './rows.ts';
import { fromFileView, type FromFilePage } from './view.ts';

const query = Type.Object({ school: Type.Optional(Type.String({ maxLength: 120 })) });
/** One page, many pupils: `from.<key>`, `need.<key>` and so on beside the fields of the page. */
const fromFileForm = Type.Record(
  Type.String({ pattern: '^[a-z_]+(\\.[A-Za-z0-9_-]{16})?$' }),
  Type.String({ maxLength: 4000 }),
);

/** Who has support in the school's file and is not on the register, entered together and signed once. */
export function fromFileRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: { school?: string } }>(
    '/register/from-file',
    { config: { permission: 'keep-register' }, schema: { querystring: query, response: htmlPage } },
    async (request, reply) => {
      const { school, waiting } = await waitingOf(request, request.query.school);
      const shown = { school, rows: waiting.map(proposedRow), decidedBy: '', signed: false, faults: {}, gone: [] };
      return reply.page(pageOf(request, reply, shown));
    },
  );
  app.post<{ Body: Form }>(
    '/register/from-file',
    {
      config: { permission: 'keep-register' },
      schema: { body: fromFileForm, response: { ...formPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const { body } = request;
      const read = await readForm(request, body);
      if (read.toEnter !== null) {
        const { personId } = request.person!;
        const faster = await enterTogether(app.record, read.toEnter, { personId, at: app.now() });
        if (faster.length === 0) {
          const { school } = read.shown;
          return reply.redirect(address('/register', { school, entered: String(read.toEnter.length) }), 303);
        }
        // Between reading and writing somebody else was faster: read again, all that was typed stays.
        const { shown } = await readForm(request, body);
        return reply.code(422).page(pageOf(request, reply, shown));
      }
      return reply.code(422).page(pageOf(request, reply, read.shown));
    },
  );
}

type Shown = Omit<FromFilePage, 'signedBy' | 'token'>;

function pageOf(request: FastifyRequest, reply: FastifyReply, shown: Shown): Page {
  const wrong = Object.keys(shown.faults).length + shown.gone.length > 0;
  return {
    title: `${wrong ? 'Error: ' : ''}Enter from the school’s file`,
    place: 'register',
    body: fromFileView({ ...shown, signedBy: request.person!.name, token: reply.generateCsrf() }),
  };
}

/** What the form asks for; `toEnter` is null where something stands in the way, and the page says what. */
async function readForm(request: FastifyRequest, body: Form): Promise<{ shown: Shown; toEnter: ToEnter[] | null }> {
  const { school, all, waiting } = await waitingOf(request, body['school']);
  const rows = waiting.map((one) => typedRow(one, body));
  const decidedBy = (body['decided_by'] ?? '').trim();
  const signed = body['signed'] === 'yes';
  const gone = goneOf(body, all, waiting);
  const today = dateText(request.server.now());
  const faults: Record<string, string> = {};
  const toEnter: ToEnter[] = [];
  for (const row of rows.filter(({ ticked }) => ticked)) {
    const found = readRow(row, decidedBy, today);
    if ('sentence' in found) faults[found.box] = found.sentence;
    else toEnter.push(found);
  }
  if (!signed)
    faults['signed'] = 'Tick that you have checked the rows: nobody is entered without a person’s signature.';
  else if (toEnter.length === 0 && Object.keys(faults).length === 0)
    faults['signed'] = 'No row is ticked: tick whoever is to be entered.';
  const stands = gone.length === 0 && Object.keys(faults).length === 0;
  const shown = { school, rows, decidedBy, signed, faults, gone };
  return { shown, toEnter: stands ? toEnter : null };
}

/** Ticked pupils of the form who are not waiting any more: entered by somebody else, or not in the newest results. */
function goneOf(body: Form, all: readonly SupportOf[], waiting: readonly SupportOf[]): Shown['gone'] {
  const waits = new Set(waiting.map(({ pupil }) => pupil.key));
  const known = new Map(all.map((one) => [one.pupil.key, one]));
  return Object.keys(body).flatMap((field) => {
    const key = field.startsWith('enter.') ? field.slice('enter.'.length) : null;
    if (key === null || waits.has(key)) return [];
    const one = known.get(key);
    const why = !one
      ? 'A pupil of this form is not in the newest results of the school any more: left, or moved.'
      : one.entry
        ? `${one.pupil.name.short} has been entered by somebody else meanwhile.`
        : `${one.pupil.name.short} has no SEN status in the school’s file any more.`;
    return [{ why, typed: typedOf(body, key) }];
  });
}

async function waitingOf(
  request: FastifyRequest,
  asked: string | undefined,
): Promise<{ school: string; all: readonly SupportOf[]; waiting: readonly SupportOf[] }> {
  const scoped = await runOfRequest(request);
  const school = asked ?? scoped.schools[0];
  if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
  const all = byClassAndName(await supportOfSchool(request, scoped, school), scoped.classes);
  return { school, all, waiting: all.filter(({ entry, fileStatus }) => entry === undefined && fileStatus !== '') };
}
