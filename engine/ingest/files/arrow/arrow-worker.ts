/** Runs in a worker of its own: one changed byte of a length makes the Arrow library fill all memory. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { DataType, tableFromIPC } from 'apache-arrow';
import { SameStartError } from '../../../errors.ts';
import type { WorkerAnswer } from '../ask-worker.ts';
import { RawTableBuilder } from '../raw-table-builder.ts';
import type { RawTable } from '../raw-table.ts';
import { dateText, formatDay, millisecondsADay } from '../../../tables/days.ts';

export interface ArrowRequest {
  readonly path: string;
  readonly file: string;
  readonly table: string;
  /** True: columns with names of people are read too. */
  readonly names: boolean;
}

const request = workerData as ArrowRequest;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origin
parentPort!.postMessage(answer());

function answer(): WorkerAnswer<RawTable> {
  const { path, file, table, names } = request;
  try {
    const bytes = readFileSync(path);
    const arrow = tableFromIPC(bytes);
    const { fields } = arrow.schema;
    // Even a column of bits needs a bit a row.
    if (arrow.numRows > bytes.length * 8) return { why: 'it is damaged: it declares more rows than it can hold' };
    const header = fields.map(({ name }) => name);
    const builder = new RawTableBuilder(header, file, names);
    const vectors = fields.map((_, column) => arrow.getChildAt(column));
    const days = fields.map(({ type }) => DataType.isDate(type) || DataType.isTimestamp(type));
    for (let row = 0; row < arrow.numRows; row++)
      builder.addRow((column) => cellText(vectors[column]?.get(row), days[column]));
    return { read: builder.finish(table, file, createHash('sha256').update(bytes).digest('hex')) };
  } catch (error) {
    return { why: error instanceof SameStartError ? error.message : 'it is not a whole Arrow file' };
  }
}

function cellText(value: unknown, isDay: boolean): string {
  if (value === null || value === undefined) return '';
  if (isDay) return value instanceof Date ? dateText(value) : formatDay(Math.floor(Number(value) / millisecondsADay));
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  return typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
