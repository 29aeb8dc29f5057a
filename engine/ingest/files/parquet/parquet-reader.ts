import { DuckDBInstance } from '@duckdb/node-api';
import { SameStartError } from '../../../errors.ts';
import { literalPath } from '../../../tables/literal-path.ts';
import { hashFile } from '../hash-file.ts';
import { RawTableBuilder } from '../raw-table-builder.ts';
import { sourceOfTable } from '../grid.ts';
import { isNameColumn, type RawTable } from '../raw-table.ts';
import type { Reader } from '../reader.ts';

/** Parquet, as text through DuckDB, chunk by chunk, within 2 GB. */
export const parquetReader: Reader = {
  ending: '.parquet',
  otherEndings: [],
  holdsEveryTable: false,
  async readTables(path, file, { tables: [table], names }) {
    return [await readTable(path, file, table, names)];
  },
  async readGrids(path, file) {
    return sourceOfTable(await readTable(path, file, file, true));
  },
};

async function readTable(path: string, file: string, table: string, names: boolean): Promise<RawTable> {
  const sha256 = await hashFile(path, file);
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '2GB',
    threads: '2',
    autoinstall_known_extensions: 'false',
  });
  try {
    const connection = await instance.connect();
    // a moment is written for UTC, as the Arrow reader has it, whatever the machine's own time
    await connection.run("set timezone = 'UTC'");
    const source = `read_parquet(${quoted(literalPath(path), "'")})`;
    const described = await connection.runAndReadAll(`describe select * from ${source}`);
    const header = described.getRowObjects().map((row) => String(row['column_name']));
    const real = described.getRowObjects().map((row) => /^(?:DOUBLE|FLOAT)$/.test(String(row['column_type'])));
    const builder = new RawTableBuilder(header, file, names);
    const cells = header.map((name, column) => {
      if (!names && isNameColumn(name.trim().toLowerCase())) return "''";
      const cell = quoted(name, '"');
      const text = `coalesce(cast(${cell} as varchar), '')`;
      // data frames write a missing number as NaN
      return real[column] ? `case when isnan(${cell}) then '' else ${text} end` : text;
    });
    const result = await connection.stream(`select ${cells.join(', ')} from ${source}`);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) break;
      const columns = header.map((_, column) => chunk.getColumnValues(column) as string[]);
      for (let row = 0; row < chunk.rowCount; row++)
        builder.addRow((column) => (real[column] ? columns[column][row].replace(/\.0$/, '') : columns[column][row]));
    }
    return builder.finish(table, file, sha256);
  } catch (cause) {
    if (cause instanceof SameStartError) throw cause;
    throw new SameStartError('file-damaged', { file, why: 'it is not a whole Parquet file' }, { cause });
  } finally {
    instance.closeSync();
  }
}

function quoted(text: string, mark: "'" | '"'): string {
  return mark + text.replaceAll(mark, mark + mark) + mark;
}
