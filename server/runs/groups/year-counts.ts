import type { LoadedRun } from '../loaded-run.ts';

export interface YearCounts {
  /** Pupils with a valid current score. */
  tested: number;
  /** By school: which windows its pupils have scores in, a bit a window. */
  readonly schools: Map<string, Set<number>>;
}

const counts = new WeakMap<LoadedRun, ReadonlyMap<string, YearCounts>>();

/** Who sat what, by subject and year group of age; counted once a run. */
export function yearCounts(run: LoadedRun): ReadonlyMap<string, YearCounts> {
  const known = counts.get(run);
  if (known) return known;
  const found = new Map<string, YearCounts>();
  const of = (subject: string, year: string) => {
    const place = `${subject}\n${year}`;
    let own = found.get(place);
    if (!own) found.set(place, (own = { tested: 0, schools: new Map() }));
    return own;
  };
  const { pupil_id, subject, year_group } = run.tables.growth.columns;
  const ageOf = new Map<string, string>();
  for (let row = 0; row < run.tables.growth.rows; row += 1) {
    const pupil = pupil_id.values[row];
    const year = year_group.values[row] ?? run.agendaRow(pupil)?.year_group ?? '';
    ageOf.set(pupil, year);
    of(subject.values[row], year).tested += 1;
  }
  for (const [pupil, bySubject] of satByPupil(run)) {
    const listed = run.agendaRow(pupil);
    const year = ageOf.get(pupil) ?? listed?.year_group ?? '';
    for (const [name, sat] of bySubject) {
      const { schools } = of(name, year);
      const own = schools.get(listed?.school ?? '');
      if (own) own.add(sat);
      else schools.set(listed?.school ?? '', new Set([sat]));
    }
  }
  counts.set(run, found);
  return found;
}

/** How many schools have a pupil of a year group with scores in both windows of a comparison. */
export function schoolsWithBoth(
  run: LoadedRun,
  { subject, year, windows }: { subject: string; year: string; windows: readonly [string, string] },
): number {
  const bits = windowBits(run);
  const both = windows.reduce((sum, window) => sum | (bits.get(window) ?? 0), 0);
  const schools = yearCounts(run).get(`${subject}\n${year}`)?.schools ?? new Map<string, Set<number>>();
  return [...schools.values()].filter((sat) => [...sat].some((own) => (own & both) === both)).length;
}

/** The windows in which each pupil has a score, by subject, a bit a window. */
function satByPupil(run: LoadedRun): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const bits = windowBits(run);
  const { pupil_id, subject, window, score } = run.tables.trajectories.columns;
  const sat = new Map<string, Map<string, number>>();
  for (let row = 0; row < run.tables.trajectories.rows; row += 1) {
    if (score.values[row] === null) continue;
    let own = sat.get(pupil_id.values[row]);
    if (!own) sat.set(pupil_id.values[row], (own = new Map()));
    const name = subject.values[row];
    own.set(name, (own.get(name) ?? 0) | (bits.get(window.values[row]) ?? 0));
  }
  return sat;
}

/** A bit for each of the newest 31 windows: earlier ones are in no comparison. */
function windowBits({ manifest }: LoadedRun): ReadonlyMap<string, number> {
  return new Map(manifest.windows.slice(-31).map(({ window }, place) => [window, 2 ** place]));
}
