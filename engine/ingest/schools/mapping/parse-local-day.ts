import { parseDay } from '../../values/parse-day.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Whole days since 1970-01-01 from what exports hold: 2026-03-14, 2026/3/14, 20260314, 14/03/2026, 14.3.26, Sat 14 Mar 2026,
 * March 14, 2026, or Excel's serial number (1 = 1900-01-01), each with a time of day or without; NaN for anything else.
 * `order` says how 03/04/2026 is read.
 */
export function parseLocalDay(text: string, order: 'day-first' | 'month-first' = 'day-first'): number {
  const iso = parseDay(text);
  if (!Number.isNaN(iso)) return iso;
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(text);
  // Serials of 1954 to 2064: five digits that cannot be a year or a score.
  if (serial && Number(serial[1]) >= 20_000 && Number(serial[1]) < 60_000) return Number(serial[1]) - 25_569;
  const compact = /^((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)$/.exec(text);
  const yearFirst = compact ?? /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[ T].*)?$/.exec(text);
  if (yearFirst) return dayOf(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:,? .*)?$/.exec(text);
  if (numeric) {
    const [day, month] = order === 'day-first' ? [numeric[1], numeric[2]] : [numeric[2], numeric[1]];
    return dayOf(fullYear(numeric[3]), Number(month), Number(day));
  }
  const named = dayMonth.exec(text);
  if (named) return dayOf(fullYear(named[3]), monthOf(named[2]), Number(named[1]));
  const american = monthDay.exec(text);
  return american ? dayOf(Number(american[3]), monthOf(american[1]), Number(american[2])) : NaN;
}

/** “Sat 14 Mar 2026”, “14-Mar-26” and “March 14, 2026”, with a time behind them or without. */
const dayMonth = /^(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3})[a-z]*[ ,-]+(\d{4}|\d{2})(?:,? \d.*)?$/i;
const monthDay = /^(?:[a-z]{3,9},? )?([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? \d.*)?$/i;

function monthOf(name: string): number {
  return months.indexOf(name.toLowerCase()) + 1;
}

/** Two digits: 00 to 49 are 2000 to 2049. */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length === 4 ? year : year < 50 ? 2000 + year : 1900 + year;
}

function dayOf(year: number, month: number, day: number): number {
  const two = (value: number): string => String(value).padStart(2, '0');
  return parseDay(`${year}-${two(month)}-${two(day)}`);
}
