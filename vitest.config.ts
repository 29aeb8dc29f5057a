import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A folder of its own in node_modules would make npm take the packages for changed and read them all at every npx.
  cacheDir: '.cache/vite',
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Files share their worker and what it has loaded: a third of the suite's time is otherwise reading the same modules again.
    isolate: false,
    setupFiles: ['test/one-seed.ts'],
  },
});
