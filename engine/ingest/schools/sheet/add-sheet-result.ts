import type { ResultStatus } from '../../../tables/assessment-data.ts';
import { parseDay } from '../../values/parse-day.ts';
import type { AgeStyle } from '../../values/parse-age.ts';
import type { Conversion } from '../conversion/conversion.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { readResultCell } from './read-result-cell.ts';
import { nominalDate, type SchoolWindow } from '../mapping/school-terms.ts';
import type { SheetTally } from './sheet-tally.ts';
import { formatDay } from '../../../tables/days.ts';

const mostDaysFromWindow = 366;

/** The sheet a result stands in. */
export interface ResultSheet {
  readonly file: string;
  readonly order: number;
  readonly mapping: Mapping;
  readonly conversion: Conversion;
  readonly tally: SheetTally;
  /** Heading of the rows' dates; '' none. */
  readonly dateHeading: string;
}

/** One result cell, whose it is, and what is known of it. */
export interface SheetResult {
  readonly row: number;
  readonly column: string;
  readonly text: string;
  readonly pupilId: string;
  readonly school: string;
  /** NaN not known. */
  readonly day: number;
  readonly subject: string;
  readonly scale: string | null;
  readonly window: SchoolWindow | null;
  readonly status?: ResultStatus | null;
  /** How its column writes ages. */
  readonly ages?: AgeStyle;
  readonly sem?: string;
  readonly form?: string;
}

/** Adds the result of one cell, or counts and lists why not; returns the day it is of, NaN where there is none. */
export function addSheetResult(sheet: ResultSheet, entry: SheetResult): number {
  const { row, column, text, pupilId, school, subject, scale, window } = entry;
  const { mapping, conversion, tally, file, order } = sheet;
  const read = readResultCell(text, mapping, entry);
  if (read.kind === 'empty') tally.emptyCell();
  else if (read.kind === 'unused') tally.unusedCell(row, column, read.reason, text);
  else if (!window)
    tally.unusedCell(
      row,
      column,
      'Neither heading nor date says which term it belongs to. Name the window in the mapping.',
      text,
    );
  if (read.kind !== 'result' || !window) return NaN;
  const nominal = parseDay(nominalDate(window));
  const day = nearDay(sheet, entry, nominal);
  const result = {
    pupilId,
    subject,
    window: conversion.addWindow(window, day),
    score: read.score,
    scale: scale ?? '',
    day,
    status: read.status,
    sem: entry.sem ?? '',
    form: entry.form ?? '',
    school,
  };
  conversion.noteEnd(read);
  conversion.addResult(result, { file, order });
  return Number.isNaN(day) ? nominal : day;
}

/** The result's day; a date of another year is a slip of the pen, said and not used, and no reason to lose the result. */
function nearDay({ tally, dateHeading }: ResultSheet, { row, day }: SheetResult, nominal: number): number {
  if (!(Math.abs(day - nominal) > mostDaysFromWindow)) return day;
  const reason = 'It lies over a year from the result’s window, so no date is used. Correct it.';
  tally.say(row, dateHeading, reason, formatDay(day));
  return NaN;
}
