import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import { drawSlowDown, leastShortfall } from '../generators/draw-slow-down.ts';
import { drawEvents } from '../generators/make-unlike-world.ts';
import { ordinaryGrowth } from '../generators/ordinary-growth.ts';
import { ordinaryErrorVariance, unevenness } from '../generators/sit-papers.ts';
import { unlikeCalendar } from '../generators/unlike-calendar.ts';
import type { UnlikeSettings } from '../generators/unlike-settings.ts';
import type { UnlikeWorld } from '../generators/unlike-world.ts';

/** Ordinary pupils that means and covariances are taken from, and pupils with an event that are weighed for each pupil read. */
const ordinaryPupils = 6000;
const eventsWeighed = 400;
/** Wild errors considered together, of the likeliest so many scores. */
const wildPairsOf = 6;

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
  const { settings, calendar, truth } = world;
  const { subjects } = settings;
  const { times, pupils } = truth;
  const stream = randomStream(settings.seed).sub('reader');
  const entries = subjects * times;
  const offset = settings.windows - calendar.count;
  const whole = fullCalendar(world);
  const covariance = momentsOf();
  const events = drawnEvents();
  const concern = new Float64Array(subjects * pupils).fill(NaN);
  const shortfallYearOn = new Float64Array(subjects * pupils).fill(NaN);
  const variances = Array.from({ length: subjects }, (_, subject) => ordinaryErrorVariance(settings, subject));
  for (let pupil = 0; pupil < pupils; pupil++) read(pupil);
  return { concern, shortfallYearOn };

  function momentsOf(): Float64Array {
    const sums = new Float64Array(entries * entries);
    const growth = stream.sub('ordinary');
    for (let drawn = 0; drawn < ordinaryPupils; drawn++) {
      const level = trimmed(ordinaryGrowth(settings, whole, growth));
      for (let i = 0; i < entries; i++) {
        for (let j = 0; j <= i; j++) sums[i * entries + j] += level[i] * level[j];
      }
    }
    const shared = sharedVariance(world);
    for (let i = 0; i < entries; i++) {
      for (let j = 0; j <= i; j++) {
        const together = shared(Math.floor(i / times), i % times, Math.floor(j / times), j % times);
        sums[i * entries + j] = sums[i * entries + j] / ordinaryPupils + together;
        sums[j * entries + i] = sums[i * entries + j];
      }
    }
    return sums;
  }

  /** Events in the proportions they occur in, so that each weighs the same. */
  function drawnEvents(): { share: number; all: Event[] } {
    const all: Event[] = [];
    const draw = stream.sub('events');
    let tried = 0;
    while (all.length < eventsWeighed && tried < 200 * eventsWeighed) {
      const own = draw.sub('pupil', tried++);
      const { kind, absence } = drawEvents(settings, whole, own);
      if (!kind) continue;
      const shortfall = trimmed(drawSlowDown(kind, settings, whole, absence, own.sub('slow-down')).shortfall);
      const lasting = Uint8Array.from({ length: subjects }, (_, subject) =>
        Number(kind !== 'dip that recovers' && shortfall[subject * times + times - 2] >= leastShortfall),
      );
      all.push({ shortfall, lasting });
    }
    return { share: all.length / Math.max(1, tried), all };
  }

  function trimmed(column: Float64Array): Float64Array {
    return column.filter((_, at) => at % (times + offset) >= offset);
  }

  function read(pupil: number): void {
    const place = (entry: number) => (Math.floor(entry / times) * pupils + pupil) * times + (entry % times);
    const seen = [...Array(entries).keys()].filter((entry) => !Number.isNaN(truth.shown[place(entry)]));
    const n = seen.length;
    if (n === 0) return;
    const shown = Float64Array.from(seen, (entry) => truth.shown[place(entry)]);
    const level = shown.reduce((sum, value) => sum + value, 0) / (n + 0.1);
    const uneven = unevenness(settings, level);
    const error = Float64Array.from(seen, (entry) => variances[Math.floor(entry / times)] * uneven);
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) matrix[i * n + j] = covariance[seen[i] * entries + seen[j]];
      matrix[i * n + i] += error[i];
    }
    const likelihood = logLikelihood(inverse(matrix, n), error, settings);
    const eventShare = Math.log(events.share / Math.max(1, events.all.length));
    const departure = new Float64Array(n);
    const weights = events.all.map(({ shortfall }) => {
      for (let i = 0; i < n; i++) departure[i] = shown[i] + shortfall[seen[i]];
      return eventShare + likelihood(departure);
    });
    const ordinary = Math.log(1 - events.share) + likelihood(shown);
    const most = Math.max(ordinary, ...weights);
    const chances = weights.map((weight) => Math.exp(weight - most));
    const total = chances.reduce((sum, chance) => sum + chance, Math.exp(ordinary - most));
    for (let subject = 0; subject < subjects; subject++) {
      let slowed = 0;
      let expected = 0;
      events.all.forEach(({ lasting, shortfall }, at) => {
        if (!lasting[subject]) return;
        slowed += chances[at];
        expected += chances[at] * shortfall[subject * times + times - 1];
      });
      concern[subject * pupils + pupil] = Math.log(Math.max(1e-12, slowed) / Math.max(1e-12, total - slowed));
      shortfallYearOn[subject * pupils + pupil] = expected / total;
    }
  }
}

