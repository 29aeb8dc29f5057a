import { firstYearSentence } from '../../../../engine/index.ts';
import type { ImportReport, NotUsedFile, Proposed } from '../../../imports/import-tasks.ts';
import type { DataImportRow } from '../../../records/data-imports.ts';
import { dataReportView, table } from '../report-view.ts';
import { filesForm, filesName } from '../view.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import { plainly } from '../plainly.ts';
import { questionsView } from './questions-view.ts';

export interface ImportPage {
  readonly row: DataImportRow;
  /** What is being done at this moment; '' for nothing. */
  readonly step: string;
  readonly proposed: Proposed | null;
  readonly read: ImportReport | null;
  readonly manages: boolean;
  /** Whether the files are still there: they are removed once they are analysed. */
  readonly kept: boolean;
  /** Whether names and context wait in the record for the release. */
  readonly waits: boolean;
  /** Schools of earlier runs. */
  readonly schools: readonly string[];
  readonly token: string;
  readonly today: Date;
  /** Whether the last answers can be taken back. */
  readonly undo: boolean;
  readonly unsaved?: {
    readonly problems: ReadonlyMap<number, string>;
    readonly given: Readonly<Record<string, string>>;
  };
}

/** One lot of files, at the step it has come to. */
export function importView(page: ImportPage): Html {
  const { row } = page;
  return html`<p class="govuk-body"><a class="govuk-link" href="/data">Data</a></p>
    <h1 class="govuk-heading-l">${titles[row.state] ?? 'The school’s files'}</h1>
    ${stepsView(row.state)}
    <p class="govuk-body quiet">${filesName(row)}</p>
    ${row.problem === '' ? '' : problemView(row.problem)} ${partOf(page)} ${page.manages ? endParts(page) : ''}`;
}

const titles: Readonly<Record<string, string>> = {
  files: 'The files could not be read',
  reading: 'Reading the files',
  questions: 'A few questions',
  checked: 'What was found',
  analysing: 'Analysing',
  done: 'Analysed',
};

const steps = [
  ['Files', ['files', 'reading']],
  ['Questions', ['questions']],
  ['What was found', ['checked']],
  ['Analysis', ['analysing']],
  ['Release', ['done']],
] as const;

function stepsView(state: string): Html {
  return html`<ol class="steps" aria-label="Steps">
    ${steps.map(
      ([name, states]) =>
        html`<li ${(states as readonly string[]).includes(state) ? trusted(' aria-current="step"') : ''}>${name}</li>`,
    )}
  </ol>`;
}

function problemView(problem: string): Html {
  return html`<div class="govuk-error-summary" role="alert">
    <h2 class="govuk-error-summary__title">This did not work</h2>
    <div class="govuk-error-summary__body"><p>${problem}</p></div>
  </div>`;
}

/** What was not understood, each with the way to its question. */
function unansweredView({ problems }: NonNullable<ImportPage['unsaved']>, questions: Proposed['questions']): Html {
  return html`<div class="govuk-error-summary" role="alert">
    <h2 class="govuk-error-summary__title">Please look again</h2>
    <ul class="govuk-list govuk-error-summary__list">
      ${[...problems.keys()].map(
        (number) => html`<li><a href="#question-${number}">“${questions[number].of}” was not understood</a></li>`,
      )}
    </ul>
  </div>`;
}

function partOf(page: ImportPage): Html {
  const { state } = page.row;
  if (state === 'reading' || state === 'analysing') return workingPart(page);
  if (state === 'questions') return questionsPart(page);
  if (state === 'checked') return checkedPart(page);
  if (state === 'done') return donePart(page);
  return html`<p class="govuk-body">
    Correct what is named above and upload the files again, or others in their place.
  </p>`;
}

/** Asks again by itself: by the script, or where no scripts run by reloading. */
function workingPart({ row, step }: ImportPage): Html {
  return html`<div class="working" data-progress="/data/imports/${row.import_id}/progress" data-state="${row.state}">
    <p class="govuk-body lead" role="status" data-step>${step === '' ? 'Working' : step}</p>
    <progress aria-label="${titles[row.state] ?? 'Working'}"></progress>
    <p class="govuk-body">
      You can leave this page; the work goes on. Until it is done, everybody sees the results as they were.
    </p>
  </div>`;
}

function questionsPart({ row, proposed, schools, token, unsaved, manages, today }: ImportPage): Html {
  const questions = proposed?.questions ?? [];
  if (!manages)
    return html`<p class="govuk-body">${questions.length} questions wait for whoever looks after the data.</p>`;
  return html`${unsaved ? unansweredView(unsaved, questions) : ''}
    <p class="govuk-body lead">
      Most of the files explained themselves.
      ${questions.length === 1 ? 'One thing is' : `These ${questions.length} things are`} not sure enough to go without
      you. What you say of columns, grades and children is kept and not asked again; terms are asked of every new file.
      <a class="govuk-link" href="/data/imports/${row.import_id}/answers">All questions and answers, to print</a>.
    </p>
    <form method="post" action="/data/imports/${row.import_id}/answers" class="questions-form">
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="seen" value="${row.changed_at}" />
      ${questionsView({ questions, problems: unsaved?.problems ?? new Map(), given: unsaved?.given ?? {}, schools, today })}
      <button class="govuk-button">Read the files with these answers</button>
    </form>
    ${answersPart(row.import_id, proposed)}`;
}

