import { defineConfig } from 'vitest/config';

// Many tests run the built command or another program: a busy machine takes its time, and that is no failure.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/helpers/surroundings.ts'],
    // Most tests wait for a program that they run: by itself vitest would leave a core idle.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
