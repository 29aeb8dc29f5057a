import type { Asked } from '../../../imports/import-tasks.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import { gradesList, orderGiven } from '../grades-list.ts';

/** The order of a school's own grades, lowest first: a grade is picked for each place. */
export function gradesView(page: {
  readonly question: Asked;
  readonly number: number;
  readonly problem: string | undefined;
  readonly given: Readonly<Record<string, string>>;
}): Html {
  const { question, number, problem, given } = page;
  const { grades, as, file, reason } = question;
  const picked = orderGiven(number, given);
  const isOrdered = as !== 'left out';
  const chosen = given[`q${number}`] ?? (isOrdered ? 'order' : 'leave-out');
  const atPlace = (place: number): string => picked[place] ?? (isOrdered ? grades[place] : '');
  return html`<div
    class="govuk-form-group question${problem ? ' govuk-form-group--error' : ''}"
    id="question-${number}"
  >
    <fieldset class="govuk-fieldset" aria-describedby="hint${number}">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${file}: the order of these grades</legend>
      <div class="govuk-hint" id="hint${number}">
        ${reason.charAt(0).toUpperCase() + reason.slice(1)}. Their results wait until the order is known.
      </div>
      ${problem ? html`<p class="govuk-error-message">${problem}</p>` : ''}
      <div class="choice">
        <input
          type="radio"
          id="q${number}-order"
          name="q${number}"
          value="order"
          ${chosen === 'order' ? trusted(' checked') : ''}
        />
        <label for="q${number}-order">This is the order, from the lowest to the highest:</label>
      </div>
      ${gradesList({ number, grades, picked: grades.map((_, place) => atPlace(place)) })}
      <div class="choice">
        <input
          type="radio"
          id="q${number}-leave-out"
          name="q${number}"
          value="leave-out"
          ${chosen === 'leave-out' ? trusted(' checked') : ''}
        />
        <label for="q${number}-leave-out">They are no results: leave them out</label>
      </div>
    </fieldset>
  </div>`;
}
