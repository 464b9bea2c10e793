import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    // A process for each file: no test can leave something behind in the memory of another.
    pool: 'forks',
    maxWorkers: 2,
    // Generous, because a busy machine must not decide. What is slow is bounded in the test itself.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A forgotten `.only` would leave the rest of its file unseen.
    allowOnly: false,
  },
});
