import { baselineStatuses } from '../growth/comparisons/comparisons.ts';
import type { JointPosterior } from '../growth/trajectory/posterior/joint-posterior.ts';
import type { TrajectoryPosterior } from '../growth/trajectory/posterior/trajectory-posterior.ts';
import { normalCdf } from '../stats/distributions/normal-cdf.ts';
import { normalMixtureQuantile, type NormalMixture } from '../stats/distributions/normal-mixture-quantile.ts';
import { reasonNames, type Reason } from '../tables/run-schema.ts';
import { chanceToSettle } from './chance-to-settle.ts';
import type { Span } from './criterion.ts';
import { addToMixture, effectOf, effects, mixtureMoments } from './effects.ts';
import { criteria, type CriteriaSettings } from './index.ts';
import type { Circumstances, JudgedCriteria } from './judged-criteria.ts';
import { informationNeeded } from './information-needed.ts';
import { noneTrueAnywhere } from './none-true-anywhere.ts';
import { noneTrueProbability } from './none-true-probability.ts';
import { emptyGaussian, readComponent } from './positions-gaussian.ts';
import { priorEvidenceByPattern, type PriorEvidence } from './prior-evidence.ts';
import { settingsOfEach, type SettingsOfSome } from './settings-of-each.ts';
import { statementProbabilities } from './statement-probabilities.ts';
import { cannotSay, impediment, isUntold, met, verdictOf } from './verdict.ts';

const width = criteria.length;
/** What is collected over the components: the effects, and the true growth score after them. */
const collected = [...effects.map(({ weigh }) => weigh), trueGrowthScore];
/** Components lighter than this are left out; together they move no probability by more than 1e-5. */
const lightest = 1e-7;

/** Judges one comparison after another as their posteriors stream by. */
export interface CriteriaJudge {
  readonly visit: (posterior: TrajectoryPosterior) => void;
  /** After a pupil's last comparison. */
  readonly visitPupil: (posterior: JointPosterior) => void;
  /** The verdicts on all comparisons; those never visited are `not-measured`. */
  readonly finish: () => JudgedCriteria;
}

/**
 * The criteria of the policy as statements about true positions.
 *
 *   posterior ─► probabilities (closed forms) ─► effects and intervals ─► impediment or verdict ─► joint probability
 *
 * Results are those of `JudgedCriteria`. Missing baseline or earlier window: NaN and a reason, never a number.
 * Source: SEND Code of Practice 2015 §6.17 for the statements.
 */
