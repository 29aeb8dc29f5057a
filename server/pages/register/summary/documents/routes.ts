import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addDays, dateText } from '../../../../../engine/index.ts';
import { address } from '../../../../html/address.ts';
import { formPage, htmlPage } from '../../../../http/html-page.ts';
import type { Page } from '../../../../http/pages.ts';
import { PageError } from '../../../../page-error.ts';
import { personNames } from '../../../../people/people.ts';
import { audit } from '../../../../records/audit.ts';
import { inOneChange } from '../../../../records/in-one-change.ts';
import { reviewDates, reviewedDocuments, setReviewDate } from '../../../../records/settings/review-dates.ts';
import { typedDay } from '../../../../records/typed-day.ts';
import { runOfRequest } from '../../../../runs/run-of-request.ts';
import { loadSummary } from '../load.ts';
import { termsUntil } from '../terms.ts';
import type { UnsavedDay } from './facts.ts';
import { documentsView } from './view.ts';

const school = Type.String({ maxLength: 120 });
const query = Type.Object({ school: Type.Optional(school) });
const form = Type.Object({
  token: Type.String(),
  school,
  document: Type.Union(reviewedDocuments.map((one) => Type.Literal(one))),
  seen: Type.String({ pattern: '^\\d{1,6}$' }),
  review_on: Type.String({ maxLength: 40 }),
});
type Form = Static<typeof form>;

/** Of a later day somebody has mistaken the year. */
const furthestDays = 5 * 366;

/** When the SEN policy and the SEN information report are reviewed: set, with its history, beside a draft of the report’s numbers. */
export function documentsRoutes(app: FastifyInstance): void {
  const config = { permission: 'keep-register' } as const;
  app.get<{ Querystring: Static<typeof query> }>(
    '/register/documents',
    { config, schema: { querystring: query, response: htmlPage } },
    async (request, reply) => reply.page(await documentsPage(request, reply, request.query.school)),
  );
  app.post<{ Body: Form }>(
    '/register/documents',
    { config, schema: { body: form, response: { ...formPage, 303: Type.Null() } } },
    async (request, reply) => {
      const { school, document, review_on: typed } = request.body;
      await ownSchool(request, school);
      const problem = problemOf(typed, dateText(app.now())) ?? (await save(request));
      if (problem === null) return reply.redirect(address('/register/documents', { school }), 303);
      return reply.code(422).page(await documentsPage(request, reply, school, { document, typed, problem }));
    },
  );
}

function problemOf(typed: string, today: string): string | null {
  const on = typedDay(typed);
  if (on === null || on === '') return 'Write the day of the next review, as 3/9/2027.';
  if (on < today) return 'The day of the next review is today or later: this one is past.';
  if (on > addDays(today, furthestDays)) return 'The day is more than five years away: check the year.';
  return null;
}

/** @returns why nothing was saved; null where it was */
function save({ server, person, body }: FastifyRequest<{ Body: Form }>): Promise<string | null> {
  const { personId } = person!;
  const { school, document, seen, review_on: typed } = body;
  const reviewOn = typedDay(typed)!;
  return inOneChange(server.record, async (within) => {
    const change = { school, document, seen: Number(seen), reviewOn };
    const row = await setReviewDate(within, change, { personId, at: server.now() });
    if (row === null)
      return 'Somebody else has set another day meanwhile: it stands in the history. Look, and save again.';
    if (row === 'same') return null;
    const detail = { on: reviewOn, version: row.version };
    await audit(within, { personId, action: 'set-review-date', object: document, school, detail });
    return null;
  });
}

async function ownSchool(request: FastifyRequest, asked: string | undefined) {
  const { run, schools } = await runOfRequest(request);
  const school = asked || schools[0];
  if (school === undefined || !schools.includes(school)) throw new PageError('no-such-class');
  return { run, schools, school };
}

async function documentsPage(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: string | undefined,
  unsaved?: UnsavedDay,
): Promise<Page> {
  const { record, now } = request.server;
  const { run, schools, school } = await ownSchool(request, asked);
  const today = dateText(now());
  const [term] = termsUntil(today);
  const [days, people, draft] = await Promise.all([
    reviewDates(record, [school]),
    personNames(record),
    // A report is read by everybody: as governors are shown it.
    loadSummary(record, run, school, { from: term.from, to: term.to, whole: false, equity: false }),
  ]);
  return {
    title: `${unsaved ? 'Error: ' : ''}SEN policy and SEN information report`,
    place: 'register',
    body: documentsView({
      school,
      schools,
      days,
      people,
      draft,
      term,
      today,
      unsaved,
      token: reply.generateCsrf(),
    }),
  };
}
