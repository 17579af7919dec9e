import { defineConfig } from 'vitest/config';

// Many tests run the built command or another program: a busy machine takes its time, and that is no failure.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/helpers/seed.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
