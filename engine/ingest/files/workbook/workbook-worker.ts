/** Runs in a worker of its own, so that a hostile workbook can cost no more than the worker's memory and time. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { readOds } from 'hucre/ods';
import { readXlsx, type Sheet } from 'hucre/xlsx';
import type { WorkerAnswer } from '../ask-worker.ts';
import { notCalculated } from '../../values/not-calculated.ts';
import { cellText, isTime } from './cell-text.ts';
import { checkArchive } from './check-archive.ts';
import { hiddenOdsSheets } from './hidden-ods-sheets.ts';

export interface WorkbookRequest {
  readonly path: string;
  /** Lower-case names of the sheets wanted; null = all. */
  readonly sheets: readonly string[] | null;
}

export interface SheetText {
  readonly name: string;
  readonly hidden: boolean;
  /** Text by row and column; rows may differ in length. */
  readonly rows: readonly (readonly string[])[];
  /** Cells that got the text of the cell they are merged with, from above. */
  readonly filledDown: number;
  /** Formulas without a stored result. */
  readonly notCalculated: number;
  /** Cells that hold a time of day. */
  readonly times: number;
}

const request = workerData as WorkbookRequest;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origin
parentPort!.postMessage(await answer());

async function answer(): Promise<WorkerAnswer<SheetText[]>> {
  try {
    const bytes = readFileSync(request.path);
    const parts = checkArchive(bytes, ['mimetype', 'content.xml']);
    const isOds = Buffer.from(parts.get('mimetype') ?? '')
      .toString()
      .startsWith('application/vnd.oasis.opendocument.spreadsheet');
    const isWanted = (name: string): boolean =>
      request.sheets === null || request.sheets.includes(name.trim().toLowerCase());
    const workbook = await (isOds ? readOds(bytes) : readXlsx(bytes, { sheets: ({ name }) => isWanted(name) }));
    const hidden = isOds ? hiddenOdsSheets(Buffer.from(parts.get('content.xml') ?? '').toString()) : new Set<string>();
    return {
      read: workbook.sheets
        .filter(({ name }) => isWanted(name))
        .map((sheet) => sheetText(sheet, sheet.hidden === true || sheet.veryHidden === true || hidden.has(sheet.name))),
    };
  } catch (error) {
    const { message } = error as Error;
    // What the library advises is advice to programmers.
    const why = /over the \d+ limit/.test(message) ? 'a sheet of it is larger than any school’s' : message;
    return { why: why.slice(0, 200).replace(/\.+$/, '') };
  }
}

function sheetText({ name, rows, cells, merges = [] }: Sheet, hidden: boolean): SheetText {
  const times = rows.reduce((sum, row) => sum + row.filter(isTime).length, 0);
  const texts = rows.map((row) => row.map(cellText));
  let open = 0;
  for (const [place, { type, value, formulaResult }] of cells ?? []) {
    if (type !== 'formula' || (value ?? formulaResult ?? null) !== null) continue;
    const [row, column] = place.split(',').map(Number);
    if (texts[row] === undefined) continue;
    while (texts[row].length <= column) texts[row].push('');
    if (texts[row][column] !== '') continue;
    texts[row][column] = notCalculated;
    open++;
  }
  let filledDown = 0;
  for (const { startRow, endRow, startCol } of merges) {
    const text = texts[startRow]?.[startCol] ?? '';
    if (text === '') continue;
    for (let row = startRow + 1; row <= Math.min(endRow, texts.length - 1); row++) {
      while (texts[row].length <= startCol) texts[row].push('');
      if (texts[row][startCol] !== '') continue;
      texts[row][startCol] = text;
      filledDown++;
    }
  }
  return { name: name.trim(), hidden, rows: texts, filledDown, notCalculated: open, times };
}
