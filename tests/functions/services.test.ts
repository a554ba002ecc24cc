// The services of the shared package against the functions as they are, and the samples of its README, run as programs.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCutoverClient, createServices } from '../../packages/shared/src/client/index.ts';
import { root } from '../../scripts/stack/deno.ts';
import { extract } from '../docs/extract.ts';
import { command, connect, createGroup, type Group, makeReady, settle, closeWindows } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { uniqueName } from './http.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
const legacy: Sql = connect(stack.legacyDbUrl);
const folder = mkdtempSync(join(tmpdir(), 'cutover-services-'));
const { finalDataMigrationService, featureFlagService } = createServices(
  createCutoverClient({ url: stack.apiUrl, token: () => stack.operatorToken }),
);
const userId = 'Jürgen 群';
let group: Group;
let table: string;

beforeAll(async () => {
  group = await createGroup(sql, legacy, stack, 'local', uniqueName('service'));
  table = `${group.name}_item`;
  await command(sql, 'grant_operator', { subject: 'key:automations', role: 'approver' });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const { text } of extract(readFileSync(join(root, 'packages/shared/README.md'), 'utf8'))) {
    const [, name] = /^\/\/ (\S+)\n/.exec(text) ?? [];
    if (name !== undefined) writeFileSync(join(folder, name), text);
  }
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await command(sql, 'grant_operator', { subject: 'key:automations', role: 'operator' });
  await command(sql, 'set_feature_flag', { name: 'data_migration_final', enabled: false });
  await sql.end({ timeout: 1 });
  await legacy.end({ timeout: 1 });
});

async function run(script: string): Promise<{ answer: unknown; stderr: string }> {
  writeFileSync(join(folder, 'run.ts'), script);
  const key = stack.secretKeys.automations ?? '';
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['run.ts'], {
    cwd: folder,
    env: { ...process.env, SUPABASE_URL: stack.apiUrl, CUTOVER_OPERATIONS_KEY: key, NODE_NO_WARNINGS: '1' },
  });
  return { answer: JSON.parse(stdout), stderr };
}

const behalfOf = async (action: string): Promise<unknown> => {
  const [row] = await sql`
    select actor, on_behalf_of, outcome from cutover.cutover_audit_log where action = ${action} and target = ${group.name} order by seq desc limit 1`;
  return row && { ...row };
};

async function back(): Promise<void> {
  const { success } = await finalDataMigrationService.rollbackTableCutover(table, userId, 'test');
  expect(success).toBe(true);
  await settle(sql, group.name);
  await makeReady(sql, group.name);
}

test('the sample goes live, on behalf of who wants it', async () => {
  await closeWindows(sql, group.name);
  await makeReady(sql, group.name);
  const hour = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const { window } = await command(sql, 'freeze_schedule', { group: group.name, starts_at: hour(1), ends_at: hour(2) });
  const call = `goLive(${JSON.stringify(table)}, ${JSON.stringify(window)}, ${JSON.stringify(userId)})`;
  const { answer } = await run(`import { goLive } from './go-live.ts'; console.log(JSON.stringify(await ${call}));`);
  expect(answer).toBe('done');
  expect(await behalfOf('execute')).toEqual({ actor: 'key:automations', on_behalf_of: userId, outcome: 'done' });
  await back();
});

test('the sample follows a run, and says what is refused', async () => {
  const script = (name: string): string =>
    `import { execute } from './follow.ts'; console.log(JSON.stringify(await execute(${JSON.stringify(name)})));`;
  const { answer, stderr } = await run(script(group.name));
  expect(answer).toBe('supabase,supabase');
  expect(stderr).toMatch(/^preflight [\d.]+\n[\s\S]*^monitor [\d.]+$/m);
  expect((await run(script('nobody'))).answer).toMatch(/^CT004 /);
  await back();
});

test('there and back: an outcome, not an exception', async () => {
  const there = await finalDataMigrationService.executeTableCutover(table, userId);
  expect(there).toMatchObject({ success: true, errors: [], run: { kind: 'cutover', status: 'completed' } });
  const again = await finalDataMigrationService.executeTableCutover(table, userId);
  expect(again).toMatchObject({ success: false, errors: [{ code: 'CT201', hint: expect.stringMatching(/\S/) }] });
  expect(await finalDataMigrationService.getTableCutoverStatus(table)).toMatchObject({
    table,
    group: group.name,
    state: 'cutover',
    write_source: 'supabase',
  });
  const home = await finalDataMigrationService.rollbackTableCutover(table, userId, 'too slow');
  expect(home).toMatchObject({ success: true, run: { kind: 'rollback', reason: 'too slow' } });
  expect(await behalfOf('rollback')).toMatchObject({
    on_behalf_of: userId,
    actor: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  await settle(sql, group.name);
  await makeReady(sql, group.name);
});

test('a state is reached by what leads to it', async () => {
  const change = { userId, reason: 'by state' };
  const to = (state: 'ready' | 'cutover' | 'rolled_back' | 'completed') =>
    finalDataMigrationService.updateCutoverTableStatus(table, state, change);
  await expect(to('completed')).rejects.toMatchObject({ code: 'CT201' });
  expect(await to('ready')).toMatchObject({ state: 'ready' });
  expect(await to('cutover')).toMatchObject({ state: 'cutover', write_source: 'supabase' });
  await expect(to('cutover')).rejects.toMatchObject({ code: 'CT201' });
  expect(await to('rolled_back')).toMatchObject({ write_source: 'legacy' });
  await settle(sql, group.name);
  await makeReady(sql, group.name);
});

test('reads, comparisons, flags', async () => {
  const service = finalDataMigrationService;
  expect(await service.switchReadSource(table, 'supabase')).toMatchObject({ read_source: 'supabase' });
  expect(await service.switchReadSource(table, 'legacy')).toMatchObject({ previous: { [table]: 'supabase' } });
  const { jobs } = await service.startReconciliationMonitoring(table);
  expect(jobs).toMatchObject([{ table, kind: 'full' }]);
  expect(await service.getActiveReconciliationJobs()).toContainEqual(
    expect.objectContaining({ job: jobs[0]?.job, table }),
  );
  expect(await service.validateDataConsistency(table)).toMatchObject({ verdict: 'consistent' });
  expect(await service.prepareTableForCutover(table)).toMatchObject({ group: group.name });
  expect(await service.getCutoverStatus()).toMatchObject({ tables_total: expect.any(Number) });
  await expect(service.getTableCutoverStatus('nowhere')).rejects.toMatchObject({ code: 'CT002', status: 404 });
  await featureFlagService.setFeatureFlag('data_migration_final', true, { rolloutPercentage: 50 });
  expect(await featureFlagService.getFeatureFlag('data_migration_final')).toMatchObject({
    enabled: true,
    rollout_percentage: 50,
  });
  await featureFlagService.setFeatureFlag('data_migration_final', true, { rolloutPercentage: 100 });
  await expect(featureFlagService.setFeatureFlag('no_such_flag', true)).rejects.toMatchObject({ code: 'CT012' });
});
