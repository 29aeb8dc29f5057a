import type { Criterion } from '../../tables/run-schema.ts';
import { fillTemplate } from '../kit/fill-template.ts';
import { familySheetTemplates } from '../kit/page-templates.ts';

/** What the family sheet tells, as facts without words. */
export interface FamilySheetFacts {
  /** “class teacher, SENCO, headteacher”. */
  readonly seenBy: string;
  /** Day the sheet is kept until, as people write it. */
  readonly keptUntil: string;
}

/** What stands under every family sheet, whatever words a school gives it: who has seen it, and how long it is kept. */
export function familySheetLine(facts: FamilySheetFacts): string {
  return familySheetTemplates.facts.map((template) => fillTemplate(template, { ...facts })).join(' ');
}

/**
 * Whom the school talks about, by what was found in the subject: the sheet gives no other reason.
 *
 * @param met criteria met in the subject
 */
export function familyReasonSentence(met: readonly Criterion[]): string {
  const slower = met.includes('slower-than-peers') || met.includes('below-own-rate');
  const gap = met.includes('gap-not-closing') || met.includes('gap-widening');
  return familySheetTemplates.because[slower && gap ? 'both' : slower ? 'slower' : gap ? 'gap' : 'neither'];
}
