import { windowMonth } from '../../../engine/index.ts';
import type { KnownRun } from '../../runs/run-library.ts';
import type { DataImportRow } from '../../records/data-imports.ts';
import { megabytes, type KeptFiles } from '../../imports/room-for-files.ts';
import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';

export interface DataPage {
  readonly runs: readonly KnownRun[];
  /** Files on their way, newest first. */
  readonly imports: readonly Pick<DataImportRow, 'import_id' | 'state' | 'files' | 'folder' | 'made_at' | 'made_by'>[];
  readonly nameOf: (personId: string) => string;
  readonly manages: boolean;
  readonly byHand: boolean;
  /** Data folders on this machine; null where files cannot be brought here at all. */
  readonly folders: readonly string[] | null;
  /** What the reader's brought files take on the disk; null where files cannot be brought here at all. */
  readonly kept: Pick<KeptFiles, 'used' | 'most'> | null;
  readonly token: string;
}

/** From the school's files to released results: bringing them (whoever manages data), what is on its way, every run. */
export function dataView(page: DataPage): Html {
  return html`<h1 class="govuk-heading-l">Data</h1>
    <p class="govuk-body lead">
      From the school’s own files to the lists: upload the files, answer what is not clear, read what was found,
      analyse, and release. Nothing leaves this machine.
    </p>
    ${page.manages ? bringPart(page) : ''}
    <p class="govuk-body"><a class="govuk-link" href="/data/answers">Answers kept for the next files</a></p>
    ${page.imports.length > 0 ? importsPart(page) : ''} ${runsPart(page)}`;
}

function bringPart({ folders, kept, token }: DataPage): Html {
  if (folders === null)
    return html`<p class="govuk-body">
      This server was started without a folder for files, so none can be brought here. Start it with same-start serve.
    </p>`;
  return html`<section aria-labelledby="bring">
    <h2 class="govuk-heading-m" id="bring">Upload the school’s files</h2>
    ${filesForm('/data/upload', token, 'Upload these files')}
    ${
      kept === null || kept.used === 0
        ? ''
        : html`<p class="govuk-body quiet">
            Files brought so far take ${megabytes(kept.used)} of ${megabytes(kept.most)}.
          </p>`
    }
    ${
      folders.length > 0
        ? html`<form method="post" action="/data/folder" class="again">
            <input type="hidden" name="token" value="${token}" />
            ${folders.map(
              (folder, number) =>
                html`<p class="govuk-body">
                  Or read the data folder on this machine again, ${folder}:
                  <button class="govuk-button govuk-button--secondary small" name="folder" value="${number}">
                    Read it again<span class="govuk-visually-hidden">: ${folder}</span>
                  </button>
                </p>`,
            )}
          </form>`
        : ''
    }
  </section>`;
}

/** A form for files: its token comes first, so that it is checked before any file is read. */
export function filesForm(action: string, token: string, button: string): Html {
  return html`<form method="post" action="${action}" enctype="multipart/form-data" class="bring">
    <input type="hidden" name="token" value="${token}" />
    <div class="govuk-form-group">
      <label class="govuk-label" for="files">Files from the school’s systems, as they are</label>
      <div class="govuk-hint" id="files-hint">
        One or several: the pupil list and the results, in one sheet or apart. CSV, Excel (.xlsx), Common Transfer File
        (.xml), OneRoster, or a test publisher’s export. The first time, every window you have, because progress is
        counted from an earlier one; after that, the new window is enough.
      </div>
      <input
        class="govuk-file-upload"
        id="files"
        name="files"
        type="file"
        multiple
        required
        accept=".csv,.tsv,.txt,.xlsx,.xlsm,.ods,.xml,.parquet,.arrow"
        aria-describedby="files-hint"
      />
    </div>
    <button class="govuk-button">${button}</button>
    <p class="govuk-body quiet">
      They are kept in a private folder on this machine until they are analysed, and then deleted. If nobody goes on
      with them, they are deleted after a day. Names go into the encrypted record only.
    </p>
  </form>`;
}

const stateWords: Readonly<Record<string, string>> = {
  files: 'could not be read: see why',
  reading: 'being read',
  questions: 'questions to answer',
  checked: 'read; ready to be analysed',
  analysing: 'being analysed',
  done: 'analysed',
};

function importsPart({ imports, nameOf }: DataPage): Html {
  return html`<section aria-labelledby="on-the-way">
    <h2 class="govuk-heading-m" id="on-the-way">On the way</h2>
    <ul class="govuk-list">
      ${imports.map(
        (one) =>
          html`<li>
            <a class="govuk-link" href="/data/imports/${one.import_id}">${filesName(one)}</a>:
            ${stateWords[one.state] ?? one.state}
            <span class="quiet"
              >(${dateWords(one.made_at.slice(0, 10))}${nameOf(one.made_by) ? `, ${nameOf(one.made_by)}` : ''})</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

/** “autumn.xlsx and 2 more”, or the data folder. */
export function filesName({ files, folder }: Pick<DataImportRow, 'files' | 'folder'>): string {
  if (folder !== null) return `the data folder ${folder}`;
  const names = (JSON.parse(files) as { name: string }[]).map(({ name }) => name);
  if (names.length === 0) return 'no file';
  return names.length === 1 ? names[0] : `${names[0]} and ${names.length - 1} more`;
}

function runsPart({ runs, nameOf, byHand }: DataPage): Html {
  return html`<section aria-labelledby="runs">
    <h2 class="govuk-heading-m" id="runs">Results analysed</h2>
    ${
      runs.length === 0
        ? html`<p class="govuk-body">None so far. What is analysed stands here, newest first.</p>`
        : html`<div class="wide">
            <table class="govuk-table">
              <thead>
                <tr>
                  <th scope="col" class="govuk-table__header">Window</th>
                  <th scope="col" class="govuk-table__header">Staff see it?</th>
                  <th scope="col" class="govuk-table__header">Run</th>
                </tr>
              </thead>
              <tbody>
                ${runs.map((run) => runRow(run, nameOf))}
              </tbody>
            </table>
          </div>`
    }
    <p class="govuk-body quiet">
      ${
        byHand
          ? 'Staff see nothing until the headteacher or SENCO has released it.'
          : 'What was analysed with the command is shown at once while you are the only one with an account here. What is analysed on this page waits until it is released. As soon as others have accounts, everything waits.'
      }
    </p>
  </section>`;
}

function runRow(run: KnownRun, nameOf: (personId: string) => string): Html {
  const whole = run.state === 'complete';
  const month = windowMonth(run.windowDate);
  return html`<tr>
    <th scope="row" class="govuk-table__header">
      ${whole ? html`<a class="govuk-link" href="/data/runs/${run.id}">${month}</a>` : month}
    </th>
    <td class="govuk-table__cell">
      ${whole ? standingWords(run, nameOf(run.standing.by)) : `cannot be opened: ${run.problem ?? ''}`}
    </td>
    <td class="govuk-table__cell quiet breaks">${run.id}</td>
  </tr>`;
}

/** “Released on 24 November 2026 by S. Khan.” */
export function standingWords({ release, standing }: KnownRun, by: string): string {
  const on = standing.at === '' ? '' : ` on ${dateWords(standing.at.slice(0, 10))}`;
  const who = by === '' ? '' : ` by ${by}`;
  if (release === 'released') return standing.state === 'none' ? 'Yes, shown at once.' : `Yes: released${on}${who}.`;
  if (release === 'withdrawn') return `No: withdrawn${on}${who}. Reason: ${standing.reason}`;
  return standing.state === 'none' ? 'No: a draft, not yet released.' : `No: a draft, made${on}${who}.`;
}
