import type { AreaNorm, AreaScale } from './area-scale.ts';
import { sdqScales } from './sdq-scales.ts';

const unstated = { bands: [], reliability: Number.NaN, standardDeviation: Number.NaN } as const;

/** Scales of areas other than attainment that are known without being told; a school adds its own. */
export const knownAreaScales: readonly AreaScale[] = [
  ...sdqScales,
  boxall('boxall-developmental', 'Boxall Profile, developmental strands', 'better'),
  boxall('boxall-diagnostic', 'Boxall Profile, diagnostic profile', 'more-difficulty'),
  {
    scale: 'attendance',
    name: 'Attendance, % of sessions',
    higher: 'better',
    min: 0,
    max: 100,
    whole: false,
    counted: true,
    norms: [
      {
        ...unstated,
        source: 'school',
        bands: [
          { band: 'severely-absent', from: 0, to: 50 },
          { band: 'persistently-absent', from: 50, to: 90 },
          { band: 'attends', from: 90, to: 100 },
        ],
      },
    ],
    source:
      'Department for Education, pupil absence in schools in England: persistent absence is 10 % or more of sessions missed, severe absence 50 % or more.',
  },
];

/** Its norms by age and sex belong to its publisher: only what a school enters is held. */
function boxall(scale: string, name: string, higher: AreaScale['higher']): AreaScale {
  const norms: readonly AreaNorm[] = [{ ...unstated, source: 'teacher' }];
  // 34 statements in each of the two sections, each answered from 0 to 4.
  const source = 'Boxall Profile: norms and reliability are in its handbook and are not held here.';
  return { scale, name, higher, min: 0, max: 136, whole: true, counted: false, norms, source };
}