export function criteriaJudge(facts: Circumstances, given: SettingsOfSome): CriteriaJudge {
  const judged = emptyJudged(facts);
  const settingsOf = settingsOfEach(facts, given);
  const priorOf = priorOfEach();
  const g = emptyGaussian();
  let mixtures = collected.map(() => emptyMixture(64));
  const weights = new Float64Array(3);
  const probabilities = new Float64Array(width);
  // 5 % and 95 % point of each effect of the row: two criteria may share one.
  const interval = new Float64Array(2 * effects.length);

  function visit(posterior: TrajectoryPosterior): void {
    const row = posterior.comparison;
    const settings = settingsOf(row);
    if (posterior.components > mixtures[0].weight.length)
      mixtures = collected.map(() => emptyMixture(posterior.components));
    for (let c = 0; c < width; c++) judged.probability[width * row + c] = 0;
    const sums = { first: 0, baseline: 0, current: 0 };
    let used = 0;
    for (let k = 0; k < posterior.components; k++) {
      const weight = posterior.weight[k];
      if (weight < lightest) continue;
      readComponent(posterior, k, false, g);
      sums.first += weight * g.meanFirst;
      sums.baseline += weight * g.meanBaseline;
      sums.current += weight * g.meanCurrent;
      statementProbabilities(g, settings, probabilities);
      for (let c = 0; c < width; c++) judged.probability[width * row + c] += weight * probabilities[c];
      for (let q = 0; q < collected.length; q++) {
        collected[q](g, weights);
        addToMixture(mixtures[q], used, weight, g, weights);
      }
      used++;
    }
    for (const mixture of mixtures) mixture.count = used;
    judged.gapBaseline[row] = -sums.baseline;
    judged.gapCurrent[row] = -sums.current;
    judged.rateBefore[row] = (sums.baseline - sums.first) / posterior.yearsBefore;
    judged.rateSince[row] = (sums.current - sums.baseline) / posterior.yearsSince;
    if (!Number.isNaN(sums.baseline)) judgeRow(posterior, row);
    // The shortcut of an orthant that is as good as empty would call such a pupil's chance 0.
    else judged.probability.fill(Number.NaN, width * row, width * (row + 1));
  }

  function judgeRow(posterior: TrajectoryPosterior, row: number): void {
    const prior = priorOf(settingsOf(row))(posterior);
    writeTrueGrowth(judged, row, mixtures[effects.length]);
    interval.fill(Number.NaN);
    const chosen = Array<boolean>(width).fill(false);
    for (let c = 0; c < width; c++) {
      judgeCriterion(posterior, row, c, prior);
      chosen[c] = judged.verdict[width * row + c] === met;
    }
    if (chosen.includes(true)) judged.noneTrueProbability[row] = noneTrue(posterior, chosen, settingsOf(row));
  }

  function judgeCriterion(posterior: TrajectoryPosterior, row: number, c: number, prior: PriorEvidence): void {
    const at = width * row + c;
    const settings = settingsOf(row);
    const hindered = impediment(c, posterior, facts, settings);
    judged.baseRate[at] = prior.baseRate[c];
    if (hindered >= 0) {
      judged.reason[at] = hindered;
      judged.probability[at] = Number.NaN;
      return;
    }
    const mixture = mixtures[effectOf[c]];
    const { mean, variance } = mixtureMoments(mixture);
    judged.effect[at] = mean;
    const of = 2 * effectOf[c];
    if (Number.isNaN(interval[of])) {
      interval[of] = normalMixtureQuantile(mixture, 0.05);
      interval[of + 1] = normalMixtureQuantile(mixture, 0.95);
    }
    judged.effectLow[at] = interval[of];
    judged.effectHigh[at] = interval[of + 1];
    judged.information[at] = Math.max(0, 1 - variance / prior.variance[effectOf[c]]);
    const { verdict, reason } = verdictOf(c, judged, facts, row, settings);
    judged.verdict[at] = verdict;
    judged.reason[at] = reason;
    if (isUntold(facts, row, verdict)) judged.probability[at] = Number.NaN;
    else if (verdict === cannotSay)
      judged.settles[at] = chanceToSettle(
        judged.probability[at],
        judged.information[at],
        varianceTaken(posterior, c, { variance, noiseRatio: facts.noiseRatio[row], ...settings }),
        { ...settings, minimumInformation: informationNeeded(c, settings) },
      );
  }

  function noneTrue(posterior: TrajectoryPosterior, chosen: readonly boolean[], settings: CriteriaSettings): number {
    let total = 0;
    for (let k = 0; k < posterior.components; k++) {
      // A component with 1 % of the weight moves the sum by at most that; lighter ones are scaled over.
      if (posterior.weight[k] < 1e-4) continue;
      readComponent(posterior, k, false, g);
      total += posterior.weight[k] * noneTrueProbability(g, chosen, settings);
    }
    return Math.min(1, total);
  }

  /** Share of the effect's variance that one more score, a window later, would take away. */
  function varianceTaken(
    posterior: TrajectoryPosterior,
    criterion: number,
    of: { readonly variance: number; readonly noiseRatio: number; readonly monthsToNextWindow: number },
  ): number {
    const { variance, noiseRatio, monthsToNextWindow } = of;
    let covariance = 0;
    let nextVariance = 0;
    for (let k = 0; k < posterior.components; k++) {
      if (posterior.weight[k] < 1e-3) continue;
      readComponent(posterior, k, false, g);
      effects[effectOf[criterion]].weigh(g, weights);
      const first = weights[0] === 0 ? 0 : weights[0] * g.fn;
      const carry = g.peerCorrelation ** (monthsToNextWindow / 12 / g.yearsSince);
      covariance += posterior.weight[k] * carry * (first + weights[1] * g.bn + weights[2] * g.nn);
      nextVariance += posterior.weight[k] * (carry ** 2 * g.nn + 1 - carry ** 2 + noiseRatio);
    }
    return covariance ** 2 / (nextVariance * variance);
  }

  function visitPupil({ comparison, yearsBefore, yearsSince, concern, draw }: JointPosterior): void {
    const chosen = comparison.flatMap((row) => criteria.map((_, c) => judged.verdict[width * row + c] === met));
    const listed = comparison.filter((row) => !Number.isNaN(judged.noneTrueProbability[row]));
    // One subject alone has a closed form.
    const none =
      listed.length > 1
        ? noneTrueAnywhere(draw(), { before: yearsBefore, since: yearsSince }, chosen, settingsOf(comparison[0]))
        : listed.length === 1
          ? judged.noneTrueProbability[listed[0]]
          : Number.NaN;
    for (const row of comparison) {
      judged.pupilConcern[row] = concern;
      judged.noneTrueAnywhere[row] = none;
    }
  }

  return { visit, visitPupil, finish: () => judged };
}

