// In a real terminal: what is shown, how wide, in which colours, what is asked, and what Ctrl-C does.
import type { Sql } from 'postgres';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uniqueName } from '../functions/http.ts';
import { command, connect, createGroup, drive, dropGroup, type Group, makeReady, writeSource } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { cutover, environmentOf } from './cutover.ts';
import { openCommand, openTerminal } from './terminal.ts';

const stack = runningStack();
const env = environmentOf(stack);
const sql = connect(stack.dbUrl);
const legacy = connect(stack.legacyDbUrl);
const prefix = uniqueName('screen');
let group: Group;
let blocker: Sql;

beforeAll(async () => {
  group = await createGroup(sql, legacy, stack, 'local', prefix);
  await makeReady(sql, group.name);
  blocker = connect(stack.dbUrl);
}, 120_000);
afterAll(async () => {
  await dropGroup(sql, legacy, group);
  for (const connection of [blocker, sql, legacy]) await connection.end({ timeout: 1 });
});

const esc = '\u001b';

async function back(): Promise<void> {
  const run = await command(sql, 'rollback', { group: group.name, reason: 'test' });
  expect(await drive(sql, run.run_id as string)).toMatchObject({ status: 'completed' });
  await makeReady(sql, group.name);
}

describe('what is shown', () => {
  const everywhere = [['status'], ['status', `${prefix}_item`], ['plan', prefix], ['prepare', prefix]];
  test.each([
    [80, [...everywhere, ['status', prefix], ['freeze', 'list'], ['freeze', 'schedule', '--help']]],
    [120, everywhere],
  ])('fits %i columns', async (width, shown) => {
    for (const words of shown) {
      const terminal = await openTerminal(words, env, width);
      expect(await terminal.ended(), words.join(' ')).toBe(0);
      const lines = await terminal.lines();
      expect(lines.length).toBeGreaterThan(3);
      for (const line of lines) {
        expect(stringWidth(line), line).toBeLessThanOrEqual(width);
        // Nothing is cut off to make it fit.
        expect(line).not.toContain('…');
      }
    }
  });

  test('an id is never broken, and where there is no room for it beside the others, it has a line of its own', async () => {
    const [window] = await sql<{ id: string }[]>`
      select w.id from cutover.freeze_windows w join cutover.table_groups g on g.id = w.group_id where g.name = ${group.name}`;
    for (const width of [50, 80]) {
      const terminal = await openTerminal(['freeze', 'list', group.name], env, width);
      await terminal.ended();
      expect((await terminal.lines()).join('\n')).toContain(window?.id);
    }
  });

  test('has colours, unless nobody wants them', async () => {
    const coloured = async (words: string[], more: NodeJS.ProcessEnv = {}): Promise<boolean> => {
      const terminal = await openTerminal(['status', group.name, ...words], { ...env, ...more });
      await terminal.ended();
      return (await terminal.coloured()).includes(`${esc}[32m`);
    };
    expect(await coloured([])).toBe(true);
    expect(await coloured(['--no-color'])).toBe(false);
    expect(await coloured([], { NO_COLOR: '1' })).toBe(false);
    const piped = await cutover(['status', group.name], { env });
    expect(piped.stdout).not.toContain(esc);
  });

  test('text of others is shown, not obeyed', async () => {
    const reason = `${esc}[2J${esc}]0;stolen\u0007\u009b31mred \u202etxet\rback`;
    await sql`
      update cutover.freeze_windows w set reason = ${reason} from cutover.table_groups g
      where g.id = w.group_id and g.name = ${group.name}`;
    const words = ['freeze', 'list', group.name];
    const terminal = await openTerminal(words, env, 200);
    await terminal.ended();
    const screen = (await terminal.lines()).join('\n');
    expect(screen).toContain('\\u{1b}[2J\\u{1b}]0;stolen\\u{7}\\u{9b}31mred \\u{202e}txet\\u{d}back');
    expect(await terminal.title()).not.toBe('stolen');
    for (const { stdout } of [await cutover(words, { env }), await cutover([...words, '--json'], { env })]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
    const parsed = JSON.parse((await cutover([...words, '--json'], { env })).stdout);
    expect(parsed.result.windows[0].reason).toBe(reason);
  });

  test('--watch follows what happens, until Ctrl-C', async () => {
    const terminal = await openTerminal(['status', group.name, '--watch'], env);
    await terminal.until(/Ctrl-C ends it/);
    expect(await terminal.until(/ready/)).not.toContain('last cutover');
    await command(sql, 'set_feature_flag', { name: 'data_migration_final', enabled: false });
    await terminal.until(/feature flag off/);
    await command(sql, 'set_feature_flag', { name: 'data_migration_final', enabled: true });
    await terminal.type('C-c');
    expect(await terminal.ended()).toBe(0);
    // It was drawn in place: what stays is the last picture.
    expect((await terminal.lines()).filter((line) => line.includes('tables on Supabase')).length).toBeLessThanOrEqual(
      1,
    );
  });

  test('completes in bash', async () => {
    const line = `cutover() { ${process.execPath} packages/cli/bin/cutover.mjs "$@"; }; export -f cutover; exec bash --norc --noprofile`;
    const terminal = await openCommand(line, { ...env, PS1: '$ ' });
    await terminal.type(
      '. /usr/share/bash-completion/bash_completion; . <(cutover completion bash); echo rea""dy',
      'Enter',
    );
    await terminal.until(/^ready/m);
    await terminal.type('cutover freeze sch', 'Tab');
    await terminal.until(/cutover freeze schedule/);
    await terminal.type('C-c');
    await terminal.type('cutover rollback shop --mode imm', 'Tab');
    await terminal.until(/--mode immediate/);
  });
});

describe('what is asked', () => {
  test('the name of the group, letter by letter', async () => {
    // A table's name stands for its group: what is asked for is the name of all that goes.
    const terminal = await openTerminal(['execute', `${group.name}_item`], env);
    await terminal.until(new RegExp(`truth of ${group.name}\\.`));
    await terminal.until(/Type the group's name/);
    await terminal.type('_item', 'Enter');
    await terminal.until(/not its name/);
    expect(await writeSource(sql, group.name)).toBe('legacy');
    await terminal.type('C-u', group.name, 'Enter');
    const screen = await terminal.until(/Supabase is the truth now/);
    expect(screen).toMatch(/--idempotency-key cli-\S+/);
    expect(screen).toMatch(/flip +done/);
    expect(await terminal.ended()).toBe(0);
    expect(await writeSource(sql, group.name)).toBe('supabase');
    await back();
  });

  test('Ctrl-C at the question leaves everything as it is', async () => {
    const terminal = await openTerminal(['rollback', group.name, '--reason', 'test'], env);
    await terminal.until(/Type the group's name/);
    await terminal.type('C-c');
    expect(await terminal.ended()).toBe(130);
    expect(await writeSource(sql, group.name)).toBe('legacy');
  });

  test('without a terminal nobody is asked, and nothing is done', async () => {
    for (const words of [
      ['execute', group.name],
      ['rollback', group.name, '--reason', 'test'],
      ['finalize', group.name],
    ]) {
      const { code, stderr } = await cutover(words, { env });
      expect(code).toBe(2);
      expect(stderr).toContain('--yes');
    }
    expect(await writeSource(sql, group.name)).toBe('legacy');
  });
});

test('Ctrl-C in the middle of an execute: it says that the run goes on, and how to come back to it', async () => {
  await blocker.unsafe('begin');
  await blocker.unsafe(`insert into ${group.legacySchema}.owner (name) values ('in flight')`);
  const terminal = await openTerminal(['execute', group.name, '--yes'], env);
  let run: string | undefined;
  while (run === undefined) {
    const [row] = await sql<{ id: string }[]>`
      select r.id from cutover.cutover_runs r join cutover.table_groups g on g.id = r.group_id
      where g.name = ${group.name} and r.status = 'running' and r.step = 'block_writes'`;
    run = row?.id;
  }
  await terminal.until(/block_writes/);
  await terminal.type('C-c');
  const screen = await terminal.until(/ended with/);
  expect(await terminal.ended()).toBe(4);
  expect(screen).toContain('the run goes on by itself');
  expect(screen).toContain(`cutover status ${group.name} --watch`);
  expect(screen).toContain(run);

  await blocker.unsafe('commit');
  // Coming back: the same run, not another one.
  const key = /--idempotency-key (\S+)/.exec(screen)?.[1] ?? '';
  const again = await cutover(['execute', group.name, '--yes', '--json', '--idempotency-key', key], { env });
  expect(again.code).toBe(0);
  expect(JSON.parse(again.stdout).result).toMatchObject({ run_id: run, status: 'completed' });
  await back();
}, 120_000);
