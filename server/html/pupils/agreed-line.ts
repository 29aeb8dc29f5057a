import type { DiscussionContent } from '../../records/discussions/discussions.ts';
import { dateWords } from '../date-words.ts';
import { html, type Html } from '../html.ts';
import { outcomeWords } from '../outcome-words.ts';

/** What was agreed in one line: “extra help: reading partner · Ms Khan · by 12 January 2027”. */
export function agreedLine(content: DiscussionContent): Html {
  return html`<strong>${outcomeWords(content.outcome) || 'No outcome yet'}</strong
    >${content.agreed ? `: ${content.agreed}` : ''}${content.who ? ` · ${content.who}` : ''}${content.by_when ? ` · by ${dateWords(content.by_when)}` : ''}${content.will_see ? ` · we will see: ${content.will_see}` : ''}`;
}

/** Voices that are neither given nor to be asked for: “the pupil”, “home”. */
export function missingVoices(content: Pick<DiscussionContent, 'pupil_says' | 'home_says'>): string[] {
  return [...(content.pupil_says ? [] : ['the pupil']), ...(content.home_says ? [] : ['home'])];
}
