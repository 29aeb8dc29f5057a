import type { Asked } from '../../../imports/import-tasks.ts';
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

/** What a filled question says to the mapping: null where the guess stands as it is, '' where nothing was written. */
export function answerOf({ at: [part] }: Pick<Asked, 'at'>, chosen: string, written: string): string | null {
  if (part === 'school' || part === 'schools') return written === '' ? null : written;
  if (part === 'academicYear') return written === '' ? null : written;
  if (part === 'people' || part === 'identifiers') return chosen === 'yes' || chosen === 'no' ? chosen : null;
  if (chosen === 'leave-out') return '-';
  return chosen === 'other' ? written : null;
}

/** One thing that was not sure, as a field: what was guessed comes first, with why and how sure. */
export function questionView(page: QuestionPage): Html {
  const { question, number } = page;
  const [part] = question.at;
  const body =
    part === 'school' || part === 'schools' || part === 'academicYear'
      ? writtenField(page)
      : part === 'people' || part === 'identifiers'
        ? yesOrNo(page)
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

/** Whether two are one child: the one who answers sees both by name, because no likelihood decides it. */
function yesOrNo({ question, number, chosen }: QuestionPage): Html {
  const { at, of, as, file, reason, persons } = question;
  const aRow = at[0] === 'people';
  const legend = aRow ? `${file}, ${of} has no number. Is it ${as}?` : `Is ${of} ${as}?`;
  return html`<fieldset class="govuk-fieldset" aria-describedby="hint${number}">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${legend}</legend>
    <div class="govuk-hint" id="hint${number}">
      ${persons === null ? '' : html`<span class="one-child">${persons.row}</span> · <span class="one-child">${persons.pupil}</span>. `}
      ${sentence(reason)} Nobody is matched without your yes.
    </div>
    ${radio(number, 'yes', 'Yes, the same child', chosen === 'yes')}
    ${radio(number, 'no', 'No, two children', chosen === 'no')}
    ${radio(number, 'later', aRow ? 'Not sure: leave the row out for now' : 'Not sure: keep them apart for now', chosen !== 'yes' && chosen !== 'no')}
  </fieldset>`;
}

const kinds: Readonly<Record<string, string>> = {
  columns: 'column',
  windows: 'result set',
  undated: 'term of',
  sheets: 'term of',
  few: 'term of the',
  scales: 'order of the',
  dayOrder: 'order of',
};
const examples: Readonly<Record<string, string>> = {
  windows: 'such as “Autumn 2 2025/26”',
  undated: 'such as “Autumn 2 2025/26”',
  sheets: 'such as “Autumn 2 2025/26”, or “by date”',
  few: 'the term itself to keep it apart, such as “Spring 2025/26”',
  scales: 'lowest first, such as “Emerging < Developing < Secure”',
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

/** “primary_need” → “the column of primary need”; “results in reading, autumn 2” stays. */
export function plainly(as: string): string {
  return /^[a-z_]+$/.test(as) ? `the column of ${as.replaceAll('_', ' ')}` : as.replaceAll('_', ' ');
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
