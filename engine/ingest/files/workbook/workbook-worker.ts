/** Runs in a worker of its own, so that a hostile workbook can cost no more than the worker's memory and time. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { readXlsx, type CellValue } from 'hucre/xlsx';
import type { WorkerAnswer } from '../ask-worker.ts';
import { checkArchive } from './check-archive.ts';

export interface WorkbookRequest {
  readonly path: string;
  /** Lower-case names of the sheets wanted; null = all. */
  readonly sheets: readonly string[] | null;
}

export interface SheetText {
  readonly name: string;
  /** Text by row and column; rows may differ in length. */
  readonly rows: readonly (readonly string[])[];
}

const request = workerData as WorkbookRequest;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origin
parentPort!.postMessage(await answer());

async function answer(): Promise<WorkerAnswer<SheetText[]>> {
  try {
    const bytes = readFileSync(request.path);
    checkArchive(bytes);
    const wanted = request.sheets;
    const workbook = await readXlsx(bytes, {
      sheets: ({ name }) => wanted === null || wanted.includes(name.trim().toLowerCase()),
    });
    return {
      read: workbook.sheets.map(({ name, rows }) => ({
        name: name.trim(),
        rows: rows.map((row) => row.map(cellText)),
      })),
    };
  } catch (error) {
    const { message } = error as Error;
    // What the library advises is advice to programmers.
    const why = /over the \d+ limit/.test(message) ? 'a sheet of it is larger than any school’s' : message;
    return { why: why.slice(0, 200).replace(/\.+$/, '') };
  }
}

/** Numbers to 15 digits, as Excel shows them; days as 2026-03-14. */
function cellText(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return '';
    const text = value.toISOString();
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
  }
  return String(value);
}
