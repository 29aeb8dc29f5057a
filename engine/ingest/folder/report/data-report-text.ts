import type { DataReport } from './data-report.ts';
import type { CoverageReport, FileReport, SubjectReport } from './data-report-parts.ts';

/** The data report as lines of text: pupils on roll first, then what was not used and what to do about it. */
export function dataReportText(report: DataReport): string {
  return [
    ...rollLines(report),
    '',
    ...newestLines(report),
    ...coverageLines(report),
    '',
    ...report.files.flatMap(fileLines),
    ...duplicateLines(report),
    ...setAsideLines(report),
    ...doubtLines(report),
    ...(report.assumptions.length > 0 ? ['', 'Assumed, because the folder does not say:'] : []),
    ...report.assumptions.map((text) => `  ${text}`),
    '',
  ].join('\n');
}

function rollLines({ roll, changes }: DataReport): string[] {
  const schools = roll.schools.slice(0, 30).map(({ school, pupils, yearGroups }) => {
    const years = yearGroups.map(({ yearGroup, pupils: n }) => `${yearName(yearGroup)} ${whole(n)}`).join(' · ');
    return `  ${school}: ${whole(pupils)} (${years})`;
  });
  const more = roll.schools.length - schools.length;
  return [
    `Roll ${whole(roll.pupils)} in ${counted(roll.schools.length, 'school')}`,
    ...schools,
    ...(more > 0 ? [`  and ${counted(more, 'more school')}`] : []),
    ...changeLines({ changes }),
  ];
}

function changeLines({ changes }: Pick<DataReport, 'changes'>): string[] {
  const { since, joined, firstResults, left, leaversResults, moved } = changes;
  const parts = [
    ...(since !== null && joined > 0 ? [`${whole(joined)} joined since ${since}`] : []),
    ...(firstResults > 0 ? [`${whole(firstResults)} with first results in the newest window`] : []),
    ...(moved > 0 ? [`${whole(moved)} changed school`] : []),
    ...(left > 0
      ? [`${whole(left)} left (not on roll; ${counted(leaversResults, 'result')} of theirs kept for comparison)`]
      : []),
  ];
  return parts.length > 0 ? [`  ${parts.join(' · ')}`] : [];
}

function newestLines({ newest }: DataReport): string[] {
  if (!newest) return ['No window has a result.'];
  const label = newest.label ? ` (${newest.label})` : '';
  return [
    `Newest window ${newest.window}${label}, ${newest.date}`,
    ...newest.subjects.map((subject) => `  ${subjectLine(subject)}`),
  ];
}

const mostClasses = 15;
/** Classes with fewer pupils covered than this, in per cent, are named. */
const goodCoverage = 90;

/** Share with a score, subject by window; then the classes that lack most. */
function coverageLines({ windows, coverageByWindow, newest }: DataReport): string[] {
  if (coverageByWindow.length === 0) return [];
  const totals = new Map<string, { onRoll: number; scored: number }>();
  for (const { subject, window, onRoll, scored } of coverageByWindow) {
    const total = totals.get(JSON.stringify([subject, window])) ?? { onRoll: 0, scored: 0 };
    totals.set(JSON.stringify([subject, window]), { onRoll: total.onRoll + onRoll, scored: total.scored + scored });
  }
  const lines = [...new Set(coverageByWindow.map(({ subject }) => subject))].map((subject) => {
    const shares = windows.flatMap(({ window }) => {
      const total = totals.get(JSON.stringify([subject, window]));
      return total && total.scored > 0 ? [`${window} ${percent(total.scored, total.onRoll)}`] : [];
    });
    return `  ${subject}: ${shares.join(' · ')}`;
  });
  const now = coverageByWindow.filter(({ window }) => window === newest?.window);
  const none = now.filter(({ scored, otherStatus }) => scored + otherStatus === 0);
  const thin = now
    .filter(({ scored, otherStatus, onRoll }) => scored + otherStatus > 0 && (100 * scored) / onRoll < goodCoverage)
    .sort((a, b) => a.scored / a.onRoll - b.scored / b.onRoll);
  const named = thin.slice(0, mostClasses).map((row) => {
    const rest = [
      ...(row.otherStatus > 0 ? [`${row.otherStatus} absent or not entered`] : []),
      ...(row.withoutResult > 0 ? [`${row.withoutResult} with no result`] : []),
    ];
    return `  ${placeOf(row)}, ${row.subject}: ${row.scored} of ${row.onRoll} (${percent(row.scored, row.onRoll)}) · ${rest.join(' · ')}`;
  });
  const emptyClasses = [...Map.groupBy(none, ({ subject }) => subject)].map(([subject, rows]) => {
    const classes = rows.slice(0, mostClasses).map(placeOf).join(', ');
    const more = rows.length - mostClasses;
    return `  none in ${subject}: ${classes}${more > 0 ? ` and ${counted(more, 'more class', 'es')}` : ''}`;
  });
  return [
    'With a score, of the pupils now on roll:',
    ...lines,
    ...(named.length + emptyClasses.length > 0 ? [`Classes under ${goodCoverage} % in the newest window:`] : []),
    ...named,
    ...(thin.length > named.length
      ? [`  and ${whole(thin.length - named.length)} more; the page (--html) has every class`]
      : []),
    ...emptyClasses,
  ];
}

