import type { ResultsBalance } from '../ingest/folder/report/results-balance.ts';
import { resultsBalanceSentence } from '../words/warnings/results-balance-sentence.ts';
import type { ConversionReport } from '../ingest/schools/convert-files.ts';
import type { Guess } from '../ingest/schools/mapping/mapping.ts';

export interface Converted {
  readonly report: ConversionReport;
  /** What the checks of the folder say of the results that were in the files. */
  readonly balance: ResultsBalance;
  /** Questions that were answered or accepted. */
  readonly accepted: readonly Guess[];
  readonly mendFiles: readonly string[];
  readonly folder: string;
}

/** What a conversion came to, for a person: results in the files and analysed, what is not and how to mend it, what was supposed. */
export function conversionText({ report, balance, accepted, mendFiles, folder }: Converted): string {
  return [
    `${report.pupils} pupil${report.pupils === 1 ? '' : 's'} · ${report.subjects.join(', ') || 'no results'} · ${report.windows.join(', ')}`,
    ...rollLine(report),
    resultsBalanceSentence(balance),
    ...balance.notAnalysed.map(({ reason, count }) => `  ${count} × ${reason}`),
    ...byFile(report),
    ...report.unused
      .slice(0, 20)
      .map(
        ({ file, row, column, value, reason }) =>
          `  ${file} row ${row}${column ? `, ${column}` : ''}${value ? ` “${value}”` : ''}: ${reason}`,
      ),
    ...(report.unused.length > 20 ? [`  and ${report.unused.length - 20} more, in not-used.csv`] : []),
    ...(mendFiles.length > 0
      ? [`Mend them in ${mendFiles.join(', ')} (in ${folder}), then convert again with that file beside the others.`]
      : []),
    ...report.notes.map(({ text, count }) => `${count} × ${text}`),
    ...report.possibleMatches
      .slice(0, 10)
      .map(
        ({ id, otherId, likelihood, reason }) =>
          `${id} and ${otherId} may be one child (${Math.round(likelihood * 100)} in 100: ${reason}); not merged.`,
      ),
    ...(accepted.length > 0
      ? ['Not sure, and taken as said or proposed:', ...accepted.map((guess) => `  ${questionText(guess)}`)]
      : []),
    `What the checks say in full: same-start check ${folder}. Next: same-start run ${folder} --out runs`,
  ].join('\n');
}

/** A guess as a question; names of people are never in it. */
export function questionText({ file, of, as, at, reason, confidence }: Guess): string {
  const about = at[0] === 'academicYear' ? 'the academic year of what names none' : `“${of}”`;
  return `${file}, ${about}: ${as}? (${reason}; ${Math.round(confidence * 100)} % sure)`;
}

function rollLine({ roll }: ConversionReport): string[] {
  const parts = [
    ...(roll.joined > 0 ? [`${roll.joined} joined`] : []),
    ...(roll.left > 0 ? [`${roll.left} left (${roll.leaversResults} results of theirs kept)`] : []),
    ...(roll.moved > 0 ? [`${roll.moved} moved between these schools`] : []),
    ...(roll.underFormerNumbers > 0 ? [`${roll.underFormerNumbers} results under a former number`] : []),
    ...(roll.withoutNumber > 0 ? [`${roll.withoutNumber} without a unique pupil number yet`] : []),
  ];
  return parts.length > 0 ? [parts.join(' · ')] : [];
}

/** Rows of every file, where there are several or one was not read in full: read + left out. */
function byFile({ byFile: files }: ConversionReport): string[] {
  if (files.length < 2 && files.every(({ rowsLeftOut }) => rowsLeftOut === 0)) return [];
  return files.map(
    ({ file, rows, rowsRead, rowsLeftOut }) =>
      `  ${file}: ${rows} row${rows === 1 ? '' : 's'}, ${rowsRead} read (${percent(rowsRead, rows)}), ${rowsLeftOut} left out`,
  );
}

function percent(part: number, of: number): string {
  return of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`;
}
