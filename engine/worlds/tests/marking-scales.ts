import type { Scale } from '../../tables/assessment-data.ts';
import type { SubjectSettings, WorldSettings } from '../model/world-settings.ts';

/** Grades of the ordinal scale and where they are cut, in observed SD: about a quarter, three fifths, a seventh. */
const grades = ['WTS', 'EXS', 'GDS'] as const;
const gradeCutsSd = [-0.65, 1.1] as const;

/**
 * Points of an observed position `sd` (mean 0, SD 1) on the subject's scale, for a pupil `schoolYears` after the September of
 * Year 1. Whole points or tenths as such scales report; the grade's place on an ordinal one.
 */
export function markOn(subject: SubjectSettings, sd: number, schoolYears: number): number {
  switch (subject.class) {
    case 'ordinal':
      return gradeCutsSd.filter((cut) => sd >= cut).length;
    case 'non-attainment':
      // Difficulties 0–40, higher is worse: most have few, some have many (median 5, mean 7).
      return Math.min(40, Math.max(0, Math.round(Math.exp(1.85 - 0.62 * sd) - 1.2)));
    case 'criterion':
      return Math.min(
        120,
        Math.max(80, Math.round(pointsMean(subject, schoolYears) + pointsSd(subject, schoolYears) * sd)),
      );
    default:
      return Math.round(pointsMean(subject, schoolYears) + pointsSd(subject, schoolYears) * sd);
  }
}

/** Mean of the scale's points at an age; NaN on scales that are not linear in position. */
export function pointsMean(subject: SubjectSettings, schoolYears: number): number {
  // Growth slows with age: 84 points in the first year of school, 31 in the sixth (1.2 and 0.4 SD).
  if (subject.class === 'vertical') return 450 + 420 * (1 - Math.exp(-0.2 * schoolYears));
  if (subject.class === 'standardised' || subject.class === 'criterion')
    return subject.class === 'criterion' ? 103 : 100;
  return subject.class === 'age-equivalent' ? 66 + 12 * schoolYears : Number.NaN;
}

/** SD of the scale's points at an age; NaN on scales that are not linear in position. */
export function pointsSd(subject: SubjectSettings, schoolYears: number): number {
  if (subject.class === 'vertical') return 68 + 3 * schoolYears;
  if (subject.class === 'standardised') return 15;
  if (subject.class === 'criterion') return 8.5;
  return subject.class === 'age-equivalent' ? 9 + 1.6 * Math.max(0, schoolYears) : Number.NaN;
}

/** The scale as a school would declare it: with `errorStated` = scale, a SEM where the SD is fixed and a reliability elsewhere. */
export function declaredScale(subject: SubjectSettings, settings: WorldSettings): Scale {
  const stated = settings.errorStated === 'scale';
  const fixedSd = subject.class === 'standardised' || subject.class === 'criterion';
  const semPoints = pointsSd(subject, 0) * Math.sqrt(1 - subject.reliability);
  const linear = subject.class !== 'ordinal' && subject.class !== 'non-attainment';
  const [min, max] = rangeOf(subject);
  return {
    scale: subject.scale,
    class: subject.class,
    min,
    max,
    unit: unitOf(subject),
    sem: stated && fixedSd ? Math.round(100 * semPoints) / 100 : Number.NaN,
    reliability: stated && linear && !fixedSd ? subject.reliability : Number.NaN,
    higherIsBetter: subject.class !== 'non-attainment',
    grades: subject.class === 'ordinal' ? grades : [],
  };
}

function rangeOf(subject: SubjectSettings): [number, number] {
  if (subject.class === 'non-attainment') return [0, 40];
  if (subject.class === 'criterion') return [80, 120];
  if (subject.class !== 'standardised') return [Number.NaN, Number.NaN];
  const limit = (sd: number | null) => (sd === null ? Number.NaN : markOn(subject, sd, 0));
  return [limit(subject.floorSd), limit(subject.ceilingSd)];
}

function unitOf(subject: SubjectSettings): string {
  if (subject.class === 'ordinal') return 'grade';
  return subject.class === 'age-equivalent' ? 'months' : 'points';
}
