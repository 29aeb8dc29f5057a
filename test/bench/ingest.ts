/**
 * `npm run bench:ingest [rows]`: a data folder of ten million results, written, then read, checked and joined; seconds and
 * memory, beside the time DuckDB takes to count the rows of the same file (`read_csv`, all text, two threads), which checks and
 * joins nothing. Wall clock on a busy machine is more than CPU time: both are printed.
 */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { terminalProgress } from '../../engine/cli/progress.ts';
import { readDataFolder } from '../../engine/ingest/folder/read-data-folder.ts';

const rows = Number(process.argv[2] ?? 10_000_000);
const folder = mkdtempSync(join(tmpdir(), 'same-start-bench-'));
try {
  writeFolder();
  const bytes = statSync(join(folder, 'assessments.csv')).size;
  const before = process.cpuUsage();
  const started = performance.now();
  const progress = terminalProgress(process.stderr);
  const { data, report } = await readDataFolder(folder, {
    progress: (done, of, what) => progress.show(`${what}, ${Math.floor((100 * done) / Math.max(1, of))} %`),
  });
  progress.clear();
  const seconds = (performance.now() - started) / 1000;
  const cpu = process.cpuUsage(before);
  const peak = process.resourceUsage().maxRSS / 1024 / 1024;
  const file = report.files.find(({ table }) => table === 'assessments')!;
  console.log(
    `${file.rows} rows (${Math.round(bytes / 1e6)} MB), ${data.pupils.count} pupils: ${file.kept} kept, ${file.rejected} rejected, ${file.countedOnce} counted once`,
  );
  console.log(
    `${seconds.toFixed(1)} s wall, ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s CPU, peak ${peak.toFixed(2)} GiB (bounds: 15 s, 4 GiB)`,
  );
  const { counted, taken } = await countWithDuckDb();
  console.log(
    `DuckDB counts ${counted} rows of the file in ${taken.toFixed(1)} s; reading, checking and joining takes ${(seconds / taken).toFixed(1)} times as long`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

async function countWithDuckDb(): Promise<{ counted: bigint; taken: number }> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB', threads: '2' });
  try {
    const connection = await instance.connect();
    const started = performance.now();
    const path = join(folder, 'assessments.csv').replaceAll("'", "''");
    const reader = await connection.runAndReadAll(`select count(*) from read_csv('${path}', all_varchar = true)`);
    return { counted: reader.getRows()[0][0] as bigint, taken: (performance.now() - started) / 1000 };
  } finally {
    instance.closeSync();
  }
}

/** 25 results a pupil: five windows, five subjects; one row in a thousand at fault, one in a thousand twice. */
function writeFolder(): void {
  const pupils = Math.ceil(rows / 25);
  const subjects = ['reading', 'mathematics', 'writing', 'science', 'social development'];
  writeFileSync(
    join(folder, 'windows.csv'),
    `window,date\n${[0, 1, 2, 3, 4].map((k) => `W${k},202${k}-06-15`).join('\n')}\n`,
  );
  writeFileSync(
    join(folder, 'scales.csv'),
    `scale,class,min,max\n${subjects.map((_, k) => `scale-${k},standardised,40,160`).join('\n')}\n`,
  );
  const id = (pupil: number): string => `B${801_200_000_000 + pupil}`;
  writeRows('pupils.csv', 'pupil_id,school,year_group,class,surname,forename,sex', function* () {
    for (let pupil = 0; pupil < pupils; pupil++)
      yield `${id(pupil)},School ${pupil % 400},${1 + (pupil % 6)},${1 + (pupil % 6)}A,Surname${pupil},Forename${pupil},${pupil % 2 ? 'F' : 'M'}`;
  });
  writeRows('assessments.csv', 'pupil_id,subject,window,score,scale,date,status,school,class', function* () {
    let state = 12_345;
    let earlier = '';
    for (let row = 0; row < rows; row++) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      const pupil = Math.floor(row / 25);
      const window = Math.floor(row / 5) % 5;
      const subject = row % 5;
      const score = row % 1000 === 500 ? '9B' : String(70 + (state % 61));
      const line = `${id(pupil)},${subjects[subject]},W${window},${score},scale-${subject},202${window}-06-${10 + (state % 20)},valid,School ${pupil % 400},${1 + (pupil % 6)}A`;
      yield row % 1000 === 700 ? earlier : line;
      earlier = line;
    }
  });
}

function writeRows(name: string, header: string, lines: () => Generator<string>): void {
  const file = openSync(join(folder, name), 'w');
  let block = `${header}\n`;
  for (const line of lines()) {
    block += `${line}\n`;
    if (block.length > 1 << 20) {
      writeSync(file, block);
      block = '';
    }
  }
  writeSync(file, block);
  closeSync(file);
}
