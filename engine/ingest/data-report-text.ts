import type { DataReport, FileReport, SubjectReport } from './data-report.ts';

/** The data report as lines of text: pupils on roll first, then what was not used and what to do about it. */
export function dataReportText(report: DataReport): string {
  return [
    ...rollLines(report),
    '',
    ...newestLines(report),
    '',
    ...report.files.flatMap(fileLines),
    ...duplicateLines(report),
    ...setAsideLines(report),
    ...doubtLines(report),
    ...(report.assumptions.length > 0 ? ['', 'Supposed, because the folder does not say:'] : []),
    ...report.assumptions.map((text) => `  ${text}`),
    '',
  ].join('\n');
}

function rollLines({ roll }: DataReport): string[] {
  const schools = roll.schools.slice(0, 30).map(({ school, pupils, yearGroups }) => {
    const years = yearGroups.map(({ yearGroup, pupils: n }) => `${yearName(yearGroup)} ${whole(n)}`).join(' · ');
    return `  ${school}: ${whole(pupils)} (${years})`;
  });
  const more = roll.schools.length - schools.length;
  return [
    `Roll ${whole(roll.pupils)} in ${counted(roll.schools.length, 'school')}`,
    ...schools,
    ...(more > 0 ? [`  and ${counted(more, 'more school')}`] : []),
  ];
}

function newestLines({ newest }: DataReport): string[] {
  if (!newest) return ['No window has a result.'];
  const label = newest.label ? ` (${newest.label})` : '';
  return [
    `Newest window ${newest.window}${label}, ${newest.date}`,
    ...newest.subjects.map((subject) => `  ${subjectLine(subject)}`),
  ];
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
    `${file.file}: ${counted(file.rows, 'row')} read · ${whole(file.kept)} used · ${whole(file.rejected)} not used${once}${blank}`,
    ...file.reasons.map(({ reason, column, count, firstRow, firstValue }) => {
      const where = `row ${firstRow}${column ? `, ${column}` : ''}${firstValue ? ` “${firstValue.slice(0, 60)}”` : ''}`;
      return `  ${whole(count)} × ${count > 1 ? `first ${where}` : where}: ${reason}`;
    }),
    ...(file.unknownColumns.length > 0
      ? [`  Columns kept that have no meaning here: ${file.unknownColumns.join(', ')}`]
      : []),
  ];
}

function duplicateLines({ duplicates }: DataReport): string[] {
  const { byDate, undecided } = duplicates;
  return [
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

function yearName(yearGroup: string): string {
  return yearGroup === 'N' ? 'Nursery' : yearGroup === 'R' ? 'Reception' : `Year ${yearGroup}`;
}

function counted(count: number, noun: string): string {
  return `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** 12,345 */
function whole(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
