import { defineConfig } from 'vitest/config';

// `unit` needs nothing and runs in parallel; `stack` shares one database, so its files take turns; `older` does the same, with a
// legacy server of an older version, which not every machine can have.
const unit = ['tests/unit/**/*.test.ts', 'tests/shared/**/*.test.ts'];
const older = ['tests/legacy_versions/**/*.test.ts'];
const withOlder = {
  include: [...older, 'tests/property/**/*.test.ts', 'tests/rules/**/*.test.ts', 'tests/shapes/**/*.test.ts'],
  env: { CUTOVER_LEGACY: 'older' },
};
const inTurn = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: unit } },
      { test: { name: 'stack', include: ['tests/**/*.test.ts'], exclude: [...unit, ...older], ...inTurn } },
      { test: { name: 'older', ...withOlder, ...inTurn } },
    ],
  },
});
