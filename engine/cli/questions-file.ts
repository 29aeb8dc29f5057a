import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { SameStartError } from '../errors.ts';
import { csvText } from '../ingest/files/csv/csv-text.ts';
import { parseDelimited } from '../ingest/files/csv/parse-delimited.ts';
import { answerQuestion } from '../ingest/schools/propose/answer-question.ts';
import type { Guess, Proposal } from '../ingest/schools/mapping/mapping.ts';
import { withoutApostrophe } from '../ingest/values/without-apostrophe.ts';

const columns = ['question', 'file', 'about', 'proposal', 'why', 'answer'] as const;

/** Questions as a table to be printed, or answered in a spreadsheet; names of children are never in it. */
export function questionsCsv(questions: readonly Guess[]): string {
  return csvText(
    columns,
    questions.map(({ file, of, as, reason, at }) => [at.join(' / '), file, of, as, reason, '']),
  );
}

/**
 * Enters the answers of such a table in the mapping of the proposal: an empty one takes what is proposed, but about children, where
 * only a yes is one. Returns the questions that are still open: those that are not in the table.
 * Errors: `file-unreadable`, `answer-not-understood`.
 */
export async function takeAnswers(path: string, { mapping, questions }: Proposal): Promise<Guess[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new SameStartError('file-unreadable', { file: basename(path), why }, { cause });
  });
  const [header = [], ...rows] = parseDelimited(text);
  const cell = (row: readonly string[], name: (typeof columns)[number]): string =>
    withoutApostrophe(row[header.indexOf(name)] ?? '').trim();
  return questions.filter((question) => {
    const at = rows.findIndex(
      (row) => cell(row, 'question') === question.at.join(' / ') && cell(row, 'file') === question.file,
    );
    if (at < 0) return true;
    const answer = cell(rows[at], 'answer');
    if (answer !== '' && !answerQuestion(mapping, question, answer))
      throw new SameStartError('answer-not-understood', { file: basename(path), row: at + 2, answer });
    return false;
  });
}
