import { trajectoryDefaults } from './trajectory-settings.ts';

/**
 * The components of one scale class: one point of what the fit integrates over.
 */
export interface Components {
  /** Of a score whose error is not stated, at the reference's middle. */
  readonly reliability: number;
  /** What a year adds to its logit; references saved before it was fitted have none. */
  readonly reliabilityTrend?: number;
  /** Correlation of true positions a year apart, about the reference's middle. */
  readonly yearCorrelation: number;
  /** Share of a year's true change that is persistent rate. */
  readonly rateShare: number;
  /** Return to the level, per year. */
  readonly reversion: number;
  /** Chance that a result is a bad day. */
  readonly badDayChance: number;
  /** Error variance of a pupil at position p is (1 + errorExtremes · p²)/(1 + errorExtremes) of its mean. */
  readonly errorExtremes: number;
  /** By what share errors are larger than stated (a stated error leaves out how a pupil is on the day); 0 where none is stated. */
  readonly extraError: number;
}

/** Where time starts and where positions have their level: of the reference, so that later pupils are placed the same. */
export interface TimeFrame {
  readonly startYear: number;
  readonly middleYear: number;
  readonly endYear: number;
}

/**
 * A subject's true position before it is brought to unit variance:
 *   level + rate · (t − middle) + drift(t), drift an Ornstein–Uhlenbeck process begun at the start with `driftStart`.
 * Where the drift is slow its start takes at most nine tenths of the variance, and it goes on as a random walk.
 */
export interface SubjectProcess {
  readonly levelVariance: number;
  readonly rateVariance: number;
  readonly driftStart: number;
  readonly driftStationary: number;
  readonly reversion: number;
  readonly reliability: number;
  readonly reliabilityTrend: number;
  readonly errorExtremes: number;
  readonly extraError: number;
  /** Variance that bad days add to a result, SD² of true position. */
  readonly badDayVariance: number;
}

const largestDrift = 0.9;
const { badDay } = trajectoryDefaults;

/** Variances from components: a year's change about the middle has variance 2(1 − correlation), in SD². */
export function subjectProcess(components: Components): SubjectProcess {
  const { yearCorrelation, rateShare, reversion, reliability } = components;
  const yearChange = (2 * (1 - yearCorrelation)) / (1 - ((1 - yearCorrelation) * rateShare) / 2);
  const driftStationary = ((1 - rateShare) * yearChange) / (-2 * Math.expm1(-reversion));
  const driftStart = Math.min(largestDrift, driftStationary);
  return {
    levelVariance: 1 - driftStart,
    rateVariance: rateShare * yearChange,
    driftStart,
    driftStationary,
    reversion,
    reliability,
    reliabilityTrend: components.reliabilityTrend ?? 0,
    errorExtremes: components.errorExtremes,
    extraError: components.extraError,
    badDayVariance: components.badDayChance * (badDay.mean ** 2 + badDay.sd ** 2),
  };
}

/** Variance of the unscaled position at a time. */
export function positionVariance(process: SubjectProcess, frame: TimeFrame, year: number): number {
  const fromMiddle = year - frame.middleYear;
  const left = Math.exp(-2 * process.reversion * sinceStart(frame, year));
  const drift = process.driftStart * left + process.driftStationary * (1 - left);
  return process.levelVariance + process.rateVariance * fromMiddle * fromMiddle + drift;
}

/** How alike two subjects of one pupil are: correlations of levels and of changes. */
export interface SubjectLinks {
  readonly level: number;
  readonly change: number;
}

/**
 * Covariance of unscaled positions of one pupil: subject p at `year` with subject q at `otherYear`.
 *
 * @param same true for one subject with itself
 */
export function positionCovariance(
  p: SubjectProcess,
  year: number,
  q: SubjectProcess,
  otherYear: number,
  frame: TimeFrame,
  links: SubjectLinks,
  same: boolean,
): number {
  const level = same ? 1 : links.level;
  const change = same ? 1 : links.change;
  const earlier = Math.min(year, otherYear);
  // Only the later subject's drift decays between the two times.
  const later = year > otherYear ? p.reversion : q.reversion;
  const drift =
    sharedDrift(p, q, sinceStart(frame, earlier)) *
    Math.exp(-later * (sinceStart(frame, Math.max(year, otherYear)) - sinceStart(frame, earlier)));
  return (
    level * Math.sqrt(p.levelVariance * q.levelVariance) +
    change *
      (Math.sqrt(p.rateVariance * q.rateVariance) * (year - frame.middleYear) * (otherYear - frame.middleYear) + drift)
  );
}

/** Covariance of two subjects' drifts at one time, were they driven by the same noise. */
export function sharedDrift(p: SubjectProcess, q: SubjectProcess, years: number): number {
  const speed = p.reversion + q.reversion;
  const left = Math.exp(-speed * years);
  return Math.sqrt(p.driftStart * q.driftStart) * left + sharedNoise(p, q, years);
}

/** What the noise of `years` adds to that covariance. */
export function sharedNoise(p: SubjectProcess, q: SubjectProcess, years: number): number {
  const speed = p.reversion + q.reversion;
  const strength = 2 * Math.sqrt(p.reversion * p.driftStationary * q.reversion * q.driftStationary);
  return (strength * -Math.expm1(-speed * years)) / speed;
}

/** Years since the reference's start; before it drift stands still. */
export function sinceStart(frame: TimeFrame, year: number): number {
  return Math.max(0, year - frame.startYear);
}
