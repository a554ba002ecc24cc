// Who may do what, for every action: whoever has less than its role is refused before the request is looked at, and so is every
// request that does not fit. The roles that functions are described with are those that the database asks for.
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FunctionDefinition, type FunctionName, functions, type Role } from '../../packages/shared/src/index.ts';
import { mintToken } from '../../scripts/stack/index.ts';
import { command, connect } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { call, freshMinute, state } from './http.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
const ranks: readonly Role[] = ['viewer', 'operator', 'approver', 'admin'];
const people = Object.fromEntries(ranks.map((role) => [role, randomUUID()])) as Record<Role, string>;
const tokens = new Map<string, string>();

const actions = (Object.values(functions) as FunctionDefinition[]).flatMap((definition) =>
  Object.entries(definition.actions).map(([action, described]) => ({
    title: `${definition.name}: ${action}`,
    name: definition.name as FunctionName,
    ...described,
    body: described.example as Record<string, unknown>,
  })),
);

let before: Record<string, string>;
beforeAll(async () => {
  for (const role of ranks) {
    await command(sql, 'grant_operator', { subject: people[role], role });
    tokens.set(role, await mintToken(stack, { sub: people[role] }));
  }
  tokens.set('nobody', await mintToken(stack, { sub: randomUUID() }));
  tokens.set('anonymous', await mintToken(stack, { sub: randomUUID(), is_anonymous: true }));
  before = await state(sql);
});
beforeEach(() => freshMinute(sql));
afterAll(async () => {
  for (const role of ranks) await command(sql, 'revoke_operator', { subject: people[role] });
  await sql.end({ timeout: 1 });
});

const codeFor = async (name: FunctionName, body: unknown, token: string | undefined): Promise<string> => {
  const { body: answer, status } = await call(stack, name, { body, token: token ?? null });
  return answer.ok ? String(status) : answer.error.code;
};

test('each action has the role of its operation', async () => {
  const operations = await sql<{ name: string; role: Role; mutates: boolean }[]>`
    select name, minimum_role as role, mutates from cutover_private.operations`;
  for (const { title, operation, role, reads } of actions.filter(({ name }) => name !== 'read-side')) {
    const known = operations.find(({ name }) => name === operation);
    expect({ title, role: known?.role }).toEqual({ title, role });
    // GET must not change anything.
    if (reads) expect({ title, mutates: known?.mutates }).toEqual({ title, mutates: false });
  }
  const offered = new Set([...actions.map(({ operation }) => operation), 'read_side', 'read_sides']);
  expect(operations.map(({ name }) => name).filter((name) => !offered.has(name))).toEqual([]);
});

describe('whoever has less is refused', () => {
  test.each(actions.filter(({ role }) => role !== null))('$title', async ({ name, body, role }) => {
    const rank = ranks.indexOf(role as Role);
    expect(await codeFor(name, body, undefined)).toBe('CT101');
    expect(await codeFor(name, body, tokens.get('nobody'))).toBe('CT102');
    expect(await codeFor(name, body, tokens.get('anonymous'))).toBe('CT101');
    for (const lower of ranks.slice(0, rank)) expect(await codeFor(name, body, tokens.get(lower))).toBe('CT103');
  });
});

describe('who has it is heard, and refused what does not fit', () => {
  test.each(actions.filter(({ role }) => role !== null))('$title', async ({ name, body, role, request }) => {
    const token = tokens.get(role as Role);
    expect(await codeFor(name, { ...body, nobody_knows: 1 }, token)).toBe('CT001');
    expect(await codeFor(name, [body], token)).toBe('CT001');
    for (const argument of Object.keys(body).filter((key) => key !== 'action')) {
      expect(await codeFor(name, { ...body, [argument]: null }, token), `${argument} is null`).toBe('CT001');
      const without = { ...body, [argument]: undefined };
      // Where it is not needed, it is for the database to say what is missing.
      if (request.safeParse(without).success) continue;
      expect(await codeFor(name, without, token), `without ${argument}`).toBe('CT001');
    }
  });
});

test.each(actions.filter(({ reads }) => !reads))('$title is not for GET', async ({ name, body }) => {
  const query = new URLSearchParams({ ...(typeof body.action === 'string' && { action: body.action }) });
  const answer = await call(stack, name, { method: 'GET', rest: `?${query}` });
  expect(answer).toMatchObject({ status: 405, body: { error: { code: 'CT011' } } });
  expect(answer.headers.get('allow')).toContain('POST');
});

test('and nothing of it has changed anything', async () => {
  expect(await state(sql)).toEqual(before);
});
