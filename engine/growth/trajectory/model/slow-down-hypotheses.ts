import { normalCdf, upperTailFactor } from '../../../stats/distributions/normal-cdf.ts';
import type { TimeFrame } from './trajectory-process.ts';
import type { SlowDownPrior } from './trajectory-settings.ts';

/** Every way in which a pupil with these subjects may have slowed: one course for a set of subjects, of one family. */
export interface SlowDownHypotheses {
  /** Courses by start: when each begins, years on the scores' clock, and 1 where it is a step. */
  readonly starts: Float64Array;
  readonly isStep: Uint8Array;
  /** Subjects of the block, as numbers of the reference. */
  readonly subjects: readonly number[];
  /** By hypothesis: its course, set of subjects as bits (by place in `subjects`), family, chance given a slow-down (sum 1). */
  readonly course: Int32Array;
  readonly touched: Int32Array;
  readonly family: Uint8Array;
  /** Place in `slowDownKinds`. */
  readonly kind: Uint8Array;
  readonly chance: Float64Array;
  /** Its chance given a slow-down in every subject, and given one subject by subject (sum 1 each). */
  readonly wholly: Float64Array;
  readonly partly: Float64Array;
  /** Log of the chance that a pupil has slowed in just this way. */
  readonly logChance: Float64Array;
}

/** What a meeting can tell apart: a slope begun in about the last year, one begun before, a fall that stayed. */
export const slowDownKinds = ['recent-fall', 'long-decline', 'lasting-step'] as const;

/** A slope begun in the last so many years is recent. */
const recentYears = 1.1;

/** Blocks of more subjects than this are not given every set of them. */
const everySetUpTo = 3;

/**
 * Lists the hypotheses: every course of a family with every set of subjects; in blocks of over three subjects with all of them,
 * all but one, and each alone. A step may also fall between the last two windows, where a slope would not have shown yet.
 */
export function slowDownHypotheses(
  prior: SlowDownPrior,
  frame: TimeFrame,
  subjects: readonly number[],
): SlowDownHypotheses {
  const courses = coursesOf(prior, frame);
  const sets = subjectSets(prior.subjectChance, subjects.length);
  const list: { course: number; set: number; family: number; wholly: number; partly: number }[] = [];
  prior.families.forEach((family, which) => {
    const times = courses.map(({ step, from, to }) =>
      step === (family.course === 'step')
        ? Math.max(0, to - Math.max(from, frame.endYear - (family.within ?? Infinity)))
        : 0,
    );
    const span = times.reduce((sum, time) => sum + time, 0);
    // Where the reference has no length, all of them are as good.
    const kin = courses.filter(({ step }) => step === (family.course === 'step')).length;
    courses.forEach(({ step }, course) => {
      const atStart = span > 0 ? times[course] / span : step === (family.course === 'step') ? 1 / kin : 0;
      for (const { set, wholly, partly } of sets) {
        const own = { wholly: family.wholeShare * atStart * wholly, partly: family.partShare * atStart * partly };
        if (own.wholly + own.partly > 0) list.push({ course, set, family: which, ...own });
      }
    });
  });
  const chance = Float64Array.from(
    list,
    ({ wholly, partly }) => prior.wholeShare * wholly + (1 - prior.wholeShare) * partly,
  );
  return {
    starts: Float64Array.from(courses, ({ start }) => start),
    isStep: Uint8Array.from(courses, ({ step }) => (step ? 1 : 0)),
    subjects,
    course: Int32Array.from(list, ({ course }) => course),
    touched: Int32Array.from(list, ({ set }) => set),
    family: Uint8Array.from(list, ({ family }) => family),
    kind: Uint8Array.from(list, ({ course }) => {
      const { step, start } = courses[course];
      return step ? 2 : start >= frame.endYear - recentYears ? 0 : 1;
    }),
    chance,
    wholly: Float64Array.from(list, ({ wholly }) => wholly),
    partly: Float64Array.from(list, ({ partly }) => partly),
    logChance: chance.map((value) => Math.log(prior.share * value)),
  };
}

interface Course {
  readonly start: number;
  readonly step: boolean;
  /** The stretch of time it stands for. */
  readonly from: number;
  readonly to: number;
}

