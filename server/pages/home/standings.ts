import type { FastifyRequest } from 'fastify';
import { windowCounts } from '../../runs/groups/window-counts.ts';
import { newestOfWindow } from '../../runs/newest-of-window.ts';
import { reaches } from '../../runs/run-library.ts';
import type { SchoolStanding } from './facts.ts';

/** Each school within reach: its newest released results and those of the window before, as counts. */
export async function schoolStandings(request: FastifyRequest): Promise<SchoolStanding[]> {
  const { runs } = request.server;
  const person = request.person!;
  const known = (await runs.list()).filter((run) => reaches(person, run) && run.state === 'complete');
  const visible = (await runs.visible(person)).filter(
    ({ release, state }) => release === 'released' && state === 'complete',
  );
  const schools = [...new Set(known.flatMap((run) => run.schools ?? []))]
    .filter((school) => person.school === null || school === person.school)
    .toSorted((a, b) => a.localeCompare(b, 'en'));
  const own = new Map(
    schools.map((school) => [
      school,
      visible
        .filter((run) => run.schools?.includes(school) && newestOfWindow(run, visible, school).run.id === run.id)
        .slice(0, 2),
    ]),
  );
  const latest = [...own.values()].flatMap(([newest]) => (newest ? [newest.windowDate] : [])).toSorted();
  return Promise.all(
    [...own].map(async ([school, [newest, before]]) => ({
      school,
      newest: newest && (await windowCounts(request, newest, { visible, school })),
      before: before && (await windowCounts(request, before, { visible, school })),
      behind: newest !== undefined && newest.windowDate < latest.at(-1)!,
    })),
  );
}
