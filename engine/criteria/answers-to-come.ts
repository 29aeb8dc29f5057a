import { positionCovariance, positionVariance, subjectProcess } from '../growth/trajectory/model/trajectory-process.ts';
import type { TrajectoryFit } from '../growth/trajectory/model/trajectory-fit.ts';
import type { ScaleClass } from '../tables/assessment-data.ts';
import { normalCdf } from '../stats/distributions/normal-cdf.ts';
import { normalQuantile } from '../stats/distributions/normal-quantile.ts';
import { invertCovariance } from '../stats/state-space/invert-covariance.ts';
import { criteria, type CriteriaSettings } from './index.ts';
import { informationNeeded } from './information-needed.ts';

/** What a pupil with a full record has sat. */
export interface FullRecord {
  /** Dates of the windows, ascending, as `TrajectoryScores.year`. */
  readonly years: readonly number[];
  /** Places in `years`. */
  readonly baseline: number;
  /** Of each subject tested. */
  readonly scaleClass: readonly ScaleClass[];
  readonly reliability: readonly number[];
}

/**
 * Share of pupils with such a record, 0–1, of whom a criterion of one line will be answered: before any score is seen, how the
 * answer will come out depends on the dates, the tests and the components alone. Mean over the subjects.
 *
 *   effect ~ N(0, V);  after the scores: mean ~ N(0, information · V), variance (1 − information) · V
 *
 * Slow-downs and bad days are left out: they make a few more answers “met”. Under the heaviest point of the fit.
 */
export function answersToCome(
  fit: TrajectoryFit,
  criterion: number,
  record: FullRecord,
  settings: CriteriaSettings,
): number {
  const { covariance, inverse } = positionsOfRecord(fit, record);
  const subjects = record.scaleClass.length;
  const windows = record.years.length;
  const size = subjects * windows;
  let sum = 0;
  for (let subject = 0; subject < subjects; subject++) {
    const at = [0, record.baseline, windows - 1].map((window) => subject * windows + window);
    const span = {
      peerCorrelation: covariance[at[1] * size + at[2]],
      yearsBefore: record.years[record.baseline] - record.years[0],
      yearsSince: record.years[windows - 1] - record.years[record.baseline],
    };
    const weights = new Float64Array(3);
    const [line] = criteria[criterion].statement;
    line.weigh(span, weights);
    // Covariance of the effect with every position, and what the scores take from its variance.
    const of = Float64Array.from({ length: size }, (_, row) =>
      at.reduce((total, place, k) => total + weights[k] * covariance[row * size + place], 0),
    );
    const variance = at.reduce((total, place, k) => total + weights[k] * of[place], 0);
    let taken = 0;
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) taken += of[i] * inverse[i * size + j] * of[j];
    const needed = informationNeeded(criterion, settings);
    sum += chanceOfAnswer({ variance, taken, limit: line.limit(settings, span), needed }, settings);
  }
  return sum / subjects;
}

interface EffectKnown {
  readonly variance: number;
  readonly taken: number;
  readonly limit: number;
  readonly needed: number;
}

function chanceOfAnswer(
  { variance, taken, limit, needed }: EffectKnown,
  { met, notMet }: Pick<CriteriaSettings, 'met' | 'notMet'>,
): number {
  const left = Math.sqrt(Math.max(variance - taken, 1e-12));
  const spread = Math.sqrt(taken);
  const likely = normalCdf((limit - left * normalQuantile(met)) / spread);
  if (taken / variance < needed) return likely;
  return likely + normalCdf(-(limit - left * normalQuantile(notMet)) / spread);
}

/** Correlations of the true positions of all subjects at all windows, and the inverse covariance of the scores (SD² of true position). */
function positionsOfRecord(fit: TrajectoryFit, { years, scaleClass, reliability }: FullRecord) {
  const node = fit.nodes.reduce((heaviest, each) => (each.weight > heaviest.weight ? each : heaviest));
  const processes = scaleClass.map((one) => subjectProcess(node.components[one] ?? Object.values(node.components)[0]));
  const rows = scaleClass.flatMap((_, subject) => years.map((year) => ({ subject, year })));
  const size = rows.length;
  const covariance = new Float64Array(size * size);
  const sd = rows.map(({ subject, year }) => Math.sqrt(positionVariance(processes[subject], fit.frame, year)));
  rows.forEach((a, i) =>
    rows.forEach((b, j) => {
      const same = a.subject === b.subject;
      const [p, q] = [processes[a.subject], processes[b.subject]];
      const own = positionCovariance(p, a.year, q, b.year, fit.frame, node.links, same);
      covariance[i * size + j] = own / (sd[i] * sd[j]);
    }),
  );
  const inverse = covariance.slice();
  rows.forEach(({ subject }, i) => (inverse[i * size + i] += (1 - reliability[subject]) / reliability[subject]));
  invertCovariance(inverse, size, new Float64Array(size));
  return { covariance, inverse };
}
