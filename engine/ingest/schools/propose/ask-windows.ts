import { statutoryWindows } from '../mapping/aliases.ts';
import { describeWindow } from '../mapping/describe-window.ts';
import type { ColumnUse, Guess, Mapping, WindowUse } from '../mapping/mapping.ts';
import { columnOfField, useOfHeading } from '../mapping/columns-of-fields.ts';

type Result = Extract<ColumnUse, { result: unknown }>['result'];

/**
 * Asks once for all columns of a sheet whose headings name no term (KS2 fields: READSCORE, MATSCORE …) which it is. Proposes the
 * rows' own date, where the sheet has one; else the term in which a national test is sat. Only `fresh` headings, those that no
 * saved mapping has settled, are asked about.
 */
export function askWindows(
  file: string,
  headings: readonly string[],
  fresh: ReadonlySet<string>,
  { columns }: Mapping,
  guesses: Guess[],
): void {
  const hasField = (field: string): boolean => columnOfField(headings, { columns }, field) >= 0;
  const open = [...new Set(headings)].flatMap((heading) => {
    const use = useOfHeading({ columns }, heading);
    return use && 'result' in use && use.result.window === null && fresh.has(heading)
      ? [{ heading, result: use.result }]
      : [];
  });
  if (open.length === 0 || hasField('score')) return;
  const proposed = open.map(({ heading, result }) => {
    const window = hasField('date') ? null : statutoryWindow(result, hasField('year_group'));
    if (window !== null) columns[heading] = { result: { ...result, window } };
    return { heading, as: window !== null ? describeWindow(window) : hasField('date') ? byDate : 'left out' };
  });
  const answers = [...Map.groupBy(proposed, ({ as }) => as)];
  guesses.push({
    file,
    of: open.map(({ heading }) => heading).join(', '),
    as:
      answers.length === 1
        ? answers[0][0]
        : answers.map(([as, of]) => `${of.map(({ heading }) => heading).join(', ')} ${as}`).join('; '),
    reason: `the headings name no term${hasField('date') ? ', the rows have a date' : ''}; one answer is for all of them`,
    confidence: 0.6,
    at: ['undated', ...open.map(({ heading }) => heading)],
  });
}

const byDate = 'the term of the row’s date';

/** The term a national test is sat in; of which year a pupil's year group says, where the sheet has it. */
function statutoryWindow({ scale }: Result, knowsYearGroup: boolean): WindowUse | null {
  if (scale === null || !Object.hasOwn(statutoryWindows, scale)) return null;
  const { term, half, yearGroup } = statutoryWindows[scale];
  return { term, half, academicYear: null, yearGroup: knowsYearGroup ? yearGroup : null };
}
