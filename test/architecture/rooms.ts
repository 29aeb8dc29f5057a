/**
 * What each room of the tree may import, besides its own files and those below it; types count as imports. A room is a folder
 * (or one file at the engine's top); the longest name that fits a file is its room. `words/rows:types` allows types only. The
 * order is the path of a mark, from left to right: nothing looks back.
 */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  'engine/stats': [],
  'engine/tables': [],

  'engine/worlds/model': ['engine/tables'],
  'engine/worlds/positions': ['engine/worlds/model', 'engine/stats', 'engine/tables'],
  'engine/worlds/pupils': ['engine/worlds/model', 'engine/stats', 'engine/tables'],
  'engine/worlds/tests': ['engine/worlds/model', 'engine/worlds/pupils', 'engine/stats', 'engine/tables'],
  'engine/worlds': ['engine/stats', 'engine/tables'],

  'engine/ingest/values': ['engine/tables'],
  'engine/ingest/files': ['engine/ingest/values', 'engine/tables'],
  'engine/ingest/schools/mapping': ['engine/ingest/values', 'engine/tables', 'engine/scales/registry.ts'],
  'engine/ingest/schools/conversion': ['engine/ingest/schools/mapping', 'engine/ingest/values', 'engine/tables'],
  'engine/ingest/schools/layout': [
    'engine/ingest/schools/mapping',
    'engine/ingest/files/grid.ts:types',
    'engine/ingest/values',
  ],
  'engine/ingest/schools/sheet': [
    'engine/ingest/schools/mapping',
    'engine/ingest/schools/layout',
    'engine/ingest/schools/conversion',
    'engine/ingest/files',
    'engine/ingest/values',
    'engine/tables',
    'engine/scales/registry.ts',
  ],
  ...Object.fromEntries(
    ['propose', 'settle', 'ctf', 'one-roster'].map((room) => [
      `engine/ingest/schools/${room}`,
      [
        'engine/ingest/schools/mapping',
        'engine/ingest/schools/conversion',
        'engine/ingest/schools/layout',
        'engine/ingest/schools/sheet',
        'engine/ingest/files/grid.ts:types',
        'engine/ingest/values',
        'engine/tables',
        'engine/scales/registry.ts',
      ],
    ]),
  ),
  'engine/ingest/schools': [
    'engine/ingest/files',
    'engine/ingest/values',
    'engine/tables',
    'engine/scales/registry.ts',
  ],
  // What a heading means is said once, in the mapping of schools' files: doubts about a folder's columns ask there.
  'engine/ingest/folder/report': [
    'engine/ingest/files',
    'engine/ingest/values',
    'engine/ingest/schools/mapping',
    'engine/tables',
    'engine/scales/registry.ts',
  ],
  'engine/ingest/folder/results': [
    'engine/ingest/files',
    'engine/ingest/values',
    'engine/tables',
    'engine/scales/registry.ts',
  ],
  'engine/ingest/folder': ['engine/ingest/files', 'engine/ingest/values', 'engine/tables'],

  'engine/scales': ['engine/stats', 'engine/tables'],
  'engine/growth/comparisons': ['engine/scales', 'engine/tables'],
  'engine/growth/percentiles': ['engine/growth/comparisons', 'engine/scales', 'engine/stats', 'engine/tables'],
  'engine/growth/trajectory/model': ['engine/growth/comparisons', 'engine/scales', 'engine/stats', 'engine/tables'],
  'engine/growth/trajectory/weighing': ['engine/growth/trajectory/model', 'engine/stats'],
  'engine/growth/trajectory/fit': [
    'engine/growth/trajectory/model',
    'engine/growth/trajectory/weighing',
    'engine/stats',
    'engine/tables',
  ],
  'engine/growth/trajectory/posterior': [
    'engine/growth/trajectory/model',
    'engine/growth/trajectory/weighing',
    'engine/growth/trajectory/fit',
    'engine/stats',
    'engine/tables',
  ],
  'engine/growth/forecasts': [
    'engine/growth/comparisons',
    'engine/growth/percentiles',
    'engine/growth/trajectory',
    'engine/scales',
    'engine/stats',
    'engine/tables',
  ],
  'engine/criteria': ['engine/growth', 'engine/scales', 'engine/stats', 'engine/tables'],
  // Read apart from the path of a mark: nothing of it reaches a growth percentile or a criterion.
  'engine/areas': ['engine/tables'],
  'engine/agenda': ['engine/criteria', 'engine/growth', 'engine/scales', 'engine/stats', 'engine/tables'],

  'engine/words/kit': ['engine/tables'],
  'engine/words/context': ['engine/words/kit', 'engine/tables'],
  'engine/words/criteria': ['engine/words/kit', 'engine/criteria', 'engine/stats', 'engine/tables'],
  'engine/words/rows': ['engine/words/kit', 'engine/words/criteria', 'engine/agenda', 'engine/stats', 'engine/tables'],
  'engine/words/warnings': ['engine/words/kit', 'engine/stats'],
  'engine/words/lists': ['engine/words/kit'],
  'engine/words/letters': ['engine/words/kit'],
  'engine/words/areas': ['engine/words/kit', 'engine/areas'],
  'engine/words/settings': ['engine/words/criteria'],
  'engine/words/pages': [
    'engine/words/settings',
    'engine/words/kit',
    'engine/words/context',
    'engine/words/criteria',
    'engine/words/rows',
    'engine/agenda',
    'engine/tables',
  ],
  'engine/charts': ['engine/words/rows:types', 'engine/tables'],
  'engine/runs/tables': [
    'engine/words',
    'engine/agenda',
    'engine/criteria',
    'engine/growth',
    'engine/scales',
    'engine/tables',
  ],
  'engine/runs': ['engine/tables'],

  'engine/policy.ts': ['engine/agenda', 'engine/criteria', 'engine/growth', 'engine/scales', 'engine/tables'],
  'engine/pipeline/tasks.ts': ['engine/agenda', 'engine/criteria', 'engine/growth', 'engine/scales'],
  'engine/pipeline/worker.ts': ['engine/pipeline/tasks.ts'],
  'engine/pipeline/threads.ts': ['engine/pipeline/tasks.ts', 'engine/pipeline/worker.ts'],
  'engine/pipeline/parts.ts': [
    'engine/pipeline/tasks.ts',
    'engine/pipeline/threads.ts',
    'engine/agenda',
    'engine/criteria',
    'engine/growth',
    'engine/scales',
  ],
  'engine/pipeline/run-policy.ts': ['engine/policy.ts', 'engine/policy.schema.json'],
  'engine/pipeline': [
    'engine/policy.ts',
    'engine/ingest',
    'engine/scales',
    'engine/growth',
    'engine/criteria',
    'engine/agenda',
    'engine/words',
    'engine/runs',
    'engine/tables',
    'package.json',
  ],
  'engine/estimators.ts': ['engine/stats', 'engine/scales', 'engine/growth'],
  'engine/index.ts': ['engine'],
  'engine/cli': ['engine', 'package.json'],

  notebooks: ['engine/index.ts'],
};

/** What every file of the engine may name. */
export const forAllOfTheEngine: readonly string[] = ['engine/errors.ts', 'engine/warnings.ts'];

/** The one place where the command line and the server meet: neither imports the other. */
export const entryPoint = { from: 'engine/cli/same-start.js', to: 'server/main.ts' };
