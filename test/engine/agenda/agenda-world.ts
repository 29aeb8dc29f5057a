import type { AgendaInput } from '../../../engine/agenda/agenda-input.ts';
import type { PreviousListing } from '../../../engine/agenda/previous-listing.ts';
import type { JudgedCriteria } from '../../../engine/criteria/judged-criteria.ts';
import { chooseComparisons } from '../../../engine/growth/comparisons/choose-comparisons.ts';
import { measureGrowth } from '../../../engine/growth/percentiles/measure-growth.ts';
import { toMeasurements } from '../../../engine/scales/to-measurements.ts';
import { criterionNames } from '../../../engine/tables/run-schema.ts';
import type { SmallPupil } from '../small-data.ts';
import { smallData } from '../small-data.ts';

/** One pupil of a made-up world: what the criteria stage would have said is stated, not computed. */
export interface WorldPupil extends Partial<SmallPupil> {
  pupil_id: string;
  /** Criteria met, by subject. */
  met?: Record<string, (typeof criterionNames)[number][]>;
  /** Log odds, in every subject. */
  concern?: number;
  /** Log odds over all subjects together. */
  pupilConcern?: number;
  gap?: number;
  noneTrue?: number;
  /** Probability of the criteria that are not met. */
  leaning?: number;
  absent?: boolean;
  noRows?: boolean;
  byLuck?: number;
  position?: number;
}

export const windows = [
  { window: 'dec25', date: '2025-12-10' },
  { window: 'dec26', date: '2026-12-10' },
];

/** An agenda’s input for pupils who sat `subjects` in two Decembers. */
export function agendaWorld(
  pupils: WorldPupil[],
  subjects = ['reading'],
  previous: PreviousListing[] | null = null,
): AgendaInput & { byLuck: Float64Array } {
  const results = pupils.flatMap((pupil, index) =>
    subjects.flatMap((subject) =>
      windows.flatMap(({ window }, at) => {
        if (pupil.noRows && at === 1) return [];
        const absent = pupil.absent === true && at === 1;
        const row = { pupil_id: pupil.pupil_id, subject, window };
        return [
          absent ? { ...row, status: 'absent' } : { ...row, score: 80 + ((index * 17) % 41) + at * ((index * 7) % 11) },
        ];
      }),
    ),
  );
  const data = smallData({ pupils: pupils.map((pupil) => ({ class: '4K', ...pupil })), windows, results });
  const measurements = toMeasurements(data);
  const comparisons = chooseComparisons(data, measurements, { currentWindowShare: 0.01 });
  const growth = measureGrowth(data, measurements, comparisons);
  const of = (i: number) => pupils.find(({ pupil_id }) => pupil_id === data.pupils.pupilId[comparisons.pupil[i]])!;
  const perComparison = (value: (pupil: WorldPupil, i: number) => number) =>
    Float64Array.from({ length: comparisons.count }, (_, i) => (comparisons.currentRow[i] < 0 ? NaN : value(of(i), i)));
  const n = comparisons.count;
  const nan = () => new Float64Array(n).fill(NaN);
  const isMet = (i: number, c: number) =>
    comparisons.currentRow[i] >= 0 &&
    (of(i).met?.[data.subjects[comparisons.subject[i]]] ?? []).includes(criterionNames[c]);
  const width = criterionNames.length;
  const judged: JudgedCriteria = {
    count: n,
    verdict: Uint8Array.from({ length: width * n }, (_, at) => (isMet(Math.floor(at / width), at % width) ? 0 : 1)),
    reason: new Int8Array(width * n).fill(-1),
    probability: Float64Array.from({ length: width * n }, (_, at) =>
      isMet(Math.floor(at / width), at % width) ? 0.9 : (of(Math.floor(at / width)).leaning ?? 0.1),
    ),
    baseRate: new Float64Array(width * n).fill(0.2),
    information: new Float64Array(width * n).fill(0.5),
    effect: new Float64Array(width * n),
    effectLow: new Float64Array(width * n),
    effectHigh: new Float64Array(width * n),
    settles: new Float64Array(width * n).fill(NaN),
    gapBaseline: nan(),
    gapCurrent: perComparison((pupil) => pupil.gap ?? 0),
    rateBefore: nan(),
    rateSince: nan(),
    noneTrueProbability: perComparison((pupil) => pupil.noneTrue ?? 0.25),
    noneTrueAnywhere: perComparison((pupil) => pupil.noneTrue ?? 0.25),
    pupilConcern: perComparison((pupil) => pupil.pupilConcern ?? pupil.concern ?? -2),
    trueGrowth: nan(),
    trueGrowthLow: nan(),
    trueGrowthHigh: nan(),
  };
  const position = new Float64Array(data.results.count).fill(NaN);
  for (let i = 0; i < n; i++)
    if (comparisons.currentRow[i] >= 0) position[comparisons.currentRow[i]] = of(i).position ?? 0;
  const byLuck = Float64Array.from(
    data.pupils.pupilId,
    (id) => pupils.find(({ pupil_id }) => pupil_id === id)!.byLuck ?? 0.05,
  );
  const concern = perComparison((pupil) => pupil.concern ?? -2);
  return { data, measurements, comparisons, growth, judged, concern, position, byLuck, previous };
}

/** `count` pupils p001, p002 …; `change` may say more of each. */
export function classOf(count: number, change: (index: number) => Partial<WorldPupil> = () => ({})): WorldPupil[] {
  return Array.from({ length: count }, (_, index) => ({
    pupil_id: `p${String(index + 1).padStart(3, '0')}`,
    ...change(index),
  }));
}