/** What is known before any score, for each of the settings apart. */
function priorOfEach() {
  const known = new Map<CriteriaSettings, ReturnType<typeof priorEvidenceByPattern>>();
  return (settings: CriteriaSettings) => {
    let of = known.get(settings);
    if (!of) known.set(settings, (of = priorEvidenceByPattern(settings)));
    return of;
  };
}

/** Weights of the score whose normal probability is the true growth percentile. */
function trueGrowthScore({ peerCorrelation }: Span, out: Float64Array): void {
  const peerSd = Math.sqrt(1 - peerCorrelation ** 2);
  out[0] = 0;
  out[1] = -peerCorrelation / peerSd;
  out[2] = 1 / peerSd;
}

function writeTrueGrowth(judged: JudgedCriteria, row: number, score: NormalMixture): void {
  // E Φ(Z) for Z normal with mean m and SD s is Φ(m/√(1 + s²)); quantiles pass through Φ as they are.
  let mean = 0;
  for (let k = 0; k < score.count; k++)
    mean += score.weight[k] * normalCdf(score.mean[k] / Math.sqrt(1 + score.sd[k] ** 2));
  judged.trueGrowth[row] = 100 * mean;
  judged.trueGrowthLow[row] = 100 * normalCdf(normalMixtureQuantile(score, 0.05));
  judged.trueGrowthHigh[row] = 100 * normalCdf(normalMixtureQuantile(score, 0.95));
}

function emptyMixture(size: number): NormalMixture {
  return { count: 0, weight: new Float64Array(size), mean: new Float64Array(size), sd: new Float64Array(size) };
}

/** What is said where nothing was judged: why there is no baseline, or, with one, that nothing was measured. */
function reasonUnjudged(status: number): Reason {
  const name = baselineStatuses[status];
  return name === 'found' ? 'not-measured' : name;
}

function emptyJudged(facts: Circumstances): JudgedCriteria {
  const count = facts.baselineStatus.length;
  const missing = (length: number) => new Float64Array(length).fill(Number.NaN);
  return {
    count,
    verdict: new Uint8Array(width * count).fill(cannotSay),
    reason: Int8Array.from({ length: width * count }, (_, at) =>
      reasonNames.indexOf(reasonUnjudged(facts.baselineStatus[Math.floor(at / width)])),
    ),
    probability: missing(width * count),
    baseRate: missing(width * count),
    information: new Float64Array(width * count),
    effect: missing(width * count),
    effectLow: missing(width * count),
    effectHigh: missing(width * count),
    settles: missing(width * count),
    gapBaseline: missing(count),
    gapCurrent: missing(count),
    rateBefore: missing(count),
    rateSince: missing(count),
    noneTrueProbability: missing(count),
    noneTrueAnywhere: missing(count),
    pupilConcern: missing(count),
    trueGrowth: missing(count),
    trueGrowthLow: missing(count),
    trueGrowthHigh: missing(count),
  };
}
