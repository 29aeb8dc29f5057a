/** `npm run bench:ingest [rows]`: a data folder of ten million results, written, then read, checked and joined; seconds and memory. */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataFolder } from '../../engine/ingest/read-data-folder.ts';

const rows = Number(process.argv[2] ?? 10_000_000);
const folder = mkdtempSync(join(tmpdir(), 'same-start-bench-'));
try {
  writeFolder();
  const bytes = statSync(join(folder, 'assessments.csv')).size;
  const before = process.cpuUsage();
  const started = performance.now();
  const { data, report } = await readDataFolder(folder);
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
} finally {
  rmSync(folder, { recursive: true });
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
