import {
  resultsBalance,
  resultsBalanceSentence,
  rollLine,
  subjectWords,
  windowMonth,
  type DataReport,
} from '../../../engine/index.ts';
import type { ImportReport, NotUsedFile } from '../../imports/import-tasks.ts';
import { dateWords } from '../../html/date-words.ts';
import { html, trusted, type Content, type Html } from '../../html/html.ts';

/** What was read, who is on roll and who has a score, what could not be used and why: pupils first. */
export function dataReportView(read: ImportReport, importId: string, mend: (file: NotUsedFile) => Html | ''): Html {
  const { report } = read;
  return html`${balancePart(read)} ${rollPart(read)} ${notUsedPart(read, importId, mend)} ${doubtsPart(report)}
  ${filesPart(read)} ${coveragePart(report)}`;
}

/** Results in the files, results that will be analysed, the difference by reason: one number, after all checks. */
function balancePart({ report, conversion, earlier }: ImportReport): Html | '' {
  // Reports of earlier versions do not say the reasons.
  if (!conversion?.notUsedFor) return '';
  const balance = resultsBalance(conversion, report, earlier?.results ?? 0);
  return html`<p class="govuk-body lead">${resultsBalanceSentence(balance)}</p>
    ${
      balance.notAnalysed.length === 0
        ? ''
        : table(
            'Results that will not be analysed',
            ['Results', 'Why, and what to do'],
            balance.notAnalysed.map(({ reason, count }) => [count, reason]),
          )
    }`;
}

function rollPart({ report: { roll, newest, windows }, earlier }: ImportReport): Html {
  const schools = roll.schools.map(({ school, pupils }) => `${school} ${pupils}`);
  return html`<section aria-labelledby="roll">
    <h2 class="govuk-heading-m" id="roll">Pupils</h2>
    <ul class="govuk-list rolls">
      ${
        newest === null
          ? html`<li>Roll ${roll.pupils}. No window has a result.</li>`
          : newest.subjects.map(({ subject, onRoll, statuses, withoutResult, notMatched }) => {
              const line = rollLine(subjectWords(subject).name, {
                onRoll,
                valid: statuses.valid,
                floor: statuses.floor,
                ceiling: statuses.ceiling,
                absent: statuses.absent,
                belowTest: statuses['below-test'],
                disapplied: statuses.disapplied,
                withheld: statuses.withheld,
                notEntered: withoutResult,
                unmatched: notMatched,
              });
              return html`<li>${line}</li>`;
            })
      }
    </ul>
    <p class="govuk-body">
      ${newest === null ? '' : `Newest window: ${newest.label ?? newest.window}, ${dateWords(newest.date)}. `}${schools.length > 1 ? `By school: ${schools.join(' · ')}. ` : ''}
      Results by window:
      ${windows.map(({ window, date, results }, place) => `${place > 0 ? ' · ' : ''}${windowMonth(date) || window} ${results}`)}.
    </p>
    ${
      earlier === null
        ? ''
        : html`<p class="govuk-body">
            ${earlier.results} results of ${earlier.windows.map(({ date }) => windowMonth(date)).join(', ')} are not in
            these files; they are taken over from the results released before.
          </p> `
    }
  </section>`;
}

function notUsedPart(
  { report, conversion, notUsed }: ImportReport,
  importId: string,
  mend: (file: NotUsedFile) => Html | '',
): Html {
  const reasons = report.files.flatMap(({ file, reasons: found }) => found.map((reason) => ({ file, ...reason })));
  const cells = conversion?.unused ?? [];
  if (notUsed.length === 0)
    return html`<section aria-labelledby="not-used">
      <h2 class="govuk-heading-m" id="not-used">Not used</h2>
      <p class="govuk-body">Every row was used.</p>
    </section>`;
  return html`<section aria-labelledby="not-used">
    <h2 class="govuk-heading-m" id="not-used">Not used, and what to do</h2>
    ${
      reasons.length === 0
        ? ''
        : table(
            'Rows not used',
            ['Rows', 'File', 'First at row', 'Column', 'Entry', 'Why, and what to do'],
            reasons.map((one) => [one.count, one.file, one.firstRow, one.column, one.firstValue, one.reason]),
          )
    }
    ${
      cells.length === 0
        ? ''
        : table(
            'Cells not used',
            ['File', 'Row', 'Column', 'Entry', 'Why, and what to do'],
            cells.slice(0, 20).map((cell) => [cell.file, cell.row, cell.column, cell.value, cell.reason]),
          )
    }
    <ul class="govuk-list">
      ${notUsed.map(
        (one) =>
          html`<li class="mend">
            <a class="govuk-link" href="/data/imports/${importId}/not-used.csv?file=${encodeURIComponent(one.file)}"
              >${one.rows === 1 ? 'This row' : `These ${one.rows} rows`} as CSV, to be mended<span
                class="govuk-visually-hidden"
              >
                (${one.file})</span
              ></a
            >
            ${mend(one)}
          </li>`,
      )}
    </ul>
  </section>`;
}

