import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { dateText } from '../../../../engine/index.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { PageError } from '../../../page-error.ts';
import { mayDo } from '../../../people/permissions.ts';
import { dayOrNone } from '../../../records/day.ts';
import { runHeading } from '../../../runs/run-heading.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { loadSummary } from './load.ts';
import { termsUntil } from './terms.ts';
import { summaryView } from './view.ts';

const query = Type.Object({
  school: Type.Optional(Type.String({ maxLength: 120 })),
  from: Type.Optional(dayOrNone),
  to: Type.Optional(dayOrNone),
  /** `governors`: as the governors’ meeting is shown it, small counts withheld. */
  for: Type.Optional(Type.Union([Type.Literal(''), Type.Literal('governors')])),
});

/** The register over a term in counts, for SENCO and headteacher; for governors with small counts withheld. */
export function registerSummaryRoute(app: FastifyInstance): void {
  app.get<{ Querystring: Static<typeof query> }>(
    '/register/summary',
    { config: { permission: 'see-governor-page' }, schema: { querystring: query, response: htmlPage } },
    async (request, reply) => {
      const { run, schools } = await runOfRequest(request);
      const school = request.query.school || schools[0];
      if (school === undefined || !schools.includes(school)) throw new PageError('no-such-class');
      const today = dateText(request.server.now());
      const terms = termsUntil(today);
      const { role } = request.person!;
      const seesPupils = mayDo(role, 'see-pupils');
      const whole = seesPupils && request.query.for !== 'governors';
      const from = request.query.from || terms[0].from;
      const to = request.query.to || (terms.find((term) => term.from === from)?.to ?? today);
      // Two times that differ by a day would tell readers of totals of one pupil: they are shown terms.
      const known = terms.find(
        (term) => term.from === from && term.to === to && (whole || term.name !== terms.at(-1)?.name),
      );
      const time = whole && from <= to ? { from, to } : (known ?? terms[0]);
      const equity = mayDo(role, 'see-equity');
      return reply.page({
        title: `${from > to ? 'Error: ' : ''}Register over a term`,
        place: 'register',
        body: summaryView({
          ...(await loadSummary(app.record, run, school, { from: time.from, to: time.to, whole, equity })),
          ...runHeading(run),
          school,
          schools,
          terms,
          from,
          to,
          time,
          reversed: from > to,
          whole,
          seesPupils,
        }),
      });
    },
  );
}
