import type { Clash, Unsaved } from '../../runs/meetings/agreement-of.ts';
import type { DiscussionContent } from '../../records/discussions/discussions.ts';
import { dateWords } from '../date-words.ts';
import { html, type Html } from '../html.ts';
import { consideredWords } from '../words.ts';
import { outcomeWords } from '../outcome-words.ts';

/** Labels of the form's fields. */
export const fieldWords: Readonly<Record<string, string>> = {
  outcome: 'Outcome',
  agreed: 'What we do',
  who: 'Who',
  by_when: 'By when',
  will_see: 'We will see',
  parent_told: 'Parents told: yes, or who tells them and by when',
  can_do: 'Can do',
  tried: 'Tried so far',
  note: 'Health, family, language, hearing or sight',
  pupil_says: 'The pupil says',
  home_says: 'Home says',
  asks: 'Not asked yet: who asks',
  asks_by: 'Asked by when',
};

/** Why a form was not saved: what is missing, or both versions beside each other. */
export function unsavedAgreement({ problem: why, clash }: Unsaved, people: ReadonlyMap<string, string>): Html {
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1">
    <h3 class="govuk-error-summary__title">Not saved yet</h3>
    ${clash ? sideBySide(clash, people) : html`<p>${why}</p>`}
  </div>`;
}

/** Both versions beside each other, so that neither is lost; the form below already holds all that does not clash. */
function sideBySide({ theirs, ours, contested, taken }: Clash, people: ReadonlyMap<string, string>): Html {
  const other = people.get(theirs.updated_by) ?? 'Someone else';
  const words = (fields: Clash['taken']) =>
    fields.map((name) => fieldWords[name]?.toLowerCase() ?? (name === 'considered' ? 'context considered' : name));
  return html`<p>${other} saved this pupil while you were writing. Nothing is lost.</p>
    ${taken.length > 0 ? html`<p>Taken over from ${other} into the form below: ${words(taken).join(', ')}.</p>` : ''}
    ${
      contested.length === 0
        ? html`<p>You changed different things. Look at the form below and save again.</p>`
        : html`<p>You both wrote these. The form below holds yours; put the two together and save again.</p>
            <div class="wide">
              <table class="govuk-table both">
                <thead>
                  <tr>
                    <td class="govuk-table__header"></td>
                    <th scope="col" class="govuk-table__header">${other} saved</th>
                    <th scope="col" class="govuk-table__header">You wrote</th>
                  </tr>
                </thead>
                <tbody>
                  ${contested.map(
                    (name) =>
                      html`<tr>
                        <th scope="row" class="govuk-table__header">${words([name])}</th>
                        <td class="govuk-table__cell">${shown(name, theirs)}</td>
                        <td class="govuk-table__cell">${shown(name, ours)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
    }`;
}

function shown(name: keyof DiscussionContent, content: DiscussionContent): string {
  if (name === 'safeguarding') return content.safeguarding === 1 ? 'see the safeguarding lead' : 'nothing ticked';
  if (name === 'outcome') return outcomeWords(content.outcome) || 'nothing';
  if (name === 'considered') return consideredWords[content.considered];
  const value = content[name] ?? '';
  return (name === 'by_when' || name === 'asks_by' ? dateWords(value) : value) || 'nothing';
}
