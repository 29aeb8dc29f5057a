import { blockInverter } from '../model/block-precision.ts';
import { bySubjects } from '../model/by-subjects.ts';
import { scorePatterns } from '../model/score-patterns.ts';
import { scoresOfPupils } from '../model/scores-of-pupils.ts';
import { slowDownHypotheses } from '../model/slow-down-hypotheses.ts';
import type { TrajectoryFit } from '../model/trajectory-fit.ts';
import { subjectProcess } from '../model/trajectory-process.ts';
import type { TrajectoryScores } from '../model/trajectory-scores.ts';
import { patternFacts } from '../weighing/pattern-facts.ts';
import { prepareNode } from '../weighing/prepare-node.ts';
import { emptyPreparedNode } from '../weighing/prepared-node.ts';
import { readyPattern, type ReadyPattern } from '../weighing/ready-pattern.ts';
import { weighScores } from '../weighing/weigh-block.ts';
import type { HypothesisWeights } from '../weighing/weigh-hypotheses.ts';
import { emptyWeighingRoom } from '../weighing/weighing-room.ts';
import { gatherObserved } from './block-likelihood.ts';
import { settledScores } from './settled-scores.ts';
import { withoutShared } from './without-shared.ts';

/** Pupils it rests on at most, evenly spread. */
const mostPupils = 2000;
const rounds = 100;

/** Evidence of one pupil's scores against ordinary progress: of a slow-down in every subject, of one subject by subject. */
interface Evidence {
  readonly whole: number;
  readonly partly: number;
}

/**
 * Share of slow-downs that are the pupil's, in every subject: by expectation and maximisation over pupils with several subjects,
 * under a Beta prior of mean `wholeShare` that counts as `wholeShareWorth` pupils known to have slowed. How many have slowed is
 * given and not estimated.
 *
 * @param fit all but this: components at its first node, the centre
 * @returns 0–1; the prior's mean where no pupil has several subjects
 * Source: Dempster, Laird & Rubin 1977.
 */
export function estimateWholeShare(fit: TrajectoryFit, scores: TrajectoryScores): number {
  const { share, wholeShare, wholeShareWorth } = fit.settings.slowDown;
  const evidence = evidenceOf(fit, someOf(scores));
  let now = wholeShare;
  for (let round = 0; round < rounds; round++) {
    let whole = wholeShareWorth * wholeShare;
    let all = wholeShareWorth;
    for (const of of evidence) {
      const own = share * now * of.whole;
      const slowed = own + share * (1 - now) * of.partly;
      whole += own / (1 - share + slowed);
      all += slowed / (1 - share + slowed);
    }
    now = whole / all;
  }
  return now;
}

/** The scores of some pupils with several subjects. */
function someOf(scores: TrajectoryScores): TrajectoryScores {
  const several: number[] = [];
  let most = 0;
  for (let row = 0, start = 0; row < scores.count; row++) {
    most = Math.max(most, scores.pupil[row]);
    if (scores.pupil[row] === scores.pupil[row + 1]) continue;
    if (scores.subject[row] !== scores.subject[start]) several.push(scores.pupil[row]);
    start = row + 1;
  }
  const keep = new Uint8Array(most + 1);
  const step = Math.max(1, several.length / mostPupils);
  for (let at = 0; Math.floor(at) < several.length; at += step) keep[several[Math.floor(at)]] = 1;
  return scoresOfPupils(scores, keep);
}

function evidenceOf(fit: TrajectoryFit, given: TrajectoryScores): Evidence[] {
  const { frame, settings } = fit;
  const [{ components, links }] = fit.nodes;
  const ofClass = given.scaleClass.map((name) => components[name] ?? Object.values(components)[0]);
  const processes = ofClass.map(subjectProcess);
  const badDayChance = Float64Array.from(ofClass, (each) => each.badDayChance);
  const scores = settledScores(withoutShared(given, fit.shared, processes, frame), processes, frame);
  const patterns = scorePatterns(scores, 'pupil', () => true);
  const observed = gatherObserved(patterns, scores.observed);
  const invert = blockInverter();
  const node = emptyPreparedNode();
  const room = emptyWeighingRoom(settings.badDay.most);
  const hypothesesOf = bySubjects((subjects) => slowDownHypotheses(settings.slowDown, frame, subjects));
  return patterns.flatMap((pattern, at) => {
    const facts = patternFacts(pattern, hypothesesOf(pattern.subject), settings.slowDown);
    prepareNode(facts, invert, { processes, links, frame }, node);
    const ready = readyPattern(facts, node, badDayChance, settings);
    return Array.from(pattern.starts, (_, block) => {
      const { used } = weighScores(ready, observed[at], block * pattern.size, 0, room);
      return readEvidence(ready, room.weights, used);
    });
  });
}

/** From the weights of hypotheses back to their evidence: each divided by the chance it had before the scores. */
function readEvidence({ facts, slowDown }: ReadyPattern, { count, weight }: HypothesisWeights, used: number): Evidence {
  const { chance, wholly, partly } = facts.hypotheses;
  let [whole, part, ordinary] = [0, 0, 0];
  for (let b = 0; b < used; b++) {
    const at = b * (count + 1);
    for (let h = 0; h < count; h++) {
      whole += (weight[at + h] / chance[h]) * wholly[h];
      part += (weight[at + h] / chance[h]) * partly[h];
    }
    ordinary += weight[at + count];
  }
  const against = (1 - slowDown.share) / slowDown.share / Math.max(ordinary, 1e-12);
  return { whole: against * whole, partly: against * part };
}
