import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { writeXlsx } from 'hucre/xlsx';
import { SameStartError } from '../../../../engine/errors.ts';
import { carryOut, planConversion } from '../../../../engine/ingest/schools/convert-files.ts';
import { rejectsCsv } from '../../../../engine/ingest/files/csv/rejects-csv.ts';
import { inspectDataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { checkArchive } from '../../../../engine/ingest/files/workbook/check-archive.ts';
import { plainFolder } from '../folder/data-folder.ts';
import { fuzzShapes, type FuzzShape } from './fuzz-shapes.ts';
import { fuzzWorkbook, type FuzzWorkbook } from './fuzz-workbook.ts';

export interface FuzzResult {
  /** Inputs tried, by reader. */
  readonly tried: Readonly<Record<string, number>>;
  /** Inputs that were read, by reader; the others were refused with an error of the catalogue. */
  readonly read: Readonly<Record<string, number>>;
  /** The same by file that was mutated. */
  readonly byFile: Readonly<Record<string, { tried: number; read: number }>>;
  readonly slowestMilliseconds: number;
  /** Its number and reader. */
  readonly slowest: string;
}

/** Readers and the share of inputs each gets: the dear ones (a worker, a database a file) get few. */
const shares = {
  csv: 0.385,
  mended: 0.1,
  convert: 0.2,
  roster: 0.05,
  remended: 0.02,
  xml: 0.15,
  archive: 0.085,
  arrow: 0.003,
  workbook: 0.0025,
  parquet: 0.0025,
  sheets: 0.002,
};
/** Of conversions this share is read as a data folder too. */
const shareRead = 0.05;
type Reader = keyof typeof shares;

/**
 * Feeds mutated files to every reader. Throws on anything but data or an error of the catalogue, on a count that does not
 * add up, and on an input that takes longer than ten seconds; the message names seed and number, so that it can be repeated.
 */
export async function fuzzReaders(inputs: number, seed: number): Promise<FuzzResult> {
  const random = mulberry32(seed);
  const folder = await mkdtemp(join(tmpdir(), 'same-start-fuzz-'));
  const tried = Object.fromEntries(Object.keys(shares).map((name) => [name, 0])) as Record<Reader, number>;
  const read = { ...tried };
  const byFile: Record<string, { tried: number; read: number }> = {};
  let slowestMilliseconds = 0;
  let slowest = '';
  try {
    const originals = await seedFiles(folder);
    for (let number = 0; number < inputs; number++) {
      const reader = pickReader(random());
      const made = reader === 'sheets' ? await fuzzWorkbook(random) : null;
      const source = made ?? originals[reader][Math.floor(random() * originals[reader].length)];
      // What a workbook is beside its cells does not outlive a changed byte: it is made anew each time instead.
      const bytes = made ? made.bytes : mutate(source.bytes, random);
      const started = performance.now();
      tried[reader]++;
      const ofFile = (byFile[`${reader} ${source.name}`] ??= { tried: 0, read: 0 });
      ofFile.tried++;
      try {
        if (made) await readWorkbook(join(folder, 'case'), made);
        else await readOne(reader, join(folder, 'case'), { ...source, bytes }, random() < shareRead);
        read[reader]++;
        ofFile.read++;
      } catch (error) {
        if (!(error instanceof SameStartError) || error.exitCode !== 2)
          throw new Error(`fuzz: seed ${seed}, input ${number}, ${reader} (${source.name}): ${String(error)}`, {
            cause: error,
          });
      }
      const took = performance.now() - started;
      if (took > slowestMilliseconds) [slowestMilliseconds, slowest] = [took, `input ${number}, ${reader}`];
      if (slowestMilliseconds > 10_000)
        throw new Error(`fuzz: seed ${seed}, input ${number}, ${reader}: over ten seconds`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return { tried, read, byFile, slowestMilliseconds, slowest };
}

async function readOne(
  reader: Reader,
  folder: string,
  { name, bytes, beside = {} }: Source,
  readBack: boolean,
): Promise<void> {
  if (reader === 'archive') {
    try {
      checkArchive(bytes);
    } catch (error) {
      // The guard speaks in plain errors; its reader puts them into the catalogue's.
      if ((error as Error).constructor === Error)
        throw new SameStartError('file-damaged', { file: name, why: (error as Error).message });
      throw error;
    }
    return;
  }
  if (['convert', 'roster', 'remended', 'xml'].includes(reader)) {
    const path = join(folder, name);
    await mkdir(folder, { recursive: true });
    await writeFile(path, bytes);
    const paths = [path];
    for (const [other, content] of Object.entries(beside)) {
      paths.push(join(folder, other));
      await writeFile(join(folder, other), content);
    }
    const plan = await planConversion(paths, null, '2026-06-20');
    const { report, files } = carryOut(plan, plan.proposal.mapping);
    const { seen, used, empty, notUsed } = report.results;
    if (seen !== used + empty + notUsed) throw new Error(`lost a result: ${JSON.stringify(report.results)}`);
    for (const { file, rows, rowsRead, rowsLeftOut } of report.byFile)
      if (rows !== rowsRead + rowsLeftOut) throw new Error(`lost a row of ${file}`);
    if (readBack) await readBackFolder(join(folder, 'out'), files, used);
    return;
  }
  const table = name.slice(0, name.indexOf('.'));
  const files: Record<string, string | Uint8Array> = reader === 'workbook' ? {} : { ...plainFolder };
  if (reader === 'mended') files['assessments.csv'] = faulty;
  else delete files[`${table}.csv`];
  await rm(folder, { recursive: true });
  await mkdir(folder);
  for (const [file, content] of Object.entries({ ...files, [name]: bytes }))
    await writeFile(join(folder, file), content);
  const { data, report } = await inspectDataFolder(folder);
  for (const file of report.files)
    if (file.rows !== file.kept + file.rejected + file.countedOnce)
      throw new Error(`lost a row: ${JSON.stringify(file)}`);
  const rejected = report.files.reduce((sum, file) => sum + file.rejected, 0);
  if (rejected !== data.rejects.length) throw new Error('a reject is missing');
}

/** Every result cell of the sheets that are shown is used, empty or left out; none of a hidden sheet is read, and no formula without a result is empty. */
export async function readWorkbook(
  folder: string,
  { name, bytes, hiddenScores, notCalculated }: FuzzWorkbook,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), bytes);
  const plan = await planConversion([join(folder, name)], null, '2026-07-10');
  const { report, files } = carryOut(plan, plan.proposal.mapping);
  const { seen, used, empty, notUsed } = report.results;
  if (seen !== used + empty + notUsed) throw new Error(`lost a result: ${JSON.stringify(report.results)}`);
  const results = `${files['assessments.csv']}${files['other-measures.csv'] ?? ''}`;
  for (const score of hiddenScores)
    if (results.includes(`,${score},`)) throw new Error(`read ${score} of a hidden sheet`);
  const said = report.notes
    .filter(({ text }) => text.includes('without a stored result'))
    .map(({ text }) => Number(/holds (\d+)/.exec(text)?.[1]));
  const found = said.reduce((sum, count) => sum + count, 0);
  if (found !== notCalculated) throw new Error(`${notCalculated} formulas without a result, ${found} said`);
}

/** What a conversion wrote is a data folder: every result of it is kept, counted once or rejected. */
async function readBackFolder(folder: string, files: Readonly<Record<string, string>>, used: number): Promise<void> {
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const { report } = await inspectDataFolder(folder);
  const { rows } = report.files.find(({ table }) => table === 'assessments')!;
  if (rows !== used) throw new Error(`${used} results were converted, ${rows} were read`);
  await rm(folder, { recursive: true });
}

/** A table of results with rows that cannot be used, and a sheet; what mends them is made from them and then mutated. */
const faulty =
  'pupil_id,subject,window,score,scale\n001,reading,Aut,98,ngrt\n001,reading,Sum,1o1,ngrt\n002,reading\n009,reading,Sum,0,raw\n';
const wide =
  'Title,,,,\n,,,Autumn 2,\nUPN,Surname,Reg,Reading SAS,Maths SAS\nB801200005001,Roe,4K,98,abs\nR674123101121,"Doe, J",4K,<70,1o3\n';

async function mendingFiles(folder: string): Promise<{ mended: Source; remended: Source }> {
  for (const [name, content] of Object.entries({ ...plainFolder, 'assessments.csv': faulty }))
    await writeFile(join(folder, name), content);
  const { data } = await inspectDataFolder(folder);
  const rejects = rejectsCsv(data.rejects, data.fileHashes)['assessments.csv'];
  await writeFile(join(folder, 'wide.csv'), wide);
  const plan = await planConversion([join(folder, 'wide.csv')], null, '2026-06-20');
  const { mend } = carryOut(plan, plan.proposal.mapping);
  return {
    mended: { name: 'assessments-mended.csv', bytes: Buffer.from(rejects) },
    remended: {
      name: 'not-used-wide.csv',
      bytes: Buffer.from(mend['not-used-wide.csv']),
      beside: { 'wide.csv': wide },
    },
  };
}

type Source = Pick<FuzzShape, 'name' | 'beside'> & { readonly bytes: Uint8Array };

async function seedFiles(folder: string): Promise<Record<Reader, Source[]>> {
  await mkdir(join(folder, 'case'));
  const text = (name: string, content: string): Source => ({ name, bytes: Buffer.from(content) });
  const shape = ({ text: content, ...source }: FuzzShape): Source => ({ ...source, bytes: Buffer.from(content) });
  const csv = Object.entries(plainFolder).map(([name, content]) => text(name, String(content)));
  csv.push(
    text(
      'assessments.csv',
      'pupil_id;subject;window;score;status\n001;"read;ing";Aut;"9""8";\n002;maths;Sum;;absent\n\n',
    ),
  );
  csv.push(
    text('context.csv', 'pupil_id,kind,from,to\n001,school-move,2026-01-01,\n002,other,2026-02-01,2026-03-01\n'),
  );
  const moves =
    'UPN,Former UPN,Adno,School,Surname,Forename,DOB,Date of Admission,Leaving Date,Reg,Autumn 2 2025/26 Reading SAS\nB801200005001,A80120000501A,0001,Elm,Roe,Jo,03/02/2016,,31/08/2025,4K,98\nB801200005001,,0007,Oak,Roe,Jo,03/02/2016,01/09/2025,,5O,97\n,,0002,Elm,Doe,Al,04/02/2016,,,4K,88\n';
  const mending = await mendingFiles(join(folder, 'case'));
  const long =
    'UPN\tAspect\tResult Set\tGrade\tResult Date\nB801200005001\tEng: Reading\tSpring 2025/26\tEXS\t03/04/2026\n';
  const xml =
    '<?xml version="1.0"?><CTfile><Header><SourceSchool><LEA>674</LEA></SourceSchool></Header><CTFpupilData><Pupil><UPN>R674123101121</UPN><DOB>2016-08-20</DOB><SENhistory><SEN><SENprovision>K</SENprovision></SEN></SENhistory><SchoolHistory><School><SchoolName>Elm</SchoolName><EntryDate>2020-09-01</EntryDate><LeavingDate>2025-08-31</LeavingDate></School></SchoolHistory><StageAssessments><KeyStage><Stage>KS2</Stage><StageAssessment><Year>2025</Year><Subject>MAT</Subject><Component>MTC</Component><Result>14</Result></StageAssessment></KeyStage></StageAssessments></Pupil></CTFpupilData></CTfile>';
  const rows = (content: string): string[][] =>
    content
      .trim()
      .split('\n')
      .map((line) => line.split(','));
  const workbook = await writeXlsx({
    sheets: Object.entries(plainFolder).map(([name, content]) => ({
      name: name.replace('.csv', ''),
      rows: rows(String(content)),
    })),
  });
  const arrow = tableToIPC(tableFromArrays({ window: ['Aut', 'Sum'], date: ['2025-12-01', '2026-06-15'] }), 'file');
  const path = join(folder, 'seed.parquet');
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '256MB' });
  await (
    await instance.connect()
  ).run(`copy (select 'Aut' as "window", date '2025-12-01' as "date") to '${path}' (format parquet)`);
  instance.closeSync();
  const { readFile } = await import('node:fs/promises');
  return {
    csv,
    mended: [mending.mended],
    convert: [
      text('wide.csv', wide.replace('1o3', '103')),
      text('long.txt', long),
      text('moves.csv', moves),
      ...fuzzShapes.sheets.map(shape),
    ],
    roster: fuzzShapes.roster.map(shape),
    remended: [mending.remended],
    xml: [text('a.xml', xml), shape(fuzzShapes.ctf)],
    archive: [
      { name: 'a.xlsx', bytes: workbook },
      { name: 'b.xlsx', bytes: deflateRawSync(Buffer.alloc(1000)) },
    ],
    arrow: [{ name: 'windows.arrow', bytes: arrow }],
    workbook: [{ name: 'a.xlsx', bytes: workbook }],
    parquet: [{ name: 'windows.parquet', bytes: await readFile(path) }],
    sheets: [],
  };
}

