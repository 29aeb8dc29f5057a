import type { RawTable } from '../raw-table.ts';

/** Reads the sheets of those names from a workbook. */
export async function readWorkbook(
  _path: string,
  _file: string,
  _sheets: readonly string[],
): Promise<Map<string, RawTable>> {
  return new Map();
}
