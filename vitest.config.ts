import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A folder of its own in node_modules would make npm take the packages for changed and read them all at every npx.
  cacheDir: '.cache/vite',
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    setupFiles: ['test/one-seed.ts'],
  },
});
