import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDataFolder } from '../../../engine/ingest/folder/read-data-folder.ts';
import type { TextColumn } from '../../../engine/tables/text-column.ts';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import { worldFiles } from '../../../engine/worlds/world-files.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';

test.each(['oakfield-trust', 'every-scale', 'trust-3000'])(
  'worldAsAssessmentData(world) is what reading the files of world %s gives',
  async (name) => {
    const errorStated = name === 'trust-3000' ? 'score' : 'scale';
    const world = simulateWorld({ ...worlds[name].settings, pupils: 250, errorStated });
    const folder = mkdtempSync(join(tmpdir(), 'world-'));
    try {
      for (const [file, content] of Object.entries(worldFiles(world).data)) writeFileSync(join(folder, file), content);
      const { data: read } = await readDataFolder(folder);
      const direct = worldAsAssessmentData(world);
      expect(read.rejects).toEqual([]);
      expect(read.subjects).toEqual(direct.subjects);
      expect(read.scales).toEqual(direct.scales);
      expect(read.context).toEqual(direct.context);
      expect(plain(read.pupils)).toEqual(plain(direct.pupils));
      expect(plain(read.windows)).toEqual(plain(direct.windows));
      expect(plain(read.results)).toEqual(plain(direct.results));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

/** Text columns as their texts (two may number the same texts differently); no extra columns is the same as none named. */
function plain(table: object): Record<string, unknown> {
  const { other = {}, ...columns } = table as { other?: object };
  expect(other).toEqual({});
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, isText(column) ? texts(column) : column]),
  );
}

function isText(column: unknown): column is TextColumn {
  return typeof column === 'object' && column !== null && 'codes' in column;
}

function texts({ codes, values }: TextColumn): (string | null)[] {
  return Array.from(codes, (code) => (code < 0 ? null : values[code]));
}
