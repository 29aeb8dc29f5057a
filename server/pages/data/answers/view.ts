import type { Guess } from '../../../../engine/index.ts';
import type { DataImportRow } from '../../../records/data-imports.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import { table } from '../report-view.ts';
import { gradesList } from '../grades-list.ts';
import { filesName } from '../view.ts';
import { plainly } from '../plainly.ts';
import { termSelect } from '../terms-view.ts';

export interface ImportAnswersPage {
  readonly row: DataImportRow;
  readonly guesses: readonly Guess[];
  /** Questions that wait. */
  readonly open: readonly Guess[];
  readonly changeable: boolean;
  readonly undo: boolean;
  readonly today: Date;
  readonly token: string;
}

const mostShown = 500;
const sureEnough = 0.85;

/** All questions and answers of one lot of files: a table to print, and a form to change them where they can be. */
export function importAnswersView(page: ImportAnswersPage): Html {
  const { row, guesses, open, changeable, undo, token } = page;
  const isOpen = (guess: Guess): boolean => open.some(({ at }) => at.join('\n') === guess.at.join('\n'));
  const standing = (guess: Guess): string =>
    isOpen(guess)
      ? 'waits for an answer'
      : guess.reused
        ? 'from before'
        : guess.confidence < sureEnough
          ? 'asked'
          : 'understood';
  return html`<p class="govuk-body no-print">
      <a class="govuk-link" href="/data/imports/${row.import_id}">Back to the files</a>
    </p>
    <h1 class="govuk-heading-l">Questions and answers</h1>
    <p class="govuk-body quiet">${filesName(row)}</p>
    ${
      undo
        ? html`<form method="post" action="/data/imports/${row.import_id}/undo" class="no-print">
            <input type="hidden" name="token" value="${token}" />
            <button class="govuk-button govuk-button--secondary">Undo my last answers</button>
          </form>`
        : ''
    }
    ${
      changeable
        ? changeForm(page)
        : table(
            'Questions and answers',
            ['File', 'About', 'Answer', 'Why', 'Standing'],
            guesses
              .slice(0, mostShown)
              .map((guess) => [guess.file, guess.of, plainly(guess.as), guess.reason, standing(guess)]),
          )
    }
    ${row.state === 'done' ? html`<p class="govuk-body no-print">These results are analysed. Bring the files again to change what they say, or change <a class="govuk-link" href="/data/answers">what is kept for the next files</a>.</p>` : ''}`;
}

/** Parts of a mapping that no question is about. */
const fixed: ReadonlySet<string> = new Set(['numbersPerSchool']);

function changeForm({ row, guesses, today, token }: ImportAnswersPage): Html {
  return html`<p class="govuk-body">Change what is wrong and read the files again; what you leave stays as it is.</p>
    <form method="post" action="/data/imports/${row.import_id}/answers">
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="seen" value="${row.changed_at}" />
      <input type="hidden" name="all" value="1" />
      ${answersTable(
        guesses
          .slice(0, mostShown)
          .map((guess, number) => [
            guess.file,
            guess,
            fixed.has(guess.at[0]) ? html`` : changeField(guess, number, today),
          ]),
      )}
      <button class="govuk-button no-print">Read the files with these answers</button>
    </form>`;
}

function changeField({ at, of, as, file, choices, grades = [] }: Guess, number: number, today: Date): Html {
  const [part] = at;
  const label = `${file}, ${of}`;
  if (['sheets', 'windows', 'few'].includes(part)) return termSelect({ number, as, chosen: '', today, label });
  if (['people', 'identifiers', 'ends'].includes(part))
    return html`<select class="govuk-select" name="q${number}" aria-label="${label}">
      <option value="later">as it is</option>
      <option value="yes">yes</option>
      <option value="no">no</option>
    </select>`;
  if (part === 'scales') return orderField({ number, label, grades, choices: ['order', 'leave-out'] });
  if (choices !== undefined) return choicesField(number, label, choices);
  return otherField({ number, label, choices: ['leave-out', 'other'] });
}

/** One of what it can be, as it is unless another is picked. */
function choicesField(
  number: number,
  label: string,
  choices: NonNullable<Guess['choices']>,
  more: Html | '' = '',
): Html {
  return html`<select class="govuk-select" name="q${number}" aria-label="${label}">
    <option value="as-guessed">as it is</option>
    ${more} ${choices.map((choice, place) => html`<option value="choice-${place}">${choice.label}</option>`)}
  </select>`;
}