function coursesOf(prior: SlowDownPrior, frame: TimeFrame): Course[] {
  const starts = slowDownStarts(prior, frame);
  const last = Math.max(frame.startYear, frame.endYear - prior.endsBefore);
  const half = (last - frame.startYear) / starts.length / 2;
  const stretches = Array.from(starts, (start) => ({ start, from: start - half, to: start + half }));
  const late = { start: (last + frame.endYear) / 2, from: last, to: frame.endYear };
  const kinds = new Set(prior.families.map(({ course }) => course));
  const slopes = kinds.has('slope') ? stretches.map((stretch) => ({ ...stretch, step: false })) : [];
  const steps = kinds.has('step') ? [...stretches, late].map((stretch) => ({ ...stretch, step: true })) : [];
  return [...slopes, ...steps].sort((a, b) => a.start - b.start);
}

/** Starts considered, years on the scores' clock: the middles of equal stretches of the time in which one may fall. */
export function slowDownStarts(prior: SlowDownPrior, frame: TimeFrame): Float64Array {
  const span = Math.max(0, frame.endYear - prior.endsBefore - frame.startYear);
  const [fewest, most] = prior.starts;
  const count = Math.min(most, Math.max(fewest, Math.ceil(span / prior.yearsAStart)));
  return Float64Array.from({ length: count }, (_, at) => frame.startYear + ((at + 0.5) / count) * span);
}

/** Sets of subjects as bits, with the chance of each given a slow-down in every subject, and given one subject by subject. */
function subjectSets(subjectChance: number, count: number): { set: number; wholly: number; partly: number }[] {
  const all = 2 ** count - 1;
  const singles = Array.from({ length: count }, (_, at) => 1 << at);
  const sets =
    count <= everySetUpTo
      ? Array.from({ length: all }, (_, at) => at + 1)
      : [...singles, ...singles.map((single) => all - single), all];
  const part = sets.map((set) => subjectChance ** bitsOf(set) * (1 - subjectChance) ** (count - bitsOf(set)));
  const total = part.reduce((sum, weight) => sum + weight, 0);
  return sets.map((set, which) => ({ set, wholly: set === all ? 1 : 0, partly: part[which] / total }));
}

function bitsOf(set: number): number {
  let bits = 0;
  for (let left = set; left > 0; left >>= 1) bits += left & 1;
  return bits;
}

/** Posterior of a slow-down's size: filled by `weighSize`. */
export interface SizePosterior {
  logEvidence: number;
  mean: number;
  variance: number;
}

/** A size that is normal with this mean and SD, cut off at 0, with what every use of it needs. */
export interface SizePrior {
  readonly precision: number;
  readonly push: number;
  readonly logConstant: number;
}

/**
 * The prior of a slow-down's size, SD a year.
 *
 * @param prior mean and SD (over 0) of the normal before it is cut off at 0
 */
export function sizePrior({ mean, sd }: { mean: number; sd: number }): SizePrior {
  const precision = 1 / (sd * sd);
  return {
    precision,
    push: mean * precision,
    logConstant: 0.5 * Math.log(precision) - 0.5 * mean * mean * precision - Math.log(normalCdf(mean / sd)),
  };
}

/**
 * The evidence for a shift of unknown size along a direction.
 *
 * @param along product of the whitened data with the direction for size 1
 * @param square the direction's product with itself
 * @param into log Bayes factor against no shift, and mean and variance of the size given the data
 */
export function weighSize(along: number, square: number, prior: SizePrior, into: SizePosterior): void {
  const sd = 1 / Math.sqrt(square + prior.precision);
  weighSizeOf(along, sd, Math.log(sd), prior, into);
}

/** `weighSize` where the SD of the size given the data, were it not cut off at 0, is known, and its log. */
export function weighSizeOf(along: number, sd: number, logSd: number, prior: SizePrior, into: SizePosterior): void {
  const ratio = (along + prior.push) * sd;
  const constant = prior.logConstant + logSd;
  into.mean = ratio * sd;
  into.variance = sd * sd;
  if (ratio > 6) {
    into.logEvidence = constant + 0.5 * ratio * ratio;
    return;
  }
  // Mean and variance of a normal cut off at 0, from its density there over the chance Φ(ratio) of the rest.
  let slope: number;
  if (ratio < -middle) {
    const factor = upperTailFactor(-ratio);
    slope = 0.3989422804014327 / factor;
    into.logEvidence = constant + Math.log(factor);
  } else {
    const height = Math.exp(-0.5 * ratio * ratio);
    const whole = ratio > middle ? 1 - height * upperTailFactor(ratio) : normalCdf(ratio);
    slope = (0.3989422804014327 * height) / whole;
    into.logEvidence = constant + 0.5 * ratio * ratio + Math.log(whole);
  }
  into.mean += sd * slope;
  into.variance = Math.max(0, sd * sd * (1 - slope * (slope + ratio)));
}

/** Beyond this the tail of a normal is worked out by its factor. */
const middle = 0.675;
