import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { DataType, tableFromIPC, type Table } from 'apache-arrow';
import { SameStartError } from '../../errors.ts';
import { RawTableBuilder } from '../raw-table-builder.ts';
import { isNameColumn, type RawTable } from '../raw-table.ts';
import { formatDay } from '../values/parse-day.ts';

/** The format wants the whole file in memory, so its size is bounded. */
const mostBytes = 1 << 30;

/** Reads one Arrow file (file or stream format) as text. Errors: `file-unreadable`, `file-damaged`. */
export async function readArrowTable(
  path: string,
  file: string,
  table: string,
  keep = (column: string): boolean => !isNameColumn(column),
): Promise<RawTable> {
  const bytes = await readBounded(path, file);
  let arrow: Table;
  const builder = ((): RawTableBuilder => {
    try {
      arrow = tableFromIPC(bytes);
      const built = new RawTableBuilder(
        arrow.schema.fields.map(({ name }) => name),
        file,
        keep,
      );
      const vectors = arrow.schema.fields.map((_, column) => arrow.getChildAt(column));
      const days = arrow.schema.fields.map(({ type }) => DataType.isDate(type) || DataType.isTimestamp(type));
      for (let row = 0; row < arrow.numRows; row++)
        built.addRow((column) => cellText(vectors[column]?.get(row), days[column]));
      return built;
    } catch (cause) {
      if (cause instanceof SameStartError) throw cause;
      throw new SameStartError('file-damaged', { file, why: 'it is not a whole Arrow file' }, { cause });
    }
  })();
  return builder.finish(table, file, createHash('sha256').update(bytes).digest('hex'));
}

async function readBounded(path: string, file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes)
      throw new SameStartError('file-damaged', { file, why: 'it is larger than 1 GB; use Parquet or CSV' });
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof SameStartError) throw cause;
    throw new SameStartError(
      'file-unreadable',
      { file, why: (cause as NodeJS.ErrnoException).code ?? 'unknown' },
      { cause },
    );
  }
}

function cellText(value: unknown, isDay: boolean): string {
  if (value === null || value === undefined) return '';
  if (isDay)
    return value instanceof Date ? value.toISOString().slice(0, 10) : formatDay(Math.floor(Number(value) / 86_400_000));
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  return typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