/** The calendar before the oldest windows were cut away. */
function fullCalendar({ settings, calendar }: UnlikeWorld) {
  return settings.windows === calendar.count ? calendar : unlikeCalendar(settings);
}

/**
 * Log likelihood (without what is the same for all events) of departures from ordinary growth: no wild error, any one, or two
 * of the likeliest. One added variance changes a normal likelihood in closed form, and so do two.
 */
function logLikelihood(precision: Float64Array, error: Float64Array, { wildShare, wildRatio }: UnlikeSettings) {
  const n = error.length;
  const odds = Math.log(wildShare / (1 - wildShare));
  // Of scores i and j, both wild: i = j stands for one alone.
  const less = error.map((variance, i) => 1 / (variance * (wildRatio ** 2 - 1)) + precision[i * n + i]);
  const added = error.map((variance) => variance * (wildRatio ** 2 - 1));
  const constant = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const both = less[i] * less[j] - precision[i * n + j] ** 2;
      constant[i * n + j] =
        i === j ? odds - 0.5 * Math.log(added[i] * less[i]) : 2 * odds - 0.5 * Math.log(added[i] * added[j] * both);
    }
  }
  const pulled = new Float64Array(n);
  const single = new Float64Array(n);
  const likeliest: number[] = [];
  return (departure: Float64Array): number => {
    let quadratic = 0;
    let sum = 1;
    likeliest.length = 0;
    for (let i = 0; i < n; i++) {
      let value = 0;
      for (let j = 0; j < n; j++) value += precision[i * n + j] * departure[j];
      pulled[i] = value;
      quadratic += value * departure[i];
      single[i] = constant[i * n + i] + (0.5 * value * value) / less[i];
      sum += Math.exp(single[i]);
      let at = likeliest.length;
      while (at > 0 && single[likeliest[at - 1]] < single[i]) at--;
      if (at < wildPairsOf) likeliest.splice(at, 0, i);
      if (likeliest.length > wildPairsOf) likeliest.pop();
    }
    for (let first = 0; first < likeliest.length; first++) {
      const i = likeliest[first];
      for (let second = first + 1; second < likeliest.length; second++) {
        const j = likeliest[second];
        const b = precision[i * n + j];
        const determinant = less[i] * less[j] - b * b;
        const [pi, pj] = [pulled[i], pulled[j]];
        const gain = (less[j] * pi * pi - 2 * b * pi * pj + less[i] * pj * pj) / determinant;
        sum += Math.exp(constant[i * n + j] + 0.5 * gain);
      }
    }
    return -0.5 * quadratic + Math.log(sum);
  };
}

/** Covariance that a school's and a class's gains add: AR sums over school years since the first, begun at 0. */
function sharedVariance({ settings, calendar }: UnlikeWorld) {
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

/** Inverse of a symmetric positive definite matrix, row-major, by Cholesky. */
function inverse(matrix: Float64Array, n: number): Float64Array {
  const lower = matrix.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let value = matrix[i * n + j];
      for (let k = 0; k < j; k++) value -= lower[i * n + k] * lower[j * n + k];
      lower[i * n + j] = i === j ? Math.sqrt(value) : value / lower[j * n + j];
    }
  }
  const columns = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    for (let i = column; i < n; i++) {
      let value = i === column ? 1 : 0;
      for (let k = column; k < i; k++) value -= lower[i * n + k] * columns[k * n + column];
      columns[i * n + column] = value / lower[i * n + i];
    }
  }
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let value = 0;
      for (let k = i; k < n; k++) value += columns[k * n + i] * columns[k * n + j];
      result[i * n + j] = value;
      result[j * n + i] = value;
    }
  }
  return result;
}
