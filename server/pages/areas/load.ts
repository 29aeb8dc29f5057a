import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageError } from '../../page-error.ts';
import { areaResultsEver, standingResults } from '../../records/areas/area-results.ts';
import { areaScalesEver, areaScalesOf, type OwnScale } from '../../records/areas/area-scales.ts';
import type { Page } from '../../http/pages.ts';
import { personNames } from '../../people/people.ts';
import { areaSeries } from '../../runs/pupils/area-series.ts';
import { listedPupil } from '../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import type { AreaLine, AreasPage } from './facts.ts';
import { areasView } from './view.ts';

/** The school a page is about, within reach. Errors: no such class. */
export function schoolOf(scoped: ScopedRun, asked: string | undefined): string {
  const school = asked || scoped.schools[0];
  if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
  return school;
}

/** The other areas of a school, fetched and joined. */
export async function areasPage(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    school: asked,
    ...shown
  }: { school: string | undefined } & Partial<Pick<AreasPage, 'brought' | 'fileFaults' | 'unsaved'>>,
): Promise<Page> {
  const { record, names } = request.server;
  const scoped = await runOfRequest(request);
  const school = schoolOf(scoped, asked);
  const [scales, ever, versions, people] = await Promise.all([
    areaScalesOf(record, school),
    areaResultsEver(record, { school }),
    areaScalesEver(record, school),
    personNames(record),
  ]);
  const results = Map.groupBy(standingResults(ever), (row) => row.pupil_id);
  const lines = scoped.agenda({ school }).flatMap((row): AreaLine[] => {
    const own = results.get(row.pupil_id);
    if (!own) return [];
    const pupil = listedPupil(scoped.run, names, row);
    return areaSeries(own, scales).map((series) => ({ pupil, series }));
  });
  const byName = lines.toSorted((a, b) => a.pupil.name.full.localeCompare(b.pupil.name.full, 'en'));
  const newest = new Map(versions.toReversed().map((row) => [row.scale, row]));
  return {
    title: `${shown.unsaved || shown.fileFaults?.length ? 'Error: ' : ''}Other areas`,
    place: 'register',
    body: areasView({
      school,
      schools: scoped.schools,
      harder: byName.filter(({ series }) => series.reading.verdict === 'more-difficulty'),
      absent: byName.filter(({ series: { reading } }) => absentBands.has(reading.band ?? '')),
      pupils: new Set(lines.map(({ pupil }) => pupil.pupilId)).size,
      scales,
      own: [...newest.values()].map((row) => ({ row, scale: JSON.parse(row.content) as OwnScale })),
      versions: versions.length,
      brought: undefined,
      fileFaults: [],
      unsaved: undefined,
      ...shown,
      people,
      token: reply.generateCsrf(),
    }),
  };
}

const absentBands: ReadonlySet<string> = new Set(['persistently-absent', 'severely-absent']);
