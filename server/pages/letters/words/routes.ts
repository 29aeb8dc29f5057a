import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { letterFaultSentence, letterKindWords, readLetter, usualLetters } from '../../../../engine/index.ts';
import { PageError } from '../../../page-error.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import { letterWordsEver, setLetterWords } from '../../../records/letters/letter-words.ts';
import { formPage, htmlPage } from '../../../http/html-page.ts';
import { address } from '../../../html/address.ts';
import { personNames } from '../../../people/people.ts';
import { wordsView } from './view.ts';

const kind = Type.Union([
  Type.Literal('support'),
  Type.Literal('leaving'),
  Type.Literal('review'),
  Type.Literal('family'),
]);
const params = Type.Object({ kind });
type Params = Static<typeof params>;
const whose = Type.Optional(Type.Literal('trust'));
const school = Type.Optional(Type.String({ maxLength: 120 }));
const query = Type.Object({ school, whose });
type Query = Static<typeof query>;
const form = Type.Object({
  token: Type.String(),
  school,
  whose: Type.Optional(Type.Union([Type.Literal('trust'), Type.Literal('')])),
  seen: Type.Integer({ minimum: 0 }),
  do: Type.Union([Type.Literal('save'), Type.Literal('give-up'), Type.Literal('undo')]),
  words: Type.String({ maxLength: 20_000 }),
});
type Form = Static<typeof form>;

/** More than fits on two pages of paper. */
const longestLetter = 6000;

/** The words of a letter: the trust's, and each school's own over them, with everything they were before. */
export function letterWordsRoutes(app: FastifyInstance): void {
  app.get<{ Params: Params; Querystring: Query }>(
    '/letters/words/:kind',
    { config: { permission: 'keep-register' }, schema: { params, querystring: query, response: htmlPage } },
    async (request, reply) => {
      const of = await wordsOf(request, request.query);
      return page(request, reply, { of });
    },
  );
  app.post<{ Params: Params; Body: Form }>(
    '/letters/words/:kind',
    {
      config: { permission: 'keep-register' },
      schema: { params, body: form, response: { ...formPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const { body } = request;
      const of = await wordsOf(request, { school: body.school, whose: body.whose || undefined });
      const faults = body.do === 'save' ? faultsOf(request.params.kind, body.words) : [];
      const saved = faults.length === 0 && (await save(request, of));
      if (saved) return reply.redirect(address(`/letters/words/${request.params.kind}`, queryOf(of)), 303);
      const problems =
        faults.length > 0
          ? faults
          : ['Somebody else has changed these words meanwhile: theirs are in the history below. Yours are still here.'];
      return page(request, reply.code(422), { of, typed: body.words, problems });
    },
  );
}

interface WordsPlace {
  /** '' = the trust's. */
  readonly whose: string;
  /** The school that was looked at. */
  readonly school: string;
  readonly schools: readonly string[];
}

/** The trust's words are for whoever looks after every school. */
async function wordsOf(
  request: FastifyRequest,
  { school, whose }: { school?: string | undefined; whose?: 'trust' | undefined },
): Promise<WordsPlace> {
  const { schools } = await runOfRequest(request);
  const chosen = school || schools[0];
  if (chosen === undefined || !schools.includes(chosen)) throw new PageError('no-such-class');
  if (whose === 'trust' && request.person!.school !== null) throw new PageError('no-such-class');
  return { whose: whose === 'trust' ? '' : chosen, school: chosen, schools };
}

function queryOf({ whose, school }: WordsPlace) {
  return { school, whose: whose === '' ? 'trust' : '' };
}

function faultsOf(kind: Params['kind'], words: string): string[] {
  if (words.length > longestLetter)
    return [`A letter has at most ${longestLetter} characters; this one has ${words.length}.`];
  return readLetter(kind, words).faults.map((fault) => letterFaultSentence(kind, fault));
}

/** Keeps the new words, gives them up, or puts those before back. @returns whether they were kept */
async function save(
  { params: { kind }, body, person, server }: FastifyRequest<{ Params: Params; Body: Form }>,
  { whose }: WordsPlace,
): Promise<boolean> {
  const { personId } = person!;
  return inOneChange(server.record, async (within) => {
    const [, before] = await letterWordsEver(within, { school: whose, kind });
    const words = body.do === 'save' ? body.words : body.do === 'undo' ? (before?.words ?? null) : null;
    const of = { school: whose, kind, words, seen: body.seen };
    const row = await setLetterWords(within, of, { personId, at: server.now() });
    if (!row) return false;
    await audit(within, {
      personId,
      action: 'set-letter-words',
      object: kind,
      school: whose || null,
      detail: { version: row.version, what: body.do },
    });
    return true;
  });
}

async function page(
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
  { of, typed, problems = [] }: { of: WordsPlace; typed?: string; problems?: readonly string[] },
): Promise<FastifyReply> {
  const { record } = request.server;
  const { kind } = request.params;
  const [own, trust] = await Promise.all([
    letterWordsEver(record, { school: of.whose, kind }),
    letterWordsEver(record, { school: '', kind }),
  ]);
  const above = (of.whose === '' ? null : trust[0]?.words) ?? usualLetters[kind];
  return reply.page({
    title: `${problems.length > 0 ? 'Error: ' : ''}Words: ${letterKindWords[kind].title}`,
    place: 'register',
    body: wordsView({
      kind,
      ...of,
      mayTrust: request.person!.school === null,
      words: typed ?? own[0]?.words ?? above,
      above,
      versions: own,
      problems,
      people: await personNames(record),
      token: reply.generateCsrf(),
    }),
  });
}
