import { governorSentences } from '../../engine/index.ts';
import type { FastifyInstance } from 'fastify';
import { groupRows } from '../access/class-growth.ts';
import { listOf } from '../access/run-lists.ts';
import { PageError } from '../plugins/error-pages.ts';
import { runHeading } from '../plugins/run-heading.ts';
import { runOfRequest } from '../plugins/run-of-request.ts';
import { htmlPage } from '../schemas/html-page.ts';
import { listQuery, type ListQuery } from '../schemas/queries.ts';
import { governorView } from '../views/governor-view.ts';
import { numberOf } from '../views/words.ts';

/** Fewer pupils than this are not counted out: they could be found. */
const fewest = 6;

/** A school in a few sentences, with no pupil in it. */
export function governorRoute(app: FastifyInstance): void {
  app.get<{ Querystring: ListQuery }>(
    '/governor',
    { config: { permission: 'see-governor-page' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const school = request.query.school || scoped.schools[0];
      if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
      const list = listOf(scoped.run, 'school', school);
      const [listed, measured, onRoll] = ['listed', 'measured', 'on_roll'].map((column) => numberOf(list, column));
      const small = !(listed === 0 || listed >= fewest) || (onRoll - measured > 0 && onRoll - measured < fewest);
      const counts = {
        listed,
        tested: measured,
        untested: onRoll - measured,
        usualLow: Number.NaN,
        usualHigh: Number.NaN,
        probablyOrdinary: numberOf(list, 'probably_ordinary'),
        byLuck: numberOf(list, 'by_luck'),
      };
      return reply.page({
        title: 'For governors',
        place: 'governor',
        body: governorView({
          ...runHeading(scoped.run),
          schools: scoped.schools,
          school,
          sentences:
            list === undefined || Number.isNaN(listed + measured + onRoll)
              ? []
              : small
                ? null
                : governorSentences(counts),
          tested: measured,
          schoolGrowth: groupRows(scoped.run).filter((row) => row['grouping'] === 'school' && row['group'] === school),
        }),
      });
    },
  );
}
