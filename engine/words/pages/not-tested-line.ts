import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** “Not tested: Leo (absent) · Sana (joined in November 2026).” Empty where everyone was tested. */
export function notTestedLine(pupils: readonly { readonly name: string; readonly because: string }[]): string {
  if (pupils.length === 0) return '';
  return fillTemplate(pageTemplates.notTested, {
    pupils: pupils.map(({ name, because }) => `${name} (${because})`).join(' · '),
  });
}
