// Makes the legacy source and its four tables known, and shows what the product says to a table without a key.
import type { Stack } from '../stack/index.ts';
import { type Bank, grantOnRoutedViews, tables } from './bank.ts';
import type { Operator } from './operator.ts';
import { step } from './progress.ts';

export async function registerSource(stack: Stack, bank: Bank, operator: Operator): Promise<void> {
  const url = new URL(stack.legacyDbUrl);
  const server = {
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    user: 'cutover_agent_login',
    password: stack.agentPassword,
  };
  await operator.command('register_legacy_source', {
    name: bank.group,
    kind: bank.kind,
    ...(bank.kind === 'postgres' ? server : {}),
  });
  step(
    'source',
    bank.kind === 'local'
      ? `schema ${bank.sides.legacy.schema} of this database`
      : `database ${server.database} on ${server.host}:${server.port}; agent installed over dblink`,
  );
}

const registration = (bank: Bank, table: string): object => ({
  name: `${bank.group}_${table}`,
  source: bank.group,
  group: bank.group,
  legacy_schema: bank.sides.legacy.schema,
  legacy_table: `pgbench_${table}`,
  supabase_schema: bank.sides.supabase.schema,
  supabase_table: `pgbench_${table}`,
  routed_schema: bank.routedSchema,
  routed_name: `pgbench_${table}`,
});

/** pgbench_history has no key: the refusal names the statement that gives it one, and exactly that is run. */
async function giveKey(bank: Bank, operator: Operator): Promise<void> {
  const refused = await operator.try('register_table', registration(bank, 'history'));
  const statement = refused.error?.hint ?? '';
  if (refused.ok || refused.error?.code !== 'CT401' || !statement.startsWith('alter table')) {
    throw new Error(
      `pgbench_history without a key should be refused with the statement that adds one: ${JSON.stringify(refused)}`,
    );
  }
  step('refused', `${refused.error.code} ${refused.error.message}`, `hint: ${statement}`);
  await bank.sides.legacy.sql.unsafe(statement);
}

export async function registerTables(bank: Bank, operator: Operator): Promise<void> {
  await giveKey(bank, operator);
  for (const table of tables) await operator.command('register_table', registration(bank, table));
  await grantOnRoutedViews(bank);
  step('registered', `${tables.map((table) => `pgbench_${table}`).join(', ')}: one group, ${bank.group}`);
}
