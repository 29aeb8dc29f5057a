import { governorSentences, usualListed, windowMonth } from '../../../engine/index.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { groupRows } from '../../runs/groups/class-growth.ts';
import { listOf } from '../../runs/run-lists.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { schoolCounts } from '../../runs/groups/school-counts.ts';
import { fewestShown, isSmallCount } from '../../runs/groups/withheld-counts.ts';
import { PageError } from '../../page-error.ts';
import type { ExploreOf } from '../../html/pictures/explore-of.ts';
import { exploreChart } from '../../html/pictures/explore-chart.ts';
import { askedAndRecorded } from './recorded.ts';
import { pooledYears, type PooledCount } from './pooled-years.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { htmlPage } from '../../http/html-page.ts';
import { listQuery, type ListQuery } from '../../runs/queries.ts';
import { governorView } from './view.ts';
import { windowBefore } from './window-before.ts';
import { runHeading } from '../../runs/run-heading.ts';

/** A school in five sentences and a chart, with no pupil in it. */
export function governorRoute(app: FastifyInstance): void {
  app.get<{ Querystring: ListQuery }>(
    '/governor',
    { config: { permission: 'see-governor-page' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const { run, schools } = scoped;
      const school = request.query.school || schools[0];
      if (school === undefined || !schools.includes(school)) throw new PageError('no-such-class');
      const list = listOf(run, 'school', school);
      const told = sentencesOf(scoped, school);
      const of: ExploreOf = {
        school,
        schools: [school],
        subject: '',
        year: '',
        names: null,
        narrow: false,
        width: null,
      };
      return reply.page({
        title: 'For governors',
        place: 'governor',
        scripts: ['charts.js'],
        body: governorView({
          ...runHeading(run),
          runId: run.id,
          schools,
          school,
          sentences: told,
          before: await windowBefore(request, run, school),
          month: windowMonth(run.manifest.windowDate),
          asked: await askedAndRecorded(app.record, run, school),
          pooled: told === null ? await pooled(request, scoped, school) : null,
          tested: list?.measured ?? Number.NaN,
          growth: exploreChart(run, 'growth-subjects', of),
          coverage: exploreChart(run, 'coverage', of),
          ownReference: groupRows(run).some(
            (row) => row.grouping === 'school' && row.group === school && row.reason === 'own-reference',
          ),
        }),
      });
    },
  );
}

/**
 * Null where a count is so small that a pupil could be found, or would lead to that of another school within reach; empty where
 * there is nothing to tell.
 */
function sentencesOf({ run, schools }: ScopedRun, school: string): string[] | null {
  const counts = schoolCounts(run, schools, school);
  if (!counts) return counts === null ? null : [];
  const { listed, tested, onRoll } = counts;
  const list = listOf(run, 'school', school);
  const all = listOf(run, 'run', '');
  const usual = usualListed(
    { tested, listed },
    { tested: all?.measured ?? Number.NaN, listed: all?.listed ?? Number.NaN },
  );
  return governorSentences({
    listed,
    tested,
    untested: onRoll - tested,
    usualLow: usual.low,
    usualHigh: usual.high,
    probablyOrdinary: list?.probably_ordinary ?? Number.NaN,
  });
}

/** The same term of three years together, where that makes the counts large enough to tell. */
async function pooled(request: FastifyRequest, scoped: ScopedRun, school: string): Promise<PooledCount | null> {
  const years = await pooledYears(request, scoped, school);
  const fewest = fewestShown(scoped.run);
  return years !== null && !isSmallCount(years.listed, fewest) && !isSmallCount(years.untested, fewest) ? years : null;
}
