import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readDataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { readNames } from '../../../../engine/ingest/folder/read-names.ts';
import { plainFolder, readFiles, withFolder, type Files } from '../folder/data-folder.ts';

const sheetsOf = (files: Files) =>
  Object.entries(files).map(([name, content]) => ({
    name: name.replace('.csv', ''),
    rows: String(content)
      .trim()
      .split('\n')
      .map((line) => line.split(',')),
  }));

describe('readDataFolder(path) gives the same data from', () => {
  const plain = readFiles(plainFolder);

  test('Parquet', async () => {
    await withFolder(plainFolder, async (folder) => {
      const instance = await DuckDBInstance.create(':memory:', { memory_limit: '256MB' });
      const connection = await instance.connect();
      for (const table of ['pupils', 'windows', 'assessments']) {
        // Typed where the text allows it: days, whole numbers.
        const typed = table === 'windows' ? '' : ', all_varchar=true';
        await connection.run(
          `copy (select * from read_csv('${folder}/${table}.csv', header=true${typed})) to '${folder}/${table}.parquet' (format parquet)`,
        );
        await rm(join(folder, `${table}.csv`));
      }
      instance.closeSync();
      const { data } = await readDataFolder(folder);
      expect({ ...data, fileHashes: null }).toEqual({ ...(await plain).data, fileHashes: null });
    });
  });

  test('Parquet written from a data frame: moments for days, NaN for no number', async () => {
    const rows = ['001,reading,Aut,8,valid', '001,reading,Sum,10.5,valid', '002,reading,Sum,,absent'];
    const files = {
      ...plainFolder,
      'assessments.csv': ['pupil_id,subject,window,score,status', ...rows, ''].join('\n'),
    };
    const expected = await readFiles(files);
    expect(expected.data.results.count).toBe(3);
    await withFolder(files, async (folder) => {
      const instance = await DuckDBInstance.create(':memory:', { memory_limit: '256MB' });
      const connection = await instance.connect();
      const typed = {
        windows: `"window", (date || ' 00:00:00+00')::timestamptz as date, label`,
        assessments: `* replace (coalesce(score::double, 'nan'::double) as score)`,
      };
      for (const [table, columns] of Object.entries(typed)) {
        await connection.run(
          `copy (select ${columns} from read_csv('${folder}/${table}.csv', header=true, all_varchar=true)) to '${folder}/${table}.parquet' (format parquet)`,
        );
        await rm(join(folder, `${table}.csv`));
      }
      instance.closeSync();
      const { data } = await readDataFolder(folder);
      expect({ ...data, fileHashes: null }).toEqual({ ...expected.data, fileHashes: null });
    });
  });

  test('Parquet in a folder whose name looks like a pattern', async () => {
    await withFolder({}, async (folder) => {
      const instance = await DuckDBInstance.create(':memory:', { memory_limit: '256MB' });
      const connection = await instance.connect();
      for (const [name, files] of [
        ['autumn[1]', plainFolder],
        ['autumn1', { ...plainFolder, 'pupils.csv': 'a,b\n1,2\n' }],
      ] as const) {
        await mkdir(join(folder, name));
        for (const [file, content] of Object.entries(files)) await writeFile(join(folder, name, file), content);
        const pupils = `read_csv('${folder}/${name.replace('[1]', '[[]1]')}/pupils.csv', header=true, all_varchar=true)`;
        await connection.run(`copy (select * from ${pupils}) to '${folder}/${name}/pupils.parquet' (format parquet)`);
        await rm(join(folder, name, 'pupils.csv'));
      }
      instance.closeSync();
      const { data } = await readDataFolder(join(folder, 'autumn[1]'));
      expect({ ...data, fileHashes: null }).toEqual({ ...(await plain).data, fileHashes: null });
    });
  });

  test('Arrow', async () => {
    await withFolder(plainFolder, async (folder) => {
      for (const { name, rows } of sheetsOf(plainFolder)) {
        const [header, ...body] = rows;
        const columns = Object.fromEntries(header.map((column, at) => [column, body.map((row) => row[at] || null)]));
        await writeFile(join(folder, `${name}.arrow`), tableToIPC(tableFromArrays(columns), 'file'));
        await rm(join(folder, `${name}.csv`));
      }
      const { data } = await readDataFolder(folder);
      expect({ ...data, fileHashes: null }).toEqual({ ...(await plain).data, fileHashes: null });
    });
  });

  test('one workbook, dates as Excel keeps them', async () => {
    const sheets = sheetsOf(plainFolder).map(({ name, rows }) => ({
      name,
      rows: rows.map((row) => row.map((cell) => (/^\d{4}-/.test(cell) ? new Date(`${cell}T00:00:00Z`) : cell))),
    }));
    const { data } = await readFiles({ 'autumn.xlsx': await writeXlsx({ sheets }) });
    expect({ ...data, fileHashes: null }).toEqual({ ...(await plain).data, fileHashes: null });
  });
});

