import { dayOfText, measureHelp, type KindOfHelp } from '../../../engine/index.ts';
import type { HelpOfPupil } from '../../records/register/help-of-school.ts';
import { fewestShown } from '../../runs/groups/withheld-counts.ts';
import { helpResults } from '../../runs/help-results.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { pupilsOf } from './year-charts.ts';

/** What became of the pupils of a school with each kind of help, by the results of a run. */
export function kindsOfHelp(run: LoadedRun, school: string, help: readonly HelpOfPupil[]): KindOfHelp[] {
  const { windows } = run.manifest;
  const known = new Set(pupilsOf(run, { school, year: '' }).map(({ pupil_id }) => pupil_id));
  const results = helpResults(run, school);
  const spells = help
    .filter(({ pupilId }) => known.has(pupilId))
    .map(({ pupilId, kind, from, to }) => ({ pupilId, kind, from: dayOfText(from), to: dayOfText(to ?? '') }));
  const windowDays = windows.map(({ date }) => dayOfText(date));
  return measureHelp(results, spells, { windowDays, minimum: fewestShown(run) });
}
