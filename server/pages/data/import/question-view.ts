import type { Asked } from '../../../imports/import-tasks.ts';
import { plainly } from '../plainly.ts';
import { html, trusted, type Html } from '../../../html/html.ts';

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

/** One thing that was not sure, as a field: what was guessed comes first, with why and how sure. */
export function questionView(page: QuestionPage): Html {
  const { question, number } = page;
  const [part] = question.at;
  const body =
    part === 'school' || part === 'schools' || part === 'academicYear'
      ? writtenField(page)
      : part === 'ends'
        ? yesOrNo(page)
        : question.choices
          ? oneOf(page, question.choices)
          : choice(page);
  return html`<div
    class="govuk-form-group${page.problem ? ' govuk-form-group--error' : ''} question"
    id="question-${number}"
  >
    ${body}
  </div>`;
}

const asked: Readonly<Record<string, (file: string) => string>> = {
  school: () => 'Which school are these pupils of?',
  schools: (file) => `Which school are the pupils of ${file} of?`,
  academicYear: () => 'Which academic year are headings without a year about?',
};

function writtenField({ question, number, problem, written, schools }: QuestionPage): Html {
  const { as, reason, file } = question;
  const [part] = question.at;
  const known = part === 'academicYear' ? [] : schools;
  return html`<label class="govuk-label govuk-label--s" for="t${number}">${asked[part](file)}</label>
    <div class="govuk-hint" id="hint${number}">${sentence(reason)}</div>
    ${error(problem, number)}
    <input
      class="govuk-input govuk-input--width-20"
      id="t${number}"
      name="t${number}"
      value="${written || (part === 'school' && as === 'School' ? (schools[0] ?? '') : as)}"
      required
      maxlength="120"
      ${known.length > 0 ? trusted(` list="schools${number}"`) : ''}
      aria-describedby="hint${number}"
    />
    ${
      known.length > 0
        ? html`<datalist id="schools${number}">
            ${known.map((school) => html`<option value="${school}"></option>`)}
          </datalist>`
        : ''
    }`;
}

/** Whether a test ends at a score. */
function yesOrNo({ question, number, chosen }: QuestionPage): Html {
  const { at, of, file, reason } = question;
  const end = at[2] === 'floor' ? 'lowest' : 'highest';
  return html`<fieldset class="govuk-fieldset" aria-describedby="hint${number}">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
      ${file}: is ${at[3]} the ${end} score of the test?
    </legend>
    <div class="govuk-hint" id="hint${number}">${of}: ${reason}.</div>
    ${radio(number, 'yes', `Yes, nobody can score ${end === 'lowest' ? 'less' : 'more'}`, chosen === 'yes')}
    ${radio(number, 'no', 'No: leave these results out', chosen === 'no')}
    ${radio(number, 'later', 'Not sure: leave them out for now', chosen !== 'yes' && chosen !== 'no')}
  </fieldset>`;
}

/** One of what it can be; the first is proposed. */
function oneOf({ question, number, problem, chosen }: QuestionPage, choices: NonNullable<Asked['choices']>): Html {
  const { at, of, file, reason } = question;
  const name =
    at[0] === 'measures'
      ? `Which kind of result is followed in ${at.slice(1).join(', ')}?`
      : at[0] === 'codes'
        ? `${file}: what does ${of} stand for?`
        : `${file}: ${of}`;
  const rest = at[0] === 'codes' ? 'The answer is remembered.' : 'The others are kept, apart.';
  return html`<fieldset class="govuk-fieldset" aria-describedby="hint${number}">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${name}</legend>
    <div class="govuk-hint" id="hint${number}">${sentence(reason)} ${rest}</div>
    ${error(problem, number)}
    ${choices.map(({ label }, place) => {
      const value = `choice-${place}`;
      return radio(number, value, label, chosen === value || (chosen === '' && place === 0));
    })}
  </fieldset>`;
}

const kinds: Readonly<Record<string, string>> = {
  columns: 'column',
  undated: 'term of',
  dayOrder: 'order of',
};
const examples: Readonly<Record<string, string>> = {
  undated: 'such as “Autumn 2 2025/26”',
  dayOrder: '“day first” or “month first”',
};

function choice({ question, number, problem, chosen, written }: QuestionPage): Html {
  const { at, as, of, file, reason, confidence, entries } = question;
  const leftOut = as === 'left out';
  const kind = kinds[at[0]] ?? 'subject';
  const name =
    of === 'subject' && at[1] !== 'subject' ? `What subject is ${file} about?` : `${file}: the ${kind} “${of}”`;
  return html`<fieldset class="govuk-fieldset" aria-describedby="hint${number}">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${name}</legend>
    <div class="govuk-hint" id="hint${number}">
      ${sentence(reason)} About ${Math.round(confidence * 100)} % sure.
      ${entries.length > 0 ? html`Entries: ${entries.map((entry, place) => html`${place > 0 ? ' · ' : ''}<code>${entry}</code>`)}` : ''}
    </div>
    ${error(problem, number)}
    ${leftOut ? '' : radio(number, 'as-guessed', `Yes: ${plainly(as)}`, chosen === '' || chosen === 'as-guessed')}
    ${radio(number, 'leave-out', 'Leave it out', chosen === 'leave-out' || (leftOut && chosen !== 'other'))}
    ${radio(number, 'other', `Something else, ${examples[at[0]] ?? 'such as “Autumn 2 Reading SAS” or “class”'}:`, chosen === 'other')}
    <label class="govuk-visually-hidden" for="t${number}">What “${of}” is</label>
    <input
      class="govuk-input govuk-input--width-20 question__other"
      id="t${number}"
      name="t${number}"
      value="${written}"
      maxlength="120"
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

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
