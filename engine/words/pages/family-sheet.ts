import type { Criterion } from '../../tables/run-schema.ts';
import { fillTemplate } from '../kit/fill-template.ts';
import { familySheetTemplates } from '../kit/page-templates.ts';

export interface FamilySheetFacts {
  /** '' where it is not known. */
  readonly forename: string;
  /** Subject inside a sentence: “reading”. */
  readonly subject: string;
  /** Criteria met in the subject: the sheet gives no other reason to talk than these. */
  readonly met: readonly Criterion[];
  /** “class teacher, SENCO, headteacher”. */
  readonly seenBy: string;
  /** Day the sheet is kept until, as people write it. */
  readonly keptUntil: string;
}

/** The page for parents and pupil: sentences to say aloud, questions to write under, and their rights. */
export interface FamilySheet {
  readonly opening: readonly string[];
  readonly prompts: readonly string[];
  readonly closing: readonly string[];
}

/** The words of the family sheet for one pupil and subject. It holds no figure. */
export function familySheet(facts: FamilySheetFacts): FamilySheet {
  const { met, ...words } = facts;
  const because = familySheetTemplates.because[reasonOf(met)];
  const slots = { ...words, because, Pupil: facts.forename || 'Your child', pupil: facts.forename || 'your child' };
  const fill = (templates: readonly string[]) => templates.map((template) => fillTemplate(template, slots));
  return {
    opening: fill(familySheetTemplates.opening),
    prompts: fill(familySheetTemplates.prompts),
    closing: fill(familySheetTemplates.closing),
  };
}

function reasonOf(met: readonly Criterion[]): keyof typeof familySheetTemplates.because {
  const slower = met.includes('slower-than-peers') || met.includes('below-own-rate');
  const gap = met.includes('gap-not-closing') || met.includes('gap-widening');
  return slower && gap ? 'both' : slower ? 'slower' : gap ? 'gap' : 'neither';
}