function doubtsPart(report: DataReport): Html | '' {
  const doubts = report.doubts.map(
    ({ text, count, examples }) =>
      `${count} × ${text}${examples.length > 0 ? ` (${examples.slice(0, 3).join('; ')})` : ''}`,
  );
  const setAside = report.setAside.cells
    .slice(0, 20)
    .map(
      ({ file, row, column, value, reason }) => `${file} row ${row}, ${column}${value ? ` “${value}”` : ''}: ${reason}`,
    );
  return html`${list('Worth a look (nothing was changed for it)', doubts, true)}
  ${list(`Entries that could not be read; their rows are used (${report.setAside.count})`, setAside)}`;
}

function filesPart({ report, conversion }: ImportReport): Html {
  const notes = (conversion?.notes ?? []).map(({ text, count }) => (count > 1 ? `${text} (${count})` : text));
  const results = conversion?.results;
  const pairs = (conversion?.possibleMatches ?? [])
    .slice(0, 10)
    .map(
      ({ id, otherId, likelihood, reason }) =>
        `${id} and ${otherId} may be one child (${Math.round(likelihood * 100)} in 100: ${reason}); not put together.`,
    );
  return html`<section aria-labelledby="read">
    <h2 class="govuk-heading-m" id="read">What was read</h2>
    ${
      results && results.empty > 0
        ? html`<p class="govuk-body">${results.empty} cells of results in the school’s files are empty.</p>`
        : ''
    }
    ${table(
      'Tables read',
      ['Table', 'Rows', 'Used', 'Not used', 'The same twice, counted once'],
      report.files.map((file) => [file.file, file.rows, file.kept, file.rejected, file.countedOnce]),
    )}
    ${list('Noted', [...notes, ...pairs])} ${list('Assumed, because the files do not say', report.assumptions)}
  </section>`;
}

function coveragePart({ coverage }: DataReport): Html | '' {
  if (coverage.length === 0) return '';
  const rows = coverage
    .slice(0, 600)
    .map((row) => [
      row.school,
      row.class ?? '–',
      subjectWords(row.subject).label,
      row.onRoll,
      row.scored,
      row.otherStatus,
      row.withoutResult,
    ]);
  return html`<details class="govuk-details">
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">Who was tested, by class</span>
    </summary>
    <div class="govuk-details__text">
      ${table('Who was tested, by class', ['School', 'Class', 'Subject', 'On roll', 'With a score', 'Another entry', 'No result'], rows)}
    </div>
  </details>`;
}

/** A table whose first column names the row; numbers stand to the right. */
export function table(
  caption: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Html {
  const cell = (value: string | number): Content => value;
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}">
    <table class="govuk-table small-table">
      <caption class="govuk-visually-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${header.map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((value) =>
                typeof value === 'number'
                  ? html`<td class="govuk-table__cell number">${cell(value)}</td>`
                  : html`<td class="govuk-table__cell breaks">${cell(value)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function list(title: string, items: readonly string[], open = false): Html | '' {
  if (items.length === 0) return '';
  return html`<details class="govuk-details" ${open ? trusted(' open') : ''}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${title}</span></summary>
    <ul class="govuk-list govuk-list--bullet govuk-details__text">
      ${items.map((item) => html`<li>${item}</li>`)}
    </ul>
  </details>`;
}
