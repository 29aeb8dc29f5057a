import type { Asked } from '../../../imports/import-tasks.ts';
import { html, trusted, type Html } from '../../../html/html.ts';

/** From this likelihood on two are proposed as one child; under it a number shared is proposed as that of two. */
const probablyOne = 0.6;

/** What is proposed of two that may be one child. */
export function proposedChild({ confidence }: Pick<Asked, 'confidence'>): 'yes' | 'no' | 'later' {
  return confidence >= probablyOne ? 'yes' : confidence <= 0.1 ? 'no' : 'later';
}

const words = { yes: 'the same child', no: 'two children', later: 'not sure' } as const;

/** Questions whether two are one child, as one table; whoever answers sees both by name, because no likelihood decides it. */
export function childrenView(
  questions: readonly (readonly [number, Asked])[],
  given: Readonly<Record<string, string>>,
): Html | '' {
  if (questions.length === 0) return '';
  const option = (name: string, value: string, text: string): Html =>
    html`<option value="${value}" ${(given[name] ?? '') === value ? trusted(' selected') : ''}>${text}</option>`;
  return html`<fieldset class="govuk-fieldset question" aria-describedby="children-hint">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
      ${questions.length === 1 ? 'Is this one child?' : `Are these ${questions.length} pairs one child each?`}
    </legend>
    <div class="govuk-hint" id="children-hint">
      Nobody is matched without your yes. Rows left open are answered together below the table.
    </div>
    <div class="wide" tabindex="0" role="region" aria-label="Children">
      <table class="govuk-table small-table">
        <thead>
          <tr>
            <th scope="col" class="govuk-table__header">Where it stands</th>
            <th scope="col" class="govuk-table__header">Child</th>
            <th scope="col" class="govuk-table__header">Perhaps the same as</th>
            <th scope="col" class="govuk-table__header">Why</th>
            <th scope="col" class="govuk-table__header">Your answer</th>
          </tr>
        </thead>
        <tbody>
          ${questions.map(([number, question]) => {
            const { file, of, as, reason, persons } = question;
            return html`<tr id="question-${number}">
              <th scope="row" class="govuk-table__header">${file}, ${of}</th>
              <td class="govuk-table__cell"><span class="one-child">${persons?.row ?? of}</span></td>
              <td class="govuk-table__cell">
                <span class="one-child">${persons?.pupil ?? ''}</span> <span class="quiet">${as}</span>
              </td>
              <td class="govuk-table__cell quiet">${reason}</td>
              <td class="govuk-table__cell">
                <select class="govuk-select" name="q${number}" aria-label="${file}, ${of}: the same child?">
                  ${option(`q${number}`, '', `Open (proposed: ${words[proposedChild(question)]})`)}
                  ${option(`q${number}`, 'yes', 'Yes, the same child')}
                  ${option(`q${number}`, 'no', 'No, two children')}
                  ${option(`q${number}`, 'later', 'Not sure: not now')}
                </select>
              </td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    <label class="govuk-label" for="children">Rows I left open</label>
    <select class="govuk-select" id="children" name="children">
      ${option('children', 'later', 'stay apart for now')}
      ${option('children', 'as-proposed', 'are as proposed: I have looked at them')}
    </select>
  </fieldset>`;
}
