import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { listRuns } from './list-runs.ts';
import { openRun } from './open-run.ts';
import type { PublishedRun } from './published-run.ts';
import type { AssessmentData } from '../tables/assessment-data.ts';

/**
 * The run that lists are compared with. By default the newest in `runsFolder` of the same schools that looked from an
 * earlier window: a second run of the same window (late scores) has the same previous run, so the same files give the same
 * run again.
 * @param asked the option as typed: a run's folder, its id in `runsFolder`, `none`, or nothing
 * @param windowDate ISO date of the window analysed
 * @param may which runs may be chosen by default: the server leaves out what was never released
 */
export async function previousRun(
  asked: string | undefined,
  runsFolder: string,
  data: AssessmentData,
  windowDate: string,
  may: (id: string) => boolean = () => true,
): Promise<PublishedRun | null> {
  if (asked === 'none') return null;
  if (asked !== undefined) {
    const inRuns = join(runsFolder, asked);
    const isId = await access(inRuns).then(
      () => true,
      () => false,
    );
    return openRun(isId ? inRuns : asked);
  }
  const schools = new Set(data.pupils.school.values);
  const earlier = (await listRuns(runsFolder)).find(
    ({ id, manifest }) =>
      may(id) &&
      manifest.windowDate < windowDate &&
      manifest.schools.length === schools.size &&
      manifest.schools.every((school) => schools.has(school)),
  );
  return earlier ? openRun(earlier.folder) : null;
}