function placeOf({ school, class: group }: Pick<CoverageReport, 'school' | 'class'>): string {
  return group === null ? `no class (${school})` : `${group} (${school})`;
}

const statusWords = {
  floor: 'at the bottom of the test',
  ceiling: 'at the top of the test',
  absent: 'absent',
  'below-test': 'working below the test',
  disapplied: 'disapplied',
  withheld: 'withheld',
} as const;

function subjectLine({ subject, onRoll, statuses, withoutResult, notMatched }: SubjectReport): string {
  const others = Object.entries(statusWords)
    .map(([status, words]) => ({ count: statuses[status as keyof typeof statusWords], words }))
    .filter(({ count }) => count > 0)
    .map(({ count, words }) => `${whole(count)} ${words}`);
  return [
    `Roll ${whole(onRoll)}`,
    `valid ${subject} score ${whole(statuses.valid)}`,
    ...others,
    ...(withoutResult > 0 ? [`${whole(withoutResult)} with no result`] : []),
    ...(notMatched > 0 ? [`${counted(notMatched, 'result')} we could not match to a pupil`] : []),
  ].join(' · ');
}

function fileLines(file: FileReport): string[] {
  const once = file.countedOnce > 0 ? ` · ${whole(file.countedOnce)} identical, counted once` : '';
  const blank = file.blank > 0 ? ` · ${whole(file.blank)} blank` : '';
  return [
    `${file.file}: ${counted(file.rows, 'row')} read · ${whole(file.kept)} used (${percent(file.kept, file.rows)}) · ${whole(file.rejected)} not used (${percent(file.rejected, file.rows)})${once}${blank}`,
    ...file.reasons.map(({ reason, column, count, firstRow, firstValue }) => {
      const where = `row ${firstRow}${column ? `, ${column}` : ''}${firstValue ? ` “${firstValue.slice(0, 60)}”` : ''}`;
      const share = count > 1 ? ` (${percent(count, file.rows)})` : '';
      return `  ${whole(count)} ×${share} ${count > 1 ? `first ${where}` : where}: ${reason}`;
    }),
    ...(file.unknownColumns.length > 0
      ? [`  Columns kept that have no meaning here: ${file.unknownColumns.join(', ')}`]
      : []),
  ];
}

function duplicateLines({ duplicates }: DataReport): string[] {
  const { identical, byDate, undecided } = duplicates;
  return [
    ...(identical > 0 ? [`The same result more than once: ${counted(identical, 'row')}, counted once.`] : []),
    ...(byDate > 0
      ? [`Several results for one pupil, subject and window: the latest was used for ${whole(byDate)}.`]
      : []),
    ...(undecided > 0
      ? [`Several results for one pupil, subject and window with none the latest: ${whole(undecided)} left out.`]
      : []),
  ];
}

function setAsideLines({ setAside }: DataReport): string[] {
  if (setAside.count === 0) return [];
  const shown = setAside.cells
    .slice(0, 10)
    .map(
      ({ file, row, column, value, reason }) =>
        `  ${file} row ${row}, ${column}${value ? ` “${value.slice(0, 60)}”` : ''}: ${reason}`,
    );
  const more = setAside.count - shown.length;
  return [
    `${counted(setAside.count, 'cell')} could not be read; the rows are used:`,
    ...shown,
    ...(more > 0 ? [`  and ${whole(more)} more`] : []),
  ];
}

function doubtLines({ doubts }: DataReport): string[] {
  if (doubts.length === 0) return [];
  const lines = doubts.slice(0, 30).map(({ text, count, examples }) => {
    const such = examples.length > 0 ? ` (${examples.join('; ')}${count > examples.length ? ' …' : ''})` : '';
    return `  ${whole(count)} × ${text}${such}`;
  });
  return ['', 'Worth a look; nothing was changed or left out for it:', ...lines];
}

/** Nursery, Reception, Year 1 … */
export function yearName(yearGroup: string): string {
  return yearGroup === 'N' ? 'Nursery' : yearGroup === 'R' ? 'Reception' : `Year ${yearGroup}`;
}

function counted(count: number, noun: string, plural = 's'): string {
  return `${whole(count)} ${noun}${count === 1 ? '' : plural}`;
}

function percent(part: number, of: number): string {
  return of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`;
}

/** 12,345 */
function whole(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
