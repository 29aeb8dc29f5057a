import { randomStream, type RandomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import { drawSlowDown, leastShortfall } from '../generators/draw-slow-down.ts';
import { drawEvents } from '../generators/draw-events.ts';
import { ordinaryGrowth } from '../generators/ordinary-growth.ts';
import { ordinaryErrorVariance, unevenness } from '../generators/sit-papers.ts';
import { unlikeCalendar } from '../generators/unlike-calendar.ts';
import type { UnlikeWorld } from '../generators/unlike-world.ts';
import { departureLikelihood } from './departure-likelihood.ts';
import { symmetricInverse } from './symmetric-inverse.ts';

/** Ordinary pupils that means and covariances are taken from, and pupils with an event that are weighed for each pupil read. */
const ordinaryPupils = 6000;
const eventsWeighed = 400;

export interface KnowingRead {
  /** Subject × pupil: log odds of a lasting slow-down, all subjects read; NaN without a score. */
  readonly concern: Float64Array;
  /** Subject × pupil: expected shortfall a year after the newest window, SD. */
  readonly shortfallYearOn: Float64Array;
}

interface Event {
  readonly shortfall: Float64Array;
  readonly lasting: Uint8Array;
}

/**
 * A reader that knows the generating model and all of its settings, and reads all subjects of a pupil jointly: the covariance of
 * ordinary growth from simulated pupils (its first two moments: where change is skewed a little is left unread), events
 * (slow-downs and dips, each with its size, start and subjects) from simulated pupils weighed by their likelihood, contaminated
 * errors by the likeliest single and paired wild errors, uneven error by the pupil's middle level. Not read: what classmates tell
 * of a shared shift, and that a pupil was away, because neither is a score. No code and no number of the engine is used.
 */
export function knowingReader(world: UnlikeWorld): KnowingRead {
  const { settings, truth } = world;
  const stream = randomStream(settings.seed).sub('reader');
  const covariance = ordinaryCovariance(world, stream.sub('ordinary'));
  const events = drawnEvents(world, stream.sub('events'));
  const variances = Array.from({ length: settings.subjects }, (_, subject) => ordinaryErrorVariance(settings, subject));
  const concern = new Float64Array(settings.subjects * truth.pupils).fill(NaN);
  const shortfallYearOn = new Float64Array(settings.subjects * truth.pupils).fill(NaN);
  for (let pupil = 0; pupil < truth.pupils; pupil++) {
    const chances = eventChances(world, pupil, covariance, variances, events);
    if (chances === null) continue;
    for (let subject = 0; subject < settings.subjects; subject++) {
      let slowed = 0;
      let expected = 0;
      events.all.forEach(({ lasting, shortfall }, at) => {
        if (!lasting[subject]) return;
        slowed += chances[at];
        expected += chances[at] * shortfall[(subject + 1) * truth.times - 1];
      });
      concern[subject * truth.pupils + pupil] = Math.log(Math.max(1e-12, slowed) / Math.max(1e-12, 1 - slowed));
      shortfallYearOn[subject * truth.pupils + pupil] = expected;
    }
  }
  return { concern, shortfallYearOn };
}

/** Covariance of the levels of an ordinary pupil, by subject × time, with what school and class add. */
function ordinaryCovariance(world: UnlikeWorld, stream: RandomStream): Float64Array {
  const { settings, truth } = world;
  const { times } = truth;
  const entries = settings.subjects * times;
  const covariance = new Float64Array(entries * entries);
  const calendar = fullCalendar(world);
  for (let drawn = 0; drawn < ordinaryPupils; drawn++) {
    const level = newest(ordinaryGrowth(settings, calendar, stream), calendar.year.length, times);
    for (let i = 0; i < entries; i++) {
      for (let j = 0; j <= i; j++) covariance[i * entries + j] += level[i] * level[j];
    }
  }
  const shared = sharedCovariance(world);
  for (let i = 0; i < entries; i++) {
    for (let j = 0; j <= i; j++) {
      const together = shared(Math.floor(i / times), i % times, Math.floor(j / times), j % times);
      covariance[i * entries + j] = covariance[i * entries + j] / ordinaryPupils + together;
      covariance[j * entries + i] = covariance[i * entries + j];
    }
  }
  return covariance;
}

interface DrawnEvents {
  /** Of pupils with an event, dips included. */
  readonly share: number;
  /** In the proportions they occur in, so that each weighs the same. */
  readonly all: readonly Event[];
}

function drawnEvents(world: UnlikeWorld, stream: RandomStream): DrawnEvents {
  const { settings, truth } = world;
  const { times } = truth;
  const calendar = fullCalendar(world);
  const all: Event[] = [];
  let tried = 0;
  while (all.length < eventsWeighed && tried < 200 * eventsWeighed) {
    const own = stream.sub('pupil', tried++);
    const { kind, absence } = drawEvents(settings, calendar, own);
    if (!kind) continue;
    const drawn = drawSlowDown(kind, settings, calendar, absence, own.sub('slow-down')).shortfall;
    const shortfall = newest(drawn, calendar.year.length, times);
    const lasting = Uint8Array.from({ length: settings.subjects }, (_, subject) =>
      Number(kind !== 'dip that recovers' && shortfall[(subject + 1) * times - 2] >= leastShortfall),
    );
    all.push({ shortfall, lasting });
  }
  return { share: all.length / Math.max(1, tried), all };
}

/** Probability of each event given all scores of a pupil; null without a score. */
function eventChances(
  { settings, truth }: UnlikeWorld,
  pupil: number,
  covariance: Float64Array,
  variances: readonly number[],
  events: DrawnEvents,
): number[] | null {
  const { times, pupils } = truth;
  const entries = settings.subjects * times;
  const place = (entry: number) => (Math.floor(entry / times) * pupils + pupil) * times + (entry % times);
  const seen = [...Array(entries).keys()].filter((entry) => !Number.isNaN(truth.shown[place(entry)]));
  const n = seen.length;
  if (n === 0) return null;
  const shown = Float64Array.from(seen, (entry) => truth.shown[place(entry)]);
  const level = shown.reduce((sum, value) => sum + value, 0) / (n + 0.1);
  const uneven = unevenness(settings, level);
  const error = Float64Array.from(seen, (entry) => variances[Math.floor(entry / times)] * uneven);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) matrix[i * n + j] = covariance[seen[i] * entries + seen[j]];
    matrix[i * n + i] += error[i];
  }
  const likelihood = departureLikelihood(symmetricInverse(matrix, n), error, settings);
  const eventShare = Math.log(events.share / Math.max(1, events.all.length));
  const departure = new Float64Array(n);
  const weights = events.all.map(({ shortfall }) => {
    for (let i = 0; i < n; i++) departure[i] = shown[i] + shortfall[seen[i]];
    return eventShare + likelihood(departure);
  });
  const ordinary = Math.log(1 - events.share) + likelihood(shown);
  const most = Math.max(ordinary, ...weights);
  const total = weights.reduce((sum, weight) => sum + Math.exp(weight - most), Math.exp(ordinary - most));
  return weights.map((weight) => Math.exp(weight - most) / total);
}

/** The newest `kept` of `times` entries of each subject. */
function newest(column: Float64Array, times: number, kept: number): Float64Array {
  return column.filter((_, at) => at % times >= times - kept);
}

/** The calendar before the oldest windows were cut away. */
function fullCalendar({ settings, calendar }: UnlikeWorld) {
  return settings.windows === calendar.count ? calendar : unlikeCalendar(settings);
}

/** Covariance that a school's and a class's gains add: AR sums over school years since the first, begun at 0. */
function sharedCovariance({ settings, calendar }: UnlikeWorld) {
  const variance = settings.schoolYearSd ** 2 + settings.classYearSd ** 2;
  const [left, alike] = [0.7, 0.7];
  const first = calendar.schoolYear[0];
  return (subject: number, time: number, other: number, otherTime: number): number => {
    const [a, b] = [calendar.schoolYear[time] - first, calendar.schoolYear[otherTime] - first];
    let sum = 0;
    for (let year = 1; year <= Math.min(a, b); year++) sum += left ** (a - year) * left ** (b - year);
    return (
      variance * sum * (subject === other ? 1 : alike) +
      (subject === other && time === otherTime ? settings.markingSd ** 2 : 0)
    );
  };
}
