import { fillTemplate } from './fill-template.ts';
import { pageTemplates } from './page-templates.ts';

/** How many of a class sat each subject; `name` is the subject inside a sentence. */
export interface SubjectCoverage {
  readonly name: string;
  readonly tested: number;
  readonly onRoll: number;
}

/** “Tested: reading 28/30, maths 29/30.” Floor and ceiling results count as tested. */
export function coverageLine(subjects: readonly SubjectCoverage[]): string {
  const parts = subjects.map(({ name, tested, onRoll }) => `${name} ${tested}/${onRoll}`);
  return fillTemplate(pageTemplates.tested, { subjects: parts.join(', ') || 'nothing yet' });
}
