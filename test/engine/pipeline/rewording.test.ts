import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyse } from '../../../engine/pipeline/analyse.ts';
import { defaultPolicy } from '../../../engine/policy.ts';
import type { RunContent } from '../../../engine/tables/run-content.ts';
import { runRows } from '../../../engine/tables/run-table.ts';
import { warningCatalogue } from '../../../engine/warnings.ts';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';
import { runChanges } from '../../../engine/words/rows/run-changes.ts';

const wordsFolder = new URL('../../../engine/words/', import.meta.url).pathname;
const data = worldAsAssessmentData(
  simulateWorld({ ...worlds['mixed-scales'].settings, pupils: 120, schoolSizes: [2, 1], windows: 4, seed: 12 }),
);
/** Columns that hold what people read; all others hold numbers, names of the data and codes. */
const read = new Set(['sentence']);
let before: RunContent;
let after: RunContent;
let reworded = 0;
/** What was written where: files that come after read the same catalogues. */
const asWritten: [catalogue: Record<string, unknown>, key: string, text: string][] = [];

beforeAll(async () => {
  // One thread, so that what is reworded here is reworded everywhere.
  before = await analyse(data, defaultPolicy, { threads: 1 });
  const files = readdirSync(wordsFolder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const catalogues = await Promise.all(files.map((file) => import(join(wordsFolder, file)) as Promise<object>));
  const seen = new Set<object>();
  for (const words of [...catalogues.flatMap((catalogue) => Object.values(catalogue) as unknown[]), warningCatalogue])
    reword(words, seen);
  after = await analyse(data, defaultPolicy, { threads: 1 });
}, 60_000);

afterAll(() => {
  for (const [catalogue, key, text] of asWritten) catalogue[key] = text;
});

/** Puts another text in the place of each text of a catalogue: with the same slots, and no word of the old one. */
function reword(catalogue: unknown, seen: Set<object>): void {
  if (catalogue === null || typeof catalogue !== 'object' || ArrayBuffer.isView(catalogue) || seen.has(catalogue))
    return;
  seen.add(catalogue);
  for (const [key, value] of Object.entries(catalogue as Record<string, unknown>)) {
    if (typeof value !== 'string' || key === 'code') reword(value, seen);
    else {
      asWritten.push([catalogue as Record<string, unknown>, key, value]);
      const slots = value.match(/\{\w+\}/g) ?? [];
      (catalogue as Record<string, unknown>)[key] = ['Zwx', ...slots, String(reworded++)].join(' qj ');
    }
  }
}

/** All that a run says but its sentences. */
function decided({ tables, manifest, reference }: RunContent) {
  return {
    tables: Object.fromEntries(
      Object.entries(tables).map(([name, table]) => [
        name,
        runRows(table).map((row) => Object.entries(row).filter(([column]) => !read.has(column))),
      ]),
    ),
    manifest: {
      ...manifest,
      warnings: manifest.warnings.map(({ code, count }) => ({ code, count })),
      questions: manifest.questions?.map((question) => ({ ...question, text: '' })),
    },
    reference,
  };
}

test('with every template reworded no number, verdict, section, order or code of a run is another', () => {
  expect(JSON.stringify(decided(after))).toBe(JSON.stringify(decided(before)));
  expect(runChanges(before, after)).toEqual(runChanges(before, before));
});

test('the rewording reaches every sentence of a run and every warning', () => {
  expect(reworded).toBeGreaterThan(240);
  for (const table of ['criteria', 'agenda'] as const) {
    const said = runRows(after.tables[table]).map(({ sentence }) => sentence);
    expect(said.filter((sentence) => !sentence.includes('Zwx'))).toEqual([]);
  }
  expect(after.manifest.warnings.length).toBeGreaterThan(0);
  for (const { text } of after.manifest.warnings) expect(text).toContain('Zwx');
  expect(after.manifest.questions?.length).toBeGreaterThan(0);
  for (const { text } of after.manifest.questions ?? []) expect(text).toContain('Zwx');
});
