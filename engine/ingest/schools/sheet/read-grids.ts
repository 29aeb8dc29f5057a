import { basename } from 'node:path';
import { csvReader } from '../../files/csv/csv-reader.ts';
import type { SourceFile } from '../../files/grid.ts';
import { readerOf } from '../../files/readers.ts';

/** Reads one file of a school as sheets of text cells, or as XML, by its ending; one of no known ending is read as text. */
export function readGrids(path: string): Promise<SourceFile> {
  const file = basename(path);
  return (readerOf(file) ?? csvReader).readGrids(path, file);
}
