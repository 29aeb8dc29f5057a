import type { ScaleClass } from '../../../tables/assessment-data.ts';
import { gatherObserved, type PatternScores } from './block-likelihood.ts';
import type { ClassFit, ClassTask } from './fit-class.ts';
import type { ModelledScores } from '../model/modelled-scores.ts';
import { scorePatterns } from '../model/score-patterns.ts';
import { bandScores } from './band-likelihood.ts';
import { subjectBlockEnd } from '../model/subject-block-end.ts';
import type { TimeFrame } from '../model/trajectory-process.ts';
import type { TrajectoryScores } from '../model/trajectory-scores.ts';
import type { TrajectorySettings } from '../model/trajectory-settings.ts';

/** Components of a class of numbers: some of its pupils × subjects, evenly spread. */
export function numbersTask(
  scores: ModelledScores,
  scaleClass: ScaleClass,
  frame: TimeFrame,
  settings: TrajectorySettings,
  rough: ClassFit | null,
): ClassTask {
  const ofClass = (row: number) => scores.scaleClass[scores.subject[row]] === scaleClass;
  const spacing = Math.max(1, countBlocks(scores, 'subject', ofClass) / settings.fittedOn);
  let seen = 0;
  const patterns = scorePatterns(scores, 'subject', (row) => ofClass(row) && spaced(seen++, spacing));
  const observed = gatherObserved(patterns, scores.observed);
  return { kind: 'numbers', scores: { patterns, observed }, frame, settings, rough };
}

/** Components of a class of bands: by the chance of the bands themselves. */
export function bandsTask(
  scores: TrajectoryScores,
  scaleClass: ScaleClass,
  frame: TimeFrame,
  settings: TrajectorySettings,
  rough: ClassFit,
): ClassTask {
  const ofClass = (start: number) => scores.scaleClass[scores.subject[start]] === scaleClass;
  const spacing = Math.max(1, countBlocks(scores, 'subject', ofClass) / settings.fittedOnBands);
  const rows: number[] = [];
  const starts: number[] = [];
  let seen = 0;
  for (let start = 0, end = 0; start < scores.count; start = end) {
    end = subjectBlockEnd(scores, start);
    if (!ofClass(start) || !spaced(seen++, spacing)) continue;
    starts.push(rows.length);
    for (let row = start; row < end; row++) rows.push(row);
  }
  return { kind: 'bands', scores: bandScores(scores, rows), starts, frame, settings, rough };
}

/** Blocks of at most so many pupils, evenly spread, with their scores. */
export function joint(scores: ModelledScores, most: number, keep: (start: number) => boolean): PatternScores {
  const spacing = Math.max(1, countBlocks(scores, 'pupil', keep) / most);
  let seen = 0;
  const patterns = scorePatterns(scores, 'pupil', (start) => keep(start) && spaced(seen++, spacing));
  return { patterns, observed: gatherObserved(patterns, scores.observed) };
}

/** Takes about one block in `spacing`, evenly. */
function spaced(place: number, spacing: number): boolean {
  return Math.floor((place + 1) / spacing) > Math.floor(place / spacing);
}

function countBlocks(scores: TrajectoryScores, blockOf: 'pupil' | 'subject', keep: (start: number) => boolean): number {
  let total = 0;
  for (let row = 0; row < scores.count; row++) {
    const begins =
      row === 0 ||
      scores.pupil[row] !== scores.pupil[row - 1] ||
      (blockOf === 'subject' && scores.subject[row] !== scores.subject[row - 1]);
    if (begins && keep(row)) total++;
  }
  return total;
}
