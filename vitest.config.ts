import { defineConfig } from 'vitest/config';

/** Files that put others in the place of modules, or other words in the place of the engine's: each has a worker of its own. */
const alone = [
  'test/engine/growth/trajectory/posterior/visit-posteriors.test.ts',
  'test/engine/pipeline/rewording.test.ts',
  'test/server/imports/start-task.test.ts',
  'test/server/reworded.test.ts',
];

export default defineConfig({
  // A folder of its own in node_modules would make npm take the packages for changed and read them all at every npx.
  cacheDir: '.cache/vite',
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    setupFiles: ['test/one-seed.ts'],
    projects: [
      {
        extends: true,
        // Files share their worker and what it has loaded: a third of the suite's time is otherwise reading the same modules again.
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
