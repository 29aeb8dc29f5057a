import type { Scale } from '../tables/assessment-data.ts';

/** No test that is worth sitting is nearly all error; a SEM that says so belongs to other units. */
const largestShare = 0.95;
/** Nor does any school test measure with a reliability over .995: the best published are .97 to .98. */
const smallestShare = 0.005;
/** A SEM and a reliability agree where their shares do within this factor: a year group may spread 1.7 times less than the norm. */
const agreesWithin = 3;

/** Why a stated error is not taken as it is: a code of the warnings. */
export type ErrorDoubt = 'error-too-large' | 'error-too-small' | 'errors-contradict';

/**
 * The share of the variance of scores that is error, as stated: by the SEM of the result, else that of the scale, as (SEM/SD)²;
 * else one less the scale’s reliability.
 *
 * @param resultSem of the result, points; NaN not stated
 * @param sd of the scores it is placed among, points; NaN for bands
 * @returns 0–1; NaN where none is stated, or none that can be believed: then it is estimated from the results
 */
export function errorShare(resultSem: number, scale: Scale, sd: number): number {
  const doubt = errorDoubt(resultSem, scale, sd);
  if (doubt === 'error-too-large') return largestShare;
  if (doubt !== null) return NaN;
  const bySem = shareBySem(resultSem, scale, sd);
  return Number.isNaN(bySem) ? shareByReliability(scale) : bySem;
}

/** What is wrong with the error stated of a result; null nothing, or none is stated. Parameters as of `errorShare`. */
export function errorDoubt(resultSem: number, scale: Scale, sd: number): ErrorDoubt | null {
  const [bySem, byReliability] = [shareBySem(resultSem, scale, sd), shareByReliability(scale)];
  if (Math.abs(Math.log(bySem / byReliability)) > Math.log(agreesWithin)) return 'errors-contradict';
  if (bySem > largestShare) return 'error-too-large';
  return (Number.isNaN(bySem) ? byReliability : bySem) < smallestShare ? 'error-too-small' : null;
}

function shareBySem(resultSem: number, scale: Scale, sd: number): number {
  const sem = resultSem > 0 ? resultSem : scale.sem;
  return sem > 0 && sd > 0 ? (sem / sd) ** 2 : NaN;
}

function shareByReliability({ reliability }: Scale): number {
  return reliability > 0 && reliability < 1 ? 1 - reliability : NaN;
}
