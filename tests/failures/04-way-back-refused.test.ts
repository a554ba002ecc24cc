// Rights for the way back are missing, and it shows on the way back only (vitess#16794).
import { describe, expect, test } from 'vitest';
import { command, makeReady, reconcile, settle, tryCommand } from '../runs/group.ts';
import { type Scene, scene } from './scene.ts';

const missing: [string, string, (schema: string) => string][] = [
  ['to write the table', 'way_back', (schema) => `revoke insert, update on ${schema}.owner from legacy_owner`],
  ['to delete from it', 'way_back', (schema) => `revoke delete on ${schema}.item from legacy_owner`],
  [
    'to set its sequence',
    'sequences_ready',
    (schema) => `revoke update on sequence ${schema}.owner_id_seq from legacy_owner`,
  ],
  [
    'to fit a constraint that nobody validated',
    'way_back',
    (schema) => `alter table ${schema}.owner add constraint tight check (length(name) > 100) not valid`,
  ],
];

async function failedGates(it: Scene): Promise<string[]> {
  const { gates } = await command(it.sql, 'prepare', { group: it.group.name });
  return [
    ...new Set((gates as { rule: string; verdict: string }[]).filter((g) => g.verdict === 'failed').map((g) => g.rule)),
  ];
}

describe('a legacy server on which a right is missing', () => {
  test.each(missing)('%s is refused before anything is locked, by the rule %s', async (_, rule, take) => {
    const it = await scene('postgres', `fail_04_${missing.findIndex((m) => m[2] === take)}`);
    await settle(it.sql, it.group.name);
    await reconcile(it.sql, it.group.name);
    await it.legacy.unsafe(take(it.group.legacySchema));
    expect(await failedGates(it)).toContain(rule);
    expect(await tryCommand(it.sql, 'execute', { group: it.group.name })).toMatchObject({ ok: false });
    expect(await it.truth()).toBe('legacy');
    await it.legacy.unsafe(`
      grant all on all tables in schema ${it.group.legacySchema} to legacy_owner;
      grant all on all sequences in schema ${it.group.legacySchema} to legacy_owner;
      alter table ${it.group.legacySchema}.owner drop constraint if exists tight;`);
    // Given back, the way is open, and back again.
    await makeReady(it.sql, it.group.name);
    expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
    expect(await it.run('rollback')).toMatchObject({ status: 'completed' });
  });
});
