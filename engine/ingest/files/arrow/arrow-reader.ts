import { SameStartError } from '../../../errors.ts';
import { askWorker } from '../ask-worker.ts';
import { bytesOfFile } from '../bytes-of-file.ts';
import { sourceOfTable } from '../grid.ts';
import type { RawTable } from '../raw-table.ts';
import type { Reader } from '../reader.ts';
import type { ArrowRequest } from './arrow-worker.ts';

/** The format wants the whole file in memory, so its size is bounded. */
const mostBytes = 512 << 20;

/** Arrow (file or stream format), as text, in a worker. */
export const arrowReader: Reader = {
  ending: '.arrow',
  otherEndings: [],
  holdsEveryTable: false,
  async readTables(path, file, { tables: [table], names }) {
    return [await readTable({ path, file, table, names })];
  },
  async readGrids(path, file) {
    return sourceOfTable(await readTable({ path, file, table: file, names: true }));
  },
};

async function readTable(request: ArrowRequest): Promise<RawTable> {
  const { path, file } = request;
  const size = await bytesOfFile(path, file, mostBytes, 'it is larger than 512 MB; use Parquet or CSV');
  const answer = await askWorker<RawTable>(new URL('./arrow-worker.ts', import.meta.url), request, size);
  if ('why' in answer) throw new SameStartError('file-damaged', { file, why: answer.why });
  return answer.read;
}
