import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** “Known since December 2025: moved school in March; attendance 88 %. Considered: yes. Nothing was added …” */
export function contextLine(
  baselineMonth: string,
  facts: readonly string[],
  considered: 'yes' | 'no' | 'not known',
): string {
  if (facts.length === 0) return fillTemplate(pageTemplates.contextNone, { baseline: baselineMonth, considered });
  return fillTemplate(pageTemplates.context, { baseline: baselineMonth, facts: facts.join('; '), considered });
}
