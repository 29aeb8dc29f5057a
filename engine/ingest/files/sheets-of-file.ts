import { readerOf } from './readers.ts';

/**
 * The sheets of a file as text cells, nothing supposed of their headers; none where no reader knows the file's ending. Errors: those
 * of its reader.
 */
export async function sheetsOfFile(path: string, file: string): Promise<readonly (readonly (readonly string[])[])[]> {
  const source = await readerOf(file)?.readGrids(path, file);
  return (source?.grids ?? []).map(({ rows }) => rows);
}
