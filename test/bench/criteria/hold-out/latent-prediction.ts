import { reliabilityOf } from '../../../../engine/growth/trajectory/model/block-model.ts';
import { subjectProcess } from '../../../../engine/growth/trajectory/model/trajectory-process.ts';
import { fitTrajectories, smoothTrajectories } from '../../../../engine/index.ts';
import type { HeldOutScores } from './held-out-scores.ts';
import { normalPrediction, type Predictor } from './prediction.ts';

/**
 * What the engine tells of held-out scores: fitted without them, then smoothed with each put in as one that says nothing (all
 * error), which gives the true position there; its own error comes back on top.
 */
export function latentPrediction({ scores, last, train }: HeldOutScores): Predictor {
  const fit = fitTrajectories(train);
  const [observed, errorShare] = [scores.observed.slice(), scores.errorShare.slice()];
  for (const row of last) [observed[row], errorShare[row]] = [0, 1];
  const out = new Set(last);
  const blind = (column: Float64Array) => column.map((value, row) => (out.has(row) ? 0 : value));
  const { position, positionLow, positionHigh } = smoothTrajectories(fit, {
    ...scores,
    observed,
    observedLow: blind(scores.observedLow),
    observedHigh: blind(scores.observedHigh),
    errorShare,
  });
  return (row) => {
    let reliability = 0;
    for (const { weight, components } of fit.nodes) {
      const process = subjectProcess(components[scores.scaleClass[scores.subject[row]]]!);
      reliability += weight * reliabilityOf(process, scores.errorShare[row], fit.frame, scores.year[row]);
    }
    const sd = (positionHigh[row] - positionLow[row]) / (2 * 1.6448536269514722);
    return normalPrediction(Math.sqrt(reliability) * position[row], reliability * sd * sd + 1 - reliability);
  };
}
