import type { Asked } from '../imports/import-tasks.ts';
import { html, trusted, type Html } from './html.ts';

export interface QuestionPage {
  readonly question: Asked;
  readonly number: number;
  readonly problem: string | undefined;
  /** What was chosen and written before, where the form comes back. */
  readonly chosen: string;
  readonly written: string;
  /** Schools of earlier runs. */
  readonly schools: readonly string[];
}

/** What a filled question says to the mapping: null where the guess stands as it is, '' where nothing was written. */
export function answerOf({ at: [part] }: Pick<Asked, 'at'>, chosen: string, written: string): string | null {
  if (part === 'school') return written === '' ? null : written;
  if (part === 'academicYear') return written === '' ? null : written;
  if (part === 'people') return chosen === 'yes' || chosen === 'no' ? chosen : null;
  if (chosen === 'leave-out') return '-';
  return chosen === 'other' ? written : null;
}

/** One thing that was not sure, as a field: what was guessed comes first, with why and how sure. */
export function questionView(page: QuestionPage): Html {
  const { question, number } = page;
  const [part] = question.at;
  const body =
    part === 'school' || part === 'academicYear'
      ? writtenField(page)
      : part === 'people'
        ? yesOrNo(page)
        : choice(page);
  return html`<div
    class="govuk-form-group${page.problem ? ' govuk-form-group--error' : ''} question"
    id="question-${number}"
  >
    ${body}
  </div>`;
}

const asked: Readonly<Record<string, string>> = {
  school: 'Which school are these pupils of?',
  academicYear: 'Which academic year are headings without a year about?',
};

function writtenField({ question, number, problem, written, schools }: QuestionPage): Html {
  const { as, reason } = question;
  const [part] = question.at;
  return html`<label class="govuk-label govuk-label--s" for="t${number}">${asked[part] ?? question.of}</label>
    <div class="govuk-hint" id="hint${number}">${sentence(reason)}</div>
    ${error(problem, number)}
    <input
      class="govuk-input govuk-input--width-20"
      id="t${number}"
      name="t${number}"
      value="${written || (part === 'school' && as === 'School' ? (schools[0] ?? '') : as)}"
      required
      maxlength="120"
      ${part === 'school' && schools.length > 0 ? trusted(` list="schools${number}"`) : ''}
      aria-describedby="hint${number}"
    />
    ${
      part === 'school' && schools.length > 0
        ? html`<datalist id="schools${number}">
            ${schools.map((school) => html`<option value="${school}"></option>`)}
          </datalist>`
        : ''
    }`;
}

function yesOrNo({ question, number, chosen }: QuestionPage): Html {
  const row = question.of.replace(/^row /, '');
  return html`<fieldset class="govuk-fieldset" aria-describedby="hint${number}">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
      ${question.file}, row ${row} has no number. Is it ${question.as}?
    </legend>
    <div class="govuk-hint" id="hint${number}">
      ${sentence(question.reason)} Look at the row in the file. Nobody is matched without your yes.
    </div>
    ${radio(number, 'yes', 'Yes, the same pupil', chosen === 'yes')}
    ${radio(number, 'no', 'No, another pupil', chosen === 'no')}
    ${radio(number, 'later', 'Leave the row out for now', chosen !== 'yes' && chosen !== 'no')}
  </fieldset>`;
}

function choice({ question, number, problem, chosen, written }: QuestionPage): Html {
  const { at, as, of, file, reason, confidence, entries } = question;
  const leftOut = as === 'left out';
  const kind = at[0] === 'columns' ? 'column' : at[0] === 'windows' ? 'result set' : 'subject';
  const name =
    of === 'subject' && at[1] !== 'subject' ? `What subject is ${file} about?` : `${file}: the ${kind} “${of}”`;
  return html`<fieldset class="govuk-fieldset" aria-describedby="hint${number}">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${name}</legend>
    <div class="govuk-hint" id="hint${number}">
      ${sentence(reason)} About ${Math.round(confidence * 100)} % sure.
      ${entries.length > 0 ? html`Entries: ${entries.map((entry, place) => html`${place > 0 ? ' · ' : ''}<code>${entry}</code>`)}` : ''}
    </div>
    ${error(problem, number)}
    ${leftOut ? '' : radio(number, 'as-guessed', `It is ${plainly(as)}`, chosen === '' || chosen === 'as-guessed')}
    ${radio(number, 'leave-out', 'Leave it out', chosen === 'leave-out' || (leftOut && chosen !== 'other'))}
    ${radio(number, 'other', 'It is something else:', chosen === 'other')}
    <label class="govuk-visually-hidden" for="t${number}">What “${of}” is</label>
    <input
      class="govuk-input govuk-input--width-20 question__other"
      id="t${number}"
      name="t${number}"
      value="${written}"
      maxlength="120"
      placeholder="${at[0] === 'windows' ? 'such as Autumn 2 2025/26' : 'such as Autumn 2 Reading SAS, or class'}"
    />
  </fieldset>`;
}

function radio(number: number, value: string, label: string, checked: boolean): Html {
  return html`<div class="choice">
    <input
      type="radio"
      id="q${number}-${value}"
      name="q${number}"
      value="${value}"
      ${checked ? trusted(' checked') : ''}
    />
    <label for="q${number}-${value}">${label}</label>
  </div>`;
}

function error(problem: string | undefined, number: number): Html | '' {
  if (!problem) return '';
  return html`<p class="govuk-error-message" id="error${number}">
    <span class="govuk-visually-hidden">Error:</span> ${problem}
  </p>`;
}

/** “primary_need” → “the column of primary need”; “results in reading, autumn 2” stays. */
export function plainly(as: string): string {
  return /^[a-z_]+$/.test(as) ? `the column of ${as.replaceAll('_', ' ')}` : as.replaceAll('_', ' ');
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