const morsels = [
  '"',
  '""',
  ',',
  ';',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\ufeff',
  'é',
  '=1+1',
  '-',
  '<',
  '>',
  '&lt;',
  '<!DOCTYPE a>',
  ']]>',
  '1e309',
  '0x1',
  'NaN',
  'constructor',
  '__proto__',
  '../',
  '"\n"',
  '\u202e',
];

/** One to eight changes: bits, bytes, pieces cut, doubled, moved, or put in. */
function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let changed = Buffer.from(bytes);
  const times = 1 + Math.floor(random() * 8);
  for (let k = 0; k < times; k++) {
    const at = Math.floor(random() * (changed.length + 1));
    const length = Math.floor(random() ** 3 * Math.min(200, changed.length));
    const kind = Math.floor(random() * 6);
    if (kind === 0 && at < changed.length) changed[at] ^= 1 << Math.floor(random() * 8);
    else if (kind === 1 && at < changed.length) changed[at] = Math.floor(random() * 256);
    else if (kind === 2) changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at + length)]);
    else if (kind === 3)
      changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at, at + length), changed.subarray(at)]);
    else if (kind === 4)
      changed = Buffer.concat([
        changed.subarray(0, at),
        Buffer.from(morsels[Math.floor(random() * morsels.length)]),
        changed.subarray(at),
      ]);
    else if (kind === 5 && random() < 0.2) changed = changed.subarray(0, at);
  }
  return changed;
}

function pickReader(at: number): Reader {
  let sum = 0;
  for (const [name, share] of Object.entries(shares)) {
    sum += share;
    if (at < sum) return name as Reader;
  }
  return 'csv';
}

/** Seeded generator (Tommy Ettinger's mulberry32), uniform on [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
