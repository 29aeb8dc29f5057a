import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { letterKindWords } from '../../../engine/index.ts';
import { auditAll } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { keepLetters, lettersMade } from '../../records/letters/letters-made.ts';
import { standingLetter } from '../../records/letters/standing-letter.ts';
import { formPage, htmlPage } from '../../http/html-page.ts';
import type { Page } from '../../http/pages.ts';
import { personNames } from '../../people/people.ts';
import { chosenLetters, typedForAll, usualForAll, type ChosenLetters } from './choose.ts';
import {
  letterForm,
  letterParams,
  letterQuery,
  lettersQuery,
  type LetterForm,
  type LetterParams,
  type LetterQuery,
  type LettersQuery,
  type MadeKind,
} from './forms.ts';
import { lettersOf, type LettersOf } from './load.ts';
import { letterView } from './letter-view.ts';
import { lettersView } from './view.ts';

/** Letters to families: whom they may go to, one at a time or many at once, with nothing left open in them. */
export function lettersRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: LettersQuery }>(
    '/letters',
    { config: { permission: 'keep-register' }, schema: { querystring: lettersQuery, response: htmlPage } },
    async (request, reply) => {
      const kinds = await Promise.all(
        (['support', 'leaving', 'review'] as const).map(async (kind) => ({
          kind,
          of: await lettersOf(request, { kind, school: request.query.school, only: undefined }),
        })),
      );
      const { school, schools } = kinds[0].of;
      const made = await lettersMade(app.record, { school });
      return reply.page({
        title: 'Letters',
        place: 'register',
        body: lettersView({
          school,
          schools,
          kinds: kinds.map(({ kind, of }) => ({ kind, due: of.pupils.filter(({ due }) => due).length })),
          made: made.slice(0, 20),
          names: app.names,
          people: await personNames(app.record),
        }),
      });
    },
  );
  app.get<{ Params: LetterParams; Querystring: LetterQuery }>(
    '/letters/:kind',
    {
      config: { permission: 'keep-register' },
      schema: { params: letterParams, querystring: letterQuery, response: htmlPage },
    },
    async (request, reply) => {
      const { kind } = request.params;
      const { school, pupil: only } = request.query;
      const of = await lettersOf(request, { kind, school, only });
      return reply.page(await letterPage(request, reply, { kind, of, only }));
    },
  );
  app.post<{ Params: LetterParams; Body: LetterForm }>(
    '/letters/:kind',
    {
      config: { permission: 'keep-register' },
      schema: { params: letterParams, body: letterForm, response: { ...formPage, 303: Type.Null() } },
    },
    async (request, reply) => make(request, reply),
  );
}

type Making = FastifyRequest<{ Params: LetterParams; Body: LetterForm }>;

/** Shows what was chosen, or keeps that it was made: all of it, or none where anything is missing. */
async function make(request: Making, reply: FastifyReply): Promise<FastifyReply> {
  const { record, now } = request.server;
  const { kind } = request.params;
  const form = request.body;
  const only = form['only'] || undefined;
  const of = await lettersOf(request, { kind, school: form['school'], only });
  const standing = await standingLetter(record, { school: of.school, kind });
  const letters = chosenLetters(form, of.pupils, { kind, standing, now: now() });
  if (!letters.whole || form['do'] !== 'make')
    return reply
      .code(letters.whole ? 200 : 422)
      .page(await letterPage(request, reply, { kind, of, only, form, letters }));
  const { personId } = request.person!;
  const all = Object.fromEntries(typedForAll(kind).map(({ name }) => [name, (form[`all.${name}`] ?? '').trim()]));
  const batch = await inOneChange(record, async (within) => {
    const kept = letters.chosen.map(({ pupil: { one }, letter }) => ({
      school: of.school,
      pupilId: one.pupil.pupilId,
      kind,
      content: JSON.stringify({ blocks: letter.blocks, all }),
    }));
    const object = await keepLetters(within, kept, { personId, at: now() });
    await auditAll(
      within,
      kept.map(({ pupilId }) => ({
        personId,
        action: 'make-letter',
        object: pupilId,
        school: of.school,
        detail: { letter: kind },
      })),
    );
    return object;
  });
  return reply.redirect(`/letters/made/${batch}`, 303);
}

interface Shown {
  readonly kind: MadeKind;
  readonly of: LettersOf;
  readonly only: string | undefined;
  /** What was sent, where something was. */
  readonly form?: LetterForm;
  readonly letters?: ChosenLetters;
}

async function letterPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { kind, of, only, form, letters }: Shown,
): Promise<Page> {
  const { record } = request.server;
  const { school, schools, pupils } = of;
  const [standing, before, people] = await Promise.all([
    standingLetter(record, { school, kind }),
    lettersMade(record, { school }),
    personNames(record),
  ]);
  const usual = usualForAll(
    request,
    kind,
    before.find((letter) => letter.taken_back_at === null),
  );
  const [first] = letters?.whole ? letters.chosen : [];
  return {
    title: `${letters && !letters.whole ? 'Error: ' : ''}${letterKindWords[kind].title}`,
    place: 'register',
    body: letterView({
      kind,
      school,
      schools,
      only,
      pupils,
      whose: standing.whose,
      problems: standing.problems,
      all: typedForAll(kind).map((slot) => ({
        slot,
        value: form ? (form[`all.${slot.name}`] ?? '') : usual[slot.name],
        fault: letters?.allFaults[slot.name],
      })),
      chosen: new Set(
        form
          ? pupils.flatMap(({ one }) => (form[`pupil.${one.pupil.key}`] === undefined ? [] : [one.pupil.key]))
          : pupils.flatMap(({ one, due }) => (due || only ? [one.pupil.key] : [])),
      ),
      typed: Object.fromEntries(pupils.map(({ one }) => [one.pupil.key, form?.[`one.${one.pupil.key}`] ?? ''])),
      faults: letters?.faults ?? {},
      problem: letters?.problem,
      preview: first && { name: first.pupil.one.pupil.name.full, letter: first.letter },
      people,
      token: reply.generateCsrf(),
    }),
  };
}
