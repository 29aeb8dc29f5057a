import type { RunContent, RunManifest } from '../../../engine/tables/run-content.ts';
import { runSchema, runTableNames } from '../../../engine/tables/run-schema.ts';
import type { RunColumnSchema, RunTableName } from '../../../engine/tables/run-schema.ts';
import type { RunColumn, RunTables, TableOf } from '../../../engine/tables/run-table.ts';

const subjects = ['maths', 'reading', 'writing'];
const windowCount = 7;

/** A run of made-up values in the shape and size of a real one: rows in order of pupil, text that repeats as it does there. */
export function madeUpRun(pupils: number, manifest: Partial<RunManifest> = {}): RunContent {
  const sizes: Partial<Record<RunTableName, number>> = {
    growth: pupils * 3,
    criteria: pupils * 12,
    concern: pupils * 3,
    agenda: pupils,
    trajectories: pupils * 3 * windowCount,
    targets: pupils * 9,
  };
  const tables = Object.fromEntries(
    runTableNames.map((name) => [name, madeUpTable(name, sizes[name] ?? Math.ceil(pupils / 10), pupils)]),
  ) as Record<string, unknown> as RunTables;
  return {
    manifest: { ...madeUpManifest, ...manifest },
    tables,
    reference: { spline: { knots: Float64Array.of(90, 100, 110), note: 'fitted' }, components: { sd: 0.28 } },
    timings: { ingest: 0.1, growth: 1.2 },
  };
}

const madeUpManifest: RunManifest = {
  format: 1,
  engine: '0.1.0',
  window: 'spring-2026',
  windowDate: '2026-03-20',
  windows: [{ window: 'spring-2026', date: '2026-03-20', label: null }],
  subjects,
  schools: ['Ash', 'Elm'],
  scales: [],
  hashes: { inputs: { 'pupils.csv': 'aa', 'assessments.csv': 'bb' }, policy: 'cc', reference: null, previous: null },
  previousRun: null,
  counts: { pupils: 3 },
  warnings: [],
  policy: {},
};

function madeUpTable<Name extends RunTableName>(name: Name, rows: number, pupils: number): TableOf<Name> {
  const schema: Readonly<Record<string, RunColumnSchema>> = runSchema[name];
  const columns = Object.entries(schema).map(([column, expected], place): [string, RunColumn] => {
    const { type } = expected;
    if (type === 'text') return [column, { type, values: madeUpTexts(column, expected, rows, pupils) }];
    if (type === 'boolean') return [column, { type, values: Uint8Array.from({ length: rows }, (_, row) => row % 2) }];
    if (type === 'integer') return [column, { type, values: Int32Array.from({ length: rows }, (_, row) => row + 1) }];
    const values = Float64Array.from({ length: rows }, (_, row) =>
      row % 11 === place ? Number.NaN : wave(row, place),
    );
    return [column, { type, values }];
  });
  return { name, rows, columns: Object.fromEntries(columns) as TableOf<Name>['columns'] };
}

function madeUpTexts(
  column: string,
  { always, names = [] }: RunColumnSchema,
  rows: number,
  pupils: number,
): (string | null)[] {
  const perPupil = Math.max(1, Math.floor(rows / pupils));
  const at: Record<string, (row: number) => string | null> = {
    pupil_id: (row) => `P${String(Math.floor(row / perPupil)).padStart(6, '0')}`,
    subject: (row) => subjects[row % 3],
    school: (row) => `School ${row % 60}`,
    class: (row) => `${row % 7}${'ABC'[row % 3]}`,
    score: (row) => (row % 13 === 0 ? null : String(80 + (row % 55))),
    sentence: (row) =>
      `This pupil made less progress than about ${row % 100} in every 100 pupils who had the same score in March ${row % 7}; the range is ${row % 10_000}.`,
    content: (row) => `{"row":${row},"text":"a \\"quoted\\" word, a comma\\nand a line"}`,
  };
  const plain = (row: number) => names[row % names.length] ?? `${column} ${row % 6}`;
  const made = at[column] ?? ((row) => (row % 5 ? plain(row) : null));
  return Array.from({ length: rows }, (_, row) => made(row) ?? (always ? plain(row) : null));
}

function wave(row: number, place: number): number {
  return Math.sin(row * 0.7 + place) * 100;
}