function checkedPart({ row, read, proposed, manages, token, undo }: ImportPage): Html {
  if (read === null) return html`<p class="govuk-body">Nothing was found.</p>`;
  const oneWindow = read.report.windows.filter(({ results }) => results > 0).length === 1;
  return html`${oneWindow ? html`<div class="doubts"><p>${firstYearSentence()}</p></div>` : ''}
  ${manages && read.usable ? runForm(row, token) : ''} ${manages && undo ? undoForm(row, token) : ''}
  ${read.usable ? '' : html`<p class="govuk-body">Nothing can be analysed yet: mend what is named below.</p>`}
  ${dataReportView(read, row.import_id, (file) => (manages && row.folder === null ? mendForm(row, file, token) : ''))}
  ${answersPart(row.import_id, proposed)}`;
}

function runForm(row: DataImportRow, token: string): Html {
  return html`<form method="post" action="/data/imports/${row.import_id}/run" class="run">
    <input type="hidden" name="token" value="${token}" />
    <button class="govuk-button">Analyse</button>
    <p class="govuk-body quiet">
      Makes a draft. Staff see nothing of it until the headteacher or SENCO has released it.
    </p>
  </form>`;
}

/** Where mended rows come back; rows of a folder or file that is not ours are mended where they are. */
function mendForm(row: DataImportRow, { file, back }: NotUsedFile, token: string): Html {
  if (row.folder !== null || back === null)
    return html`<span class="quiet">Mend them in the file itself, then have it read again.</span>`;
  const id = `mended-${file.replace(/[^a-z0-9]/gi, '-')}`;
  const action =
    back === 'files'
      ? `/data/imports/${row.import_id}/files`
      : `/data/imports/${row.import_id}/mended?file=${encodeURIComponent(file)}`;
  return html`<form method="post" action="${action}" enctype="multipart/form-data">
    <input type="hidden" name="token" value="${token}" />
    <label class="govuk-label" for="${id}">Mended? Bring it back here; leave its first columns as they are</label>
    <input class="govuk-file-upload" id="${id}" name="files" type="file" accept=".csv,.txt" required />
    <button class="govuk-button govuk-button--secondary small">Put the rows back</button>
  </form>`;
}

function donePart({ row, read, proposed, kept }: ImportPage): Html {
  return html`<p class="govuk-body lead">
      The results are analysed.
      <a class="govuk-link" href="/data/runs/${row.run_id ?? ''}">See what changed, and release them</a>.
    </p>
    ${read === null ? '' : dataReportView(kept ? read : { ...read, notUsed: [] }, row.import_id, () => '')}
    ${answersPart(row.import_id, proposed)}`;
}

/** What was taken over from before, and the way to every answer. */
function answersPart(importId: string, proposed: Proposed | null): Html | '' {
  if (proposed === null || proposed.guesses.length === 0) return '';
  const again = proposed.guesses.filter(({ reused }) => reused);
  return html`<section aria-labelledby="answers">
    <h2 class="govuk-heading-m" id="answers">How the files were understood</h2>
    <p class="govuk-body">
      ${
        again.length === 0
          ? ''
          : `${again.length} ${again.length === 1 ? 'answer' : 'answers'} from before ${again.length === 1 ? 'is' : 'are'} used again. `
      }<a class="govuk-link" href="/data/imports/${importId}/answers">See, change or print every answer</a>.
    </p>
    ${
      again.length === 0
        ? ''
        : html`<details class="govuk-details">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">Used again from before</span>
            </summary>
            <div class="govuk-details__text">
              ${table(
                'Used again from before',
                ['File', 'Column or entry', 'Taken as'],
                again.slice(0, 300).map(({ file, of, as }) => [file, of, plainly(as)]),
              )}
            </div>
          </details>`
    }
  </section>`;
}

function undoForm({ import_id }: DataImportRow, token: string): Html {
  return html`<form method="post" action="/data/imports/${import_id}/undo" class="no-print">
    <input type="hidden" name="token" value="${token}" />
    <button class="govuk-button govuk-button--secondary">Undo my last answers</button>
  </form>`;
}

function endParts({ row, token, waits }: ImportPage): Html | '' {
  if (row.state === 'done' && !waits) return '';
  const more = row.folder === null && ['files', 'questions', 'checked'].includes(row.state);
  return html`${
      more
        ? html`<details class="govuk-details" ${row.state === 'files' ? trusted(' open') : ''}>
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">Add files, or bring one again</span>
            </summary>
            <div class="govuk-details__text">
              ${filesForm(`/data/imports/${row.import_id}/files`, token, 'Add these files')}
            </div>
          </details>`
        : ''
    }
    <form method="post" action="/data/imports/${row.import_id}/discard">
      <input type="hidden" name="token" value="${token}" />
      <button class="govuk-button govuk-button--secondary">
        ${row.state === 'done' ? 'Remove the names that wait' : row.state === 'reading' || row.state === 'analysing' ? 'Stop, and remove the files' : 'Remove the files'}
      </button>
    </form>`;
}
