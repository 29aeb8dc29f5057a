import { dataReportText, yearName } from './data-report-text.ts';
import type { DataReport } from './data-report.ts';
import type { FileReport } from './data-report-parts.ts';

/** The data report as one page of HTML that needs nothing else: headings, tables, every text escaped. */
export function dataReportHtml(report: DataReport): string {
  const { newest } = report;
  const schools = report.roll.schools.map(({ school, pupils, yearGroups }) => [
    school,
    String(pupils),
    yearGroups.map(({ yearGroup, pupils: n }) => `${yearName(yearGroup)}\u00a0${n}`).join(' · '),
  ]);
  const subjects = (newest?.subjects ?? []).map(({ subject, onRoll, statuses, withoutResult, notMatched }) => [
    subject,
    String(onRoll),
    `${statuses.valid + statuses.floor + statuses.ceiling} (${share(statuses.valid + statuses.floor + statuses.ceiling, onRoll)})`,
    String(statuses.absent),
    String(statuses['below-test'] + statuses.disapplied + statuses.withheld),
    String(withoutResult),
    String(notMatched),
  ]);
  const coverage = report.coverage
    .slice(0, 2000)
    .map((row) => [
      row.school,
      row.class ?? '–',
      row.subject,
      String(row.onRoll),
      `${row.scored} (${share(row.scored, row.onRoll)})`,
      String(row.otherStatus),
      String(row.withoutResult),
    ]);
  const { changes, duplicates } = report;
  const windows = report.windows.filter(({ results }) => results > 0).map(({ window }) => window);
  const everyWindow = Map.groupBy(report.coverageByWindow, (row) =>
    JSON.stringify([row.school, row.class ?? '–', row.subject]),
  );
  const byWindow = [...everyWindow].slice(0, 2000).map(([place, rows]) => [
    ...(JSON.parse(place) as string[]),
    String(rows[0].onRoll),
    ...windows.map((window) => {
      const row = rows.find((each) => each.window === window);
      return !row || row.scored + row.otherStatus === 0 ? '–' : `${row.scored} (${share(row.scored, row.onRoll)})`;
    }),
  ]);
  const moves = [
    ...(changes.since !== null && changes.joined > 0 ? [`${changes.joined} joined since ${changes.since}`] : []),
    ...(changes.firstResults > 0 ? [`${changes.firstResults} with first results in the newest window`] : []),
    ...(changes.moved > 0 ? [`${changes.moved} changed school`] : []),
    ...(changes.left > 0
      ? [`${changes.left} left; ${changes.leaversResults} results of theirs are kept for comparison`]
      : []),
  ];
  const rules = [
    ...(duplicates.identical > 0 ? [`${duplicates.identical} rows say what another row says: counted once`] : []),
    ...(duplicates.byDate > 0 ? [`${duplicates.byDate} times the dates differ: the latest was used`] : []),
    ...(duplicates.undecided > 0 ? [`${duplicates.undecided} times none is the latest: all left out`] : []),
  ];
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Data report</title>
<style>body{font:16px/1.4 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #b1b4b6;padding:.3rem .6rem;text-align:left;vertical-align:top}th{background:#f3f2f1}.wide{overflow-x:auto}h2{overflow-wrap:anywhere}</style>
</head><body><main>
<h1>Data report</h1>
<h2>Roll: ${report.roll.pupils} pupils</h2>
${table(['School', 'Pupils', 'By year group'], schools)}
${moves.length > 0 ? `<ul>${moves.map((text) => `<li>${escape(text)}</li>`).join('')}</ul>` : ''}
<h2>${newest ? `Newest window: ${escape(newest.window)}, ${escape(newest.date)}` : 'No window has a result'}</h2>
${table(['Subject', 'On roll', 'With a score', 'Absent', 'Other status', 'No result', 'Results without a pupil'], subjects)}
<h2>Files</h2>
${table(['File', 'Rows', 'Used', 'Not used', 'Identical, counted once', 'Columns without meaning'], report.files.map(fileRow))}
${report.files.map(reasonTable).join('')}
${list('Several results of one pupil, subject and window', rules)}
${list(
  'Worth a look (nothing was changed for it)',
  report.doubts.map(
    ({ text, count, examples }) => `${count} × ${text}${examples.length > 0 ? ` (${examples.join('; ')})` : ''}`,
  ),
)}
${list(
  'Cells that could not be read (their rows are used)',
  report.setAside.cells
    .slice(0, 200)
    .map(
      ({ file, row, column, value, reason }) => `${file} row ${row}, ${column}${value ? ` “${value}”` : ''}: ${reason}`,
    ),
)}
${list('Assumed, because the folder does not say', report.assumptions)}
<h2>Coverage by class, newest window</h2>
${table(['School', 'Class', 'Subject', 'On roll', 'With a score', 'Other status', 'No result'], coverage)}
<h2>With a score, by class and window (pupils now on roll)</h2>
${table(['School', 'Class', 'Subject', 'On roll', ...windows], byWindow)}
<details><summary>As text</summary><pre>${escape(dataReportText(report))}</pre></details>
</main></body></html>
`;
}

function fileRow(file: FileReport): string[] {
  return [
    file.file,
    String(file.rows),
    `${file.kept} (${share(file.kept, file.rows)})`,
    `${file.rejected} (${share(file.rejected, file.rows)})`,
    String(file.countedOnce),
    file.unknownColumns.join(', '),
  ];
}

function reasonTable({ file, rows: all, reasons }: FileReport): string {
  if (reasons.length === 0) return '';
  const rows = reasons.map(({ count, firstRow, column, firstValue, reason }) => [
    String(count),
    share(count, all),
    String(firstRow),
    column,
    firstValue,
    reason,
  ]);
  return `<h3>${escape(file)}: rows not used</h3>${table(['Rows', 'Share', 'First at row', 'Column', 'Value', 'Why, and what to do'], rows)}`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[], tag: string): string =>
    `<tr>${row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  const body = rows.map((row) => cells(row, 'td')).join('');
  // Wide tables scroll by themselves, by keyboard too, so that the page does not.
  return `<div class="wide" tabindex="0" role="region" aria-label="Table: ${escape(header.join(', '))}"><table><thead>${cells(header, 'th')}</thead><tbody>${body}</tbody></table></div>`;
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0
    ? ''
    : `<h2>${escape(title)}</h2><ul>${items.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>`;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}\u00a0%`;
}

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (mark) => entities[mark]);
}
