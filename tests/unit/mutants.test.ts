import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutants } from '../../scripts/mutants/index.ts';
import { sabotage, testOf } from '../../scripts/mutants/mutant.ts';

const root = join(import.meta.dirname, '..', '..');

describe('mutants', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))('%s finds its line, once', (_, mutant) => {
    expect(() => sabotage(root, mutant)).not.toThrow();
  });

  it('have names of their own', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  it('name tests that exist', () => {
    const files = mutants.flatMap(({ caughtBy }) => caughtBy.map((test) => testOf(test).file));
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('are at least twenty-five', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(25);
  });
});
