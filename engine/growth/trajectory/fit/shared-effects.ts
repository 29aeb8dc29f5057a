import type { SharedEffects } from '../model/trajectory-fit.ts';
import { reliabilityOf } from '../model/block-model.ts';
import type { ModelledScores } from '../model/modelled-scores.ts';
import { scorePatterns } from '../model/score-patterns.ts';
import type { SubjectProcess, TimeFrame } from '../model/trajectory-process.ts';
import type { SharedEffectSettings } from '../model/trajectory-settings.ts';
import { effectFamilies, gatherEquations, type EffectEquations } from './effect-equations.ts';
import { schoolMarking, type SchoolSubject } from './school-marking.ts';
import { solveEffects } from './solve-effects.ts';

/** What is taken out of scores, and what the newest windows seem to have been marked by: that is told and not taken out. */
export interface FoundEffects extends SharedEffects {
  readonly newest: Readonly<Record<string, number>>;
}

/**
 * Means of cells and the marking of school-windows by generalised least squares on all scores, under the centre of the
 * components. Nothing is taken out of a school's newest window in a subject: whether the next takes it back cannot be known.
 * With one school only, its marking cannot be told from the window's mean and is left at 0.
 */
export function sharedEffects(
  scores: ModelledScores,
  processes: readonly SubjectProcess[],
  frame: TimeFrame,
  settings: SharedEffectSettings,
): FoundEffects {
  const patterns = scorePatterns(scores, 'subject', () => true);
  const byCell = effectFamilies(scores.cells, scores.cell, scores);
  const cells = gatherEquations(patterns, processes, frame, scores.cell, byCell, scores.observed);
  const cellMean: Record<string, number> = {};
  for (const equations of cells) {
    const { mean } = solveEffects(equations, diagonal(equations.members.length, settings.cellSd ** 2));
    equations.members.forEach((cell, at) => (cellMean[scores.cells[cell]] = mean[at]));
  }
  const centred = scores.observed.slice();
  for (let row = 0; row < scores.count; row++) {
    const process = processes[scores.subject[row]];
    const root = Math.sqrt(
      reliabilityOf(process, scores.errorShare[row], frame, scores.year[row], scores.coarseness[row]),
    );
    centred[row] -= root * (cellMean[scores.cells[scores.cell[row]]] ?? 0);
  }
  const byGroup = effectFamilies(scores.groups, scores.group, scores);
  const equations = gatherEquations(patterns, processes, frame, scores.group, byGroup, centred);
  const schools = [...Map.groupBy(subjectsOfSchools(scores, equations), ({ school }) => school).values()];
  if (schools.length < 2) return { cellMean, schoolWindow: {}, newest: {} };
  const newestGroups = new Set(equations.map(({ members }) => members[members.length - 1]));
  const schoolWindow: Record<string, number> = {};
  const newest: Record<string, number> = {};
  for (const [group, marking] of schoolMarking(schools, processes, settings)) {
    if (Math.abs(marking) > 1e-4) (newestGroups.has(group) ? newest : schoolWindow)[scores.groups[group]] = marking;
  }
  return { cellMean, schoolWindow, newest };
}

function subjectsOfSchools(
  scores: ModelledScores,
  equations: readonly EffectEquations[],
): (SchoolSubject & { school: string })[] {
  const subjectOf = new Map<number, number>();
  for (let row = 0; row < scores.count; row++) subjectOf.set(scores.group[row], scores.subject[row]);
  return equations.map((own) => ({
    school: (JSON.parse(scores.groups[own.members[0]]) as string[])[0],
    subject: subjectOf.get(own.members[0]) ?? 0,
    equations: own,
  }));
}

function diagonal(n: number, value: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? value : 0));
}