describe('readDataFolder(path) where a workbook stands beside CSV', () => {
  const { 'scales.csv': scales, ...withoutScales } = plainFolder;
  const scalesBook = () => writeXlsx({ sheets: sheetsOf({ 'scales.csv': scales, 'notes.csv': 'anything\n' }) });

  test('reads the scales from a sheet of it', async () => {
    const { data } = await readFiles({ ...withoutScales, 'more.xlsx': await scalesBook() });
    expect(data.scales).toEqual((await readFiles(plainFolder)).data.scales);
  });

  test('needs none of its sheets, and leaves several workbooks alone', async () => {
    const other = await writeXlsx({ sheets: [{ name: 'Rota', rows: [['day', 'who']] }] });
    const plain = await readFiles(withoutScales);
    for (const more of [{ 'rota.xlsx': other }, { 'rota.xlsx': other, 'more.xlsx': await scalesBook() }]) {
      const { data } = await readFiles({ ...withoutScales, ...more });
      expect(data).toEqual(plain.data);
    }
  });
});

describe('files that are damaged or hostile are refused with their reason', () => {
  const refusal = async (files: Files) =>
    (await readFiles(files).catch((error: unknown) => error)) as Error & { code?: string };

  test('a workbook that is cut off', async () => {
    const whole = await writeXlsx({ sheets: sheetsOf(plainFolder) });
    expect(await refusal({ 'a.xlsx': whole.subarray(0, whole.length / 2) })).toMatchObject({ code: 'file-damaged' });
  });

  test('a zip bomb: a part larger than it declares, and one that declares a gigabyte', async () => {
    const bomb = deflateRawSync(Buffer.alloc(50 << 20));
    for (const declared of [1000, 1 << 30]) {
      const error = await refusal({ 'a.xlsx': zipOf('xl/workbook.xml', bomb, declared) });
      expect(error.code).toBe('file-damaged');
      expect(error.message).toMatch(/larger than it declares|too large when unpacked/);
    }
  });

  test('entities in its XML, and names that lead out of it', async () => {
    const xml = Buffer.from('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><l>&b;</l>');
    const entities = await refusal({ 'a.xlsx': zipOf('xl/workbook.xml', deflateRawSync(xml), xml.length) });
    expect(entities.message).toContain('document type');
    const path = await refusal({ 'a.xlsx': zipOf('../../outside.xml', deflateRawSync(xml), xml.length) });
    expect(path.message).toContain('points outside it');
  });

  test('a Parquet and an Arrow file that are neither', async () => {
    for (const name of ['pupils.parquet', 'pupils.arrow']) {
      const { 'pupils.csv': _, ...rest } = plainFolder;
      expect(await refusal({ ...rest, [name]: 'no table' })).toMatchObject({ code: 'file-damaged' });
    }
  });

  test('a header of 10,000 columns', async () => {
    const header = Array.from({ length: 10_000 }, (_, k) => `c${k}`).join(',');
    expect(await refusal({ ...plainFolder, 'pupils.csv': `${header}\n` })).toMatchObject({ code: 'too-many-columns' });
  });
});

describe('readNames(folder)', () => {
  test('reads names apart, by identifier', async () => {
    const pupils = Buffer.concat([
      Buffer.from('pupil_id,school,year_group,surname,forename\n002,Oak,4,Mwangi,Zo'),
      Buffer.from([0xeb]),
      Buffer.from('\n001,Oak,4,"O’Brien, Jr",Amira\n'),
    ]);
    await withFolder({ ...plainFolder, 'pupils.csv': pupils }, async (folder) => {
      expect(await readNames(folder)).toEqual([
        { pupilId: '001', surname: 'O’Brien, Jr', forename: 'Amira' },
        { pupilId: '002', surname: 'Mwangi', forename: 'Zoë' },
      ]);
      const { data, report } = await readDataFolder(folder);
      expect(data.pupils.pupilId).toEqual(['001', '002']);
      expect(report.setAside.cells).toMatchObject([{ file: 'pupils.csv', row: 1, column: 'forename', value: '' }]);
      expect(await readFile(join(folder, 'pupils.csv'))).toEqual(pupils);
    });
  });
});

/** A zip archive of one deflated entry that declares `size` bytes. */
function zipOf(name: string, packed: Uint8Array, size: number): Uint8Array {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(size, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(name.length, 28);
  const directoryAt = local.length + name.length + packed.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(directoryAt, 16);
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end]);
}