/** An order of grades is picked or dragged, never typed. */
function orderField(of: {
  readonly number: number;
  readonly label: string;
  readonly grades: readonly string[];
  readonly choices: readonly string[];
}): Html {
  const { number, label, grades, choices } = of;
  return html`<select class="govuk-select" name="q${number}" aria-label="${label}" data-order>
      <option value="as-guessed">as it is</option>
      ${choices.map((choice) => html`<option value="${choice}">${choiceWords[choice]}</option>`)}
    </select>
    ${gradesList({ number, grades, picked: grades })}`;
}

const choiceWords: Readonly<Record<string, string>> = {
  'leave-out': 'leave it out',
  order: 'in this order, lowest first:',
  other: 'something else:',
  forget: 'ask again next time',
};

function otherField(of: {
  readonly number: number;
  readonly label: string;
  readonly choices: readonly string[];
  readonly chosen?: string;
  readonly written?: string;
}): Html {
  const { number, label, choices, chosen = '', written = '' } = of;
  return html`<select class="govuk-select" name="q${number}" aria-label="${label}">
      <option value="as-guessed">as it is</option>
      ${choices.map((choice) => html`<option value="${choice}" ${chosen === choice ? trusted(' selected') : ''}>${choiceWords[choice]}</option>`)}
    </select>
    <input
      class="govuk-input govuk-input--width-10"
      name="t${number}"
      value="${written}"
      maxlength="120"
      aria-label="${label}: what it is"
    />`;
}

/** Rows of what is said, as what, and a field to say otherwise. */
function answersTable(rows: readonly (readonly [string, Guess, Html])[]): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Answers">
    <table class="govuk-table small-table">
      <thead>
        <tr>
          <th scope="col" class="govuk-table__header">About</th>
          <th scope="col" class="govuk-table__header">Answer</th>
          <th scope="col" class="govuk-table__header">Why</th>
          <th scope="col" class="govuk-table__header no-print">Change to</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([file, { of, as, reason, reused }, field], number) =>
            html`<tr id="answer-${number}">
              <th scope="row" class="govuk-table__header breaks">
                ${of === 'academicYear' ? 'The academic year' : of}${file === '' ? '' : html`<br /><span class="quiet">${file}</span>`}
              </th>
              <td class="govuk-table__cell breaks">${plainly(as)}</td>
              <td class="govuk-table__cell quiet">${reason}${reused ? ' (used again)' : ''}</td>
              <td class="govuk-table__cell no-print">${field}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export interface KeptAnswersPage {
  readonly answers: readonly Guess[];
  readonly seen: string;
  readonly manages: boolean;
  readonly problems: ReadonlyMap<number, string>;
  readonly given: Readonly<Record<string, string>>;
  readonly token: string;
}

function keptField(
  { at: [part], of, choices, grades = [] }: Guess,
  number: number,
  given: Readonly<Record<string, string>>,
): Html {
  if (part === 'scales') return orderField({ number, label: of, grades, choices: ['order', 'forget', 'leave-out'] });
  const forget = html`<option value="forget">${choiceWords['forget']}</option>`;
  if (choices !== undefined) return choicesField(number, of, choices, forget);
  if (part === 'measures') return choicesField(number, of, [], forget);
  const [chosen, written] = [given[`q${number}`] ?? '', given[`t${number}`] ?? ''];
  return otherField({ number, label: of, choices: ['forget', 'leave-out', 'other'], chosen, written });
}

/** What is remembered for the next files: columns, subjects, result sets, orders of grades. */
export function keptAnswersView({ answers, seen, manages, problems, given, token }: KeptAnswersPage): Html {
  const shown = answers.slice(0, mostShown);
  const rows = shown.map((answer, number): readonly [string, Guess, Html] => [
    '',
    answer,
    html`${problems.has(number) ? html`<p class="govuk-error-message">${problems.get(number)}</p>` : ''}
    ${keptField(answer, number, given)}`,
  ]);
  return html`<p class="govuk-body no-print"><a class="govuk-link" href="/data">Data</a></p>
    <h1 class="govuk-heading-l">Answers kept for the next files</h1>
    <p class="govuk-body">
      What columns and grades mean is remembered and not asked again. Terms, years and schools are asked of every new
      file.
    </p>
    ${
      shown.length === 0
        ? html`<p class="govuk-body">Nothing is kept yet.</p>`
        : manages
          ? html`<form method="post" action="/data/answers">
              <input type="hidden" name="token" value="${token}" />
              <input type="hidden" name="seen" value="${seen}" />
              ${answersTable(rows)}
              <button class="govuk-button no-print">Keep these answers instead</button>
            </form>`
          : table(
              'Answers kept',
              ['About', 'Answer'],
              shown.map(({ of, as }) => [of, plainly(as)]),
            )
    }`;
}
