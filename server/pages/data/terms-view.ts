import type { Asked } from '../../imports/import-tasks.ts';
import { html, trusted, type Html } from '../../html/html.ts';
import { plainly } from './plainly.ts';

const yearsOffered = 7;
const terms = ['autumn', 'spring', 'summer'] as const;

/** Questions of a term: each file and sheet is a row, its term is picked from a list in which the proposal comes first. */
export function termsView(
  questions: readonly (readonly [number, Asked])[],
  {
    chosen,
    problems,
    today,
  }: { chosen: (number: number) => string; problems: ReadonlyMap<number, string>; today: Date },
): Html | '' {
  if (questions.length === 0) return '';
  return html`<fieldset class="govuk-fieldset question">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
      ${questions.length === 1 ? 'Which term is it of?' : 'Which term is each of?'}
    </legend>
    <div class="govuk-hint">A term is asked of every new file and sheet; what the columns mean is remembered.</div>
    <div class="wide" tabindex="0" role="region" aria-label="Terms">
      <table class="govuk-table small-table">
        <thead>
          <tr>
            <th scope="col" class="govuk-table__header">File and sheet</th>
            <th scope="col" class="govuk-table__header">Term</th>
            <th scope="col" class="govuk-table__header">Why it is proposed</th>
          </tr>
        </thead>
        <tbody>
          ${questions.map(
            ([number, { file, of, as, reason }]) =>
              html`<tr id="question-${number}">
                <th scope="row" class="govuk-table__header breaks">
                  ${file}<br /><span class="quiet">${of}</span>
                  ${problems.has(number) ? html`<p class="govuk-error-message">${problems.get(number)}</p>` : ''}
                </th>
                <td class="govuk-table__cell">
                  ${termSelect({ number, as, chosen: chosen(number), today, label: `Term of ${file}, ${of}` })}
                </td>
                <td class="govuk-table__cell quiet">${reason.split(';')[0]}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </fieldset>`;
}

/** A list of terms; what stands or is proposed (`as`) comes first. */
export function termSelect(of: {
  readonly number: number;
  readonly as: string;
  readonly chosen: string;
  readonly today: Date;
  readonly label: string;
}): Html {
  const newest = of.today.getUTCMonth() >= 8 ? of.today.getUTCFullYear() : of.today.getUTCFullYear() - 1;
  const option = (value: string, text: string): Html =>
    html`<option value="${value}" ${of.chosen === value ? trusted(' selected') : ''}>${text}</option>`;
  return html`<select class="govuk-select" id="q${of.number}" name="q${of.number}" aria-label="${of.label}">
    ${option('as-guessed', capital(plainly(of.as)))} ${option('by-date', 'The term of each row’s date')}
    ${option('leave-out', 'Leave it out')}
    ${Array.from({ length: yearsOffered }, (_, back) => newest - back).map((year) => {
      const years = `${year}/${String((year + 1) % 100).padStart(2, '0')}`;
      return html`<optgroup label="${years}">
        ${terms.flatMap((term) => ['', ' 1', ' 2'].map((half) => option(`${term}${half} ${years}`, `${capital(term)}${half} ${years}`)))}
      </optgroup>`;
    })}
  </select>`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
