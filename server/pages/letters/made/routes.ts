import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dateText } from '../../../../engine/index.ts';
import { PageError } from '../../../page-error.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { audit, auditAll } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import {
  lettersOfBatch,
  setTold,
  takeLetterBack,
  type LetterMadeRow,
  type Told,
} from '../../../records/letters/letters-made.ts';
import { isDay } from '../../../records/day.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { formPage, htmlPage } from '../../../http/html-page.ts';
import { dateWords } from '../../../html/date-words.ts';
import { letterTitle } from '../../../html/letters/letter-title.ts';
import { personNames } from '../../../people/people.ts';
import type { LetterContent } from '../choose.ts';
import { lettersDocx } from './letters-docx.ts';
import { tellRegister } from './tell-register.ts';
import { madeView } from './view.ts';

const params = Type.Object({ batch: Type.String({ format: 'uuid' }) });
type Params = Static<typeof params>;
/** `letter.<id>` holds the version that was seen, for each letter that is meant. */
const form = Type.Record(Type.String({ pattern: '^[a-z_]+(\\.[0-9a-f-]{36})?$' }), Type.String({ maxLength: 300 }));
type Form = Readonly<Record<string, string | undefined>>;
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Letters that were made: to print, to take along, and to say that parents were told. */
export function lettersMadeRoutes(app: FastifyInstance): void {
  app.get<{ Params: Params }>(
    '/letters/made/:batch',
    { config: { permission: 'keep-register' }, schema: { params, response: htmlPage } },
    async (request, reply) => page(request, reply, await lettersOf(request)),
  );
  app.get<{ Params: Params }>(
    '/letters/made/:batch/letters.docx',
    { config: { permission: 'keep-register' }, schema: { params, response: { 200: {} } } },
    async (request, reply) => {
      const letters = (await lettersOf(request)).filter((row) => row.taken_back_at === null);
      if (letters.length === 0) throw new PageError('no-such-page');
      const { personId } = request.person!;
      const bytes = await lettersDocx(
        letters.map((row) => ({
          school: row.school,
          day: dateWords(row.made_at.slice(0, 10)),
          blocks: (JSON.parse(row.content) as LetterContent).blocks,
        })),
      );
      await auditAll(
        app.record,
        letters.map((row) => ({
          personId,
          action: 'export-letter',
          object: row.pupil_id,
          school: row.school,
          detail: { letter: row.kind },
        })),
      );
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="letters.docx"')
        .type(word)
        .send(bytes);
    },
  );
  app.post<{ Params: Params; Body: Form }>(
    '/letters/made/:batch',
    {
      config: { permission: 'keep-register' },
      schema: { params, body: form, response: { ...formPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const letters = await lettersOf(request);
      const problem = await change(request, letters);
      if (problem === null) return reply.redirect(`/letters/made/${request.params.batch}`, 303);
      return page(request, reply.code(422), await lettersOf(request), problem);
    },
  );
}

/** The letters of an address, where all of them are of a school within reach. */
async function lettersOf(request: FastifyRequest<{ Params: Params }>): Promise<LetterMadeRow[]> {
  const scoped = await runOfRequest(request);
  const letters = await lettersOfBatch(request.server.record, request.params.batch);
  if (letters.length === 0 || !letters.every(({ school }) => scoped.seesSchool(school)))
    throw new PageError('no-such-page');
  return letters;
}

type Deed = 'told' | 'untold' | 'take-back';
const deeds: Readonly<Record<Deed, string>> = {
  told: 'letter-told',
  untold: 'letter-untold',
  'take-back': 'take-letter-back',
};

/** Does what the form asks for every letter that is ticked, or for none. @returns a sentence where nothing was saved */
async function change(
  { body, person, server }: FastifyRequest<{ Params: Params; Body: Form }>,
  letters: readonly LetterMadeRow[],
): Promise<string | null> {
  const deed = (Object.keys(deeds) as Deed[]).find((one) => one === body['do']);
  if (deed === undefined) throw new PageError('bad-request', { problem: 'Nothing was asked for.' });
  const chosen = letters.flatMap((row) => {
    const version = body[`letter.${row.letter_id}`];
    return version === undefined ? [] : [{ ...row, version: Number(version) }];
  });
  const told = {
    told_on: (body['told_on'] ?? '').trim(),
    told_by: (body['told_by'] ?? '').trim(),
    told_how: (body['told_how'] ?? '').trim(),
  };
  const fault =
    chosen.length === 0
      ? 'Choose at least one letter.'
      : deed === 'told'
        ? toldFault(told, { today: dateText(server.now()), letters: chosen })
        : null;
  if (fault !== null) return fault;
  const by = { personId: person!.personId, at: server.now() };
  try {
    await inOneChange(server.record, async (within) => {
      for (const row of chosen) await changeOne(within, { row, deed, told, by });
    });
    return null;
  } catch (error) {
    if (error instanceof ChangedMeanwhile)
      return 'Somebody else has changed one of these letters meanwhile. It stands below as it is now; yours was not saved.';
    throw error;
  }
}

class ChangedMeanwhile extends Error {}

async function changeOne(
  within: SchoolRecord,
  { row, deed, told, by }: { row: LetterMadeRow; deed: Deed; told: Told; by: { personId: string; at: Date } },
): Promise<void> {
  const changed =
    deed === 'take-back'
      ? await takeLetterBack(within, row, by)
      : await setTold(within, row, deed === 'told' ? told : null, by);
  if (!changed) throw new ChangedMeanwhile();
  if (deed === 'told') await tellRegister(within, row, told, by);
  await audit(within, {
    personId: by.personId,
    action: deeds[deed],
    object: row.pupil_id,
    school: row.school,
    detail: { letter: row.kind },
  });
}

function toldFault(
  { told_on, told_by }: Told,
  { today, letters }: { today: string; letters: readonly LetterMadeRow[] },
): string | null {
  if (told_on === '' || told_by === '') return 'Say when parents were told, and by whom.';
  if (!isDay(told_on)) return 'The day on which parents were told is not in the calendar. Write it as 2027-03-10.';
  if (told_on > today) return 'The day on which parents were told is still to come. Write it when it has been.';
  const years = letters.some(({ made_at }) => Number(made_at.slice(0, 4)) - Number(told_on.slice(0, 4)) > 5);
  return years ? 'The day on which parents were told lies more than five years back. Check the year.' : null;
}

async function page(
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
  letters: readonly LetterMadeRow[],
  problem?: string,
): Promise<FastifyReply> {
  const { record, names } = request.server;
  const scoped = await runOfRequest(request);
  const { run } = scoped;
  const known = new Set(scoped.agenda({ school: letters[0].school }).map((row) => row.pupil_id));
  return reply.page({
    title: `${problem ? 'Error: ' : ''}${letterTitle(letters[0].kind)}`,
    place: 'register',
    kind: 'letter',
    body: madeView({
      batch: request.params.batch,
      letters: letters.map((row) => ({
        row,
        name: names.of(pupilOfRow(row)).full,
        key: known.has(row.pupil_id) ? run.keyOf(row.pupil_id) : undefined,
        blocks: (JSON.parse(row.content) as LetterContent).blocks,
      })),
      people: await personNames(record),
      problem,
      entered: problem ? ((request.body ?? {}) as Form) : {},
      token: reply.generateCsrf(),
    }),
  });
}
