import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataFolder, type DataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Three pupils, two windows, four results; tests replace single files. */
export const plainFolder: Files = {
  'pupils.csv': 'pupil_id,school,year_group,class\n001,Oak,4,4K\n002,Oak,4,4K\n003,Oak,R,\n',
  'windows.csv': 'window,date,label\nAut,2025-12-01,autumn\nSum,2026-06-15,summer\n',
  'assessments.csv':
    'pupil_id,subject,window,score,scale\n001,reading,Aut,98,ngrt\n001,reading,Sum,101,ngrt\n002,reading,Sum,0,raw\n003,writing,Sum,EXS,teacher-assessment\n',
  'scales.csv': 'scale,class,min,max\nraw,criterion,0,50\n',
};

/** Writes the files into a folder of their own, hands it to `use` and removes it. */
export async function withFolder<T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'same-start-'));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function readFiles(files: Files): Promise<DataFolder> {
  return withFolder(files, (folder) => readDataFolder(folder));
}
