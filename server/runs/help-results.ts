import type { ResultsOfPupil } from '../../engine/index.ts';
import type { LoadedRun } from './loaded-run.ts';

const kept = new WeakMap<LoadedRun, Map<string, readonly ResultsOfPupil[]>>();

/** Results of a school's pupils, or of one year group of it ('' for all), as help is measured by: positive = better. */
export function helpResults(run: LoadedRun, school: string, year = ''): readonly ResultsOfPupil[] {
  let own = kept.get(run);
  if (!own) kept.set(run, (own = new Map()));
  const key = `${school}\n${year}`;
  const known = own.get(key) ?? readResults(run, school, year);
  own.set(key, known);
  return known;
}

function readResults(run: LoadedRun, school: string, year: string): ResultsOfPupil[] {
  const { windows, scales } = run.manifest;
  const place = new Map(windows.map(({ window }, at) => [window, at]));
  const turned = new Set(scales.filter(({ higherIsBetter }) => !higherIsBetter).map(({ subject }) => subject));
  return run.agenda
    .filter((row) => row.school === school && (year === '' || row.year_group === year))
    .flatMap(({ pupil_id: pupilId, year_group }): ResultsOfPupil[] => {
      const rows = Map.groupBy(run.pupilRows('trajectories', pupilId), ({ subject }) => subject);
      return [...rows].map(([subject, own]) => {
        const scores = new Float64Array(windows.length).fill(Number.NaN);
        for (const { window, score_value: score } of own) {
          const at = place.get(window);
          if (at !== undefined && score !== null) scores[at] = turned.has(subject) ? -score : score;
        }
        return { pupilId, subject, comparedIn: `${subject}\n${year_group}`, scores };
      });
    });
}
