import type { Warning } from '../../warnings.ts';
import { listInWords } from '../kit/list-in-words.ts';
import { warningText } from './warning-text.ts';
import { windowMonth } from '../kit/window-month.ts';

/** A warning with the sentence people read. */
export interface WordedWarning {
  readonly code: string;
  readonly count: number;
  readonly text: string;
}

/**
 * Warnings as people read them: windows by their months, oldest first, and what is the same of several windows said once.
 *
 * @param windows every window with its date, in time's order
 */
export function wordedWarnings(
  warnings: readonly Warning[],
  windows: readonly { readonly window: string; readonly date: string }[],
): WordedWarning[] {
  const alike = Map.groupBy(warnings, ({ code, values }) => JSON.stringify([code, { ...values, window: null }]));
  return [...alike.values()].map((own) => {
    const [{ code, values }] = own;
    const count = own.reduce((sum, one) => sum + one.count, 0);
    const named = new Set(own.map((one) => one.values?.['window']));
    const months = windows.filter(({ window }) => named.has(window)).map(({ date }) => windowMonth(date));
    const list = windows.find(({ window }) => window === values?.['listWindow']);
    const said = {
      ...values,
      ...(months.length > 0 ? { window: listInWords([...new Set(months)]) } : {}),
      ...(list ? { listWindow: windowMonth(list.date) } : {}),
    };
    return { code, count, text: warningText({ code, count, values: said }) };
  });
}
