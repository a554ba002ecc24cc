import { defineConfig } from 'vitest/config';

// Two projects: `unit` needs nothing and runs in parallel; `stack` shares one database, so its files take turns.
const unit = ['tests/unit/**/*.test.ts', 'tests/shared/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: unit } },
      {
        test: {
          name: 'stack',
          include: ['tests/**/*.test.ts'],
          exclude: unit,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
