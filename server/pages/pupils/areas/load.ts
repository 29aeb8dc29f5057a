import type { FastifyReply, FastifyRequest } from 'fastify';
import { dateText, type AreaScale } from '../../../../engine/index.ts';
import { PageError } from '../../../page-error.ts';
import { areaResultsEver, standingResults, type AreaResultRow } from '../../../records/areas/area-results.ts';
import { areaScalesOf } from '../../../records/areas/area-scales.ts';
import { pupilContexts } from '../../../records/pupils/pupil-context.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import type { Page } from '../../../http/pages.ts';
import { personNames } from '../../../people/people.ts';
import { areaSeries, type AreaSeries } from '../../../runs/pupils/area-series.ts';
import { listedPupil, type ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import type { PupilAreasPage } from './facts.ts';
import { pupilAreasView } from './view.ts';
import { mayDo } from '../../../people/permissions.ts';

export interface AreasOfPupil {
  readonly pupil: ListedPupil;
  readonly scales: readonly AreaScale[];
  readonly ever: readonly AreaResultRow[];
  readonly series: readonly AreaSeries[];
}

/** The pupil of an address with all results in areas other than attainment. Errors: no such pupil. */
export async function areasOfPupil(request: FastifyRequest): Promise<AreasOfPupil> {
  const { record, names } = request.server;
  const scoped = await runOfRequest(request);
  const row = scoped.pupil((request.params as { key: string }).key);
  if (!row) throw new PageError('no-such-pupil');
  const [scales, ever] = await Promise.all([
    areaScalesOf(record, row.school),
    areaResultsEver(record, pupilOfRow(row)),
  ]);
  return {
    pupil: listedPupil(scoped.run, names, row),
    scales,
    ever,
    series: areaSeries(standingResults(ever), scales),
  };
}

/** The page of a pupil's other areas, fetched and joined; with what a form held that was not saved. */
export async function pupilAreasPage(
  request: FastifyRequest,
  reply: FastifyReply,
  unsaved?: PupilAreasPage['unsaved'],
): Promise<Page> {
  const { record, now } = request.server;
  const of = await areasOfPupil(request);
  const own = pupilOfRow(of.pupil.row);
  const [contexts, people] = await Promise.all([pupilContexts(record, [own]), personNames(record)]);
  const known = new Set(of.scales.map(({ scale }) => scale));
  return {
    title: `${unsaved ? 'Error: ' : ''}Other areas`,
    place: 'agenda',
    body: pupilAreasView({
      ...of,
      ever: of.ever.toReversed(),
      unknown: standingResults(of.ever).filter(({ scale }) => !known.has(scale)),
      fileAttendance: contexts.get(own.pupilId)?.attendancePercent ?? null,
      people,
      unsaved,
      today: dateText(now()),
      mayKeep: mayDo(request.person!.role, 'keep-register'),
      token: reply.generateCsrf(),
    }),
  };
}
