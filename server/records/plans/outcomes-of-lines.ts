import { emptyOutcome, type PlanOutcome } from './plan-content.ts';

/** Outcomes of lines of text, one a line; lines after the twentieth stay together in the last one. */
export function outcomesOfLines(text: string): PlanOutcome[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const kept = lines.length <= 20 ? lines : [...lines.slice(0, 19), lines.slice(19).join('\n')];
  return kept.map((outcome) => ({ ...emptyOutcome, outcome }));
}
