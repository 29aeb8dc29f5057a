import type { CellValue } from 'hucre/xlsx';

/** Serial 1 of the calendars that workbooks use, by year: what lies on its first day has a time and no day. */
const firstDays = new Set(['1899-12-30', '1899-12-31', '1904-01-01']);

/** Numbers to 15 digits, as Excel shows them; days as 2026-03-14, times of day as 8:05. */
export function cellText(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  if (value instanceof Date) return momentText(value);
  const text = String(value);
  // How an OpenDocument sheet writes a time: PT08H05M00S.
  const time = /^PT(\d{1,3})H(\d{2})M\d{2}(?:[.,]\d+)?S$/.exec(text);
  return time ? `${Number(time[1])}:${time[2]}` : text;
}

/** Whether a cell holds a time of day and no day. */
export function isTime(value: CellValue): boolean {
  if (value instanceof Date)
    return !Number.isNaN(value.getTime()) && firstDays.has(roundedToSeconds(value).toISOString().slice(0, 10));
  return typeof value === 'string' && /^PT\d{1,3}H\d{2}M/.test(value);
}

function momentText(moment: Date): string {
  if (Number.isNaN(moment.getTime())) return '';
  const text = roundedToSeconds(moment).toISOString();
  if (isTime(moment)) return `${Number(text.slice(11, 13))}:${text.slice(14, 16)}`;
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
}

/** A fraction of a day is seldom a whole second. */
function roundedToSeconds(moment: Date): Date {
  return new Date(Math.round(moment.getTime() / 1000) * 1000);
}
