import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Processes rather than threads: tests change the working directory, open files and kill children.
    pool: 'forks',
    maxWorkers: 2,
    // Generous, because a busy machine must not turn into a failed test. A test that needs more
    // says so itself.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
