// Every command and every sample of the documents, typed in as it is printed, in order, on a stack of its own.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/stack/deno.ts';
import { resetStack, type Stack, stopStack } from '../../scripts/stack/index.ts';
import { projectFiles } from '../../scripts/test/files.ts';
import { connect } from '../runs/group.ts';
import { type Drivers, startDrivers } from '../support/drivers.ts';
import { endSchedule } from '../support/schedule.ts';
import { type Block, extract } from './extract.ts';
import { Shop } from './shop.ts';
import { stories } from './stories.ts';
import { Typist } from './typist.ts';

const directory = '.stack-docs';
const documents = projectFiles('README.md', 'docs/*.md', 'packages/*/README.md', 'examples/*/README.md').map(
  (path) => ({
    path,
    blocks: extract(readFileSync(join(root, path), 'utf8')),
  }),
);
const runs = (block: Block): boolean => block.notRun === undefined && block.runBy === undefined;

let stack: Stack;
let sql: Sql;
let legacy: Sql;

beforeAll(async () => {
  stack = await resetStack({ dir: directory });
  sql = connect(stack.dbUrl);
  legacy = connect(stack.legacyDbUrl);
}, 300_000);

afterAll(async () => {
  await sql?.end({ timeout: 1 });
  await legacy?.end({ timeout: 1 });
  await stopStack({ dir: directory });
}, 120_000);

test('what is not run says why, or by which test it is', () => {
  const blocks = documents.flatMap(({ path, blocks: all }) => all.map((block) => ({ path, ...block })));
  expect(blocks.filter(runs).length).toBeGreaterThan(15);
  for (const { path, line, notRun, runBy } of blocks) {
    const where = `${path}:${line}`;
    if (notRun !== undefined) expect(notRun.length, `${where} gives a reason`).toBeGreaterThan(15);
    if (runBy === undefined) continue;
    expect(existsSync(join(root, runBy)), `${where} names a test`).toBe(true);
    expect(readFileSync(join(root, runBy), 'utf8'), `${runBy} takes its samples from the document`).toMatch(
      /extract\(/,
    );
  }
});

describe.each(documents.filter(({ blocks }) => blocks.some(runs)))('$path', ({ path, blocks }) => {
  const story = stories[path] ?? {};
  let shop: Shop;
  let typist: Typist;
  let drivers: Drivers | undefined;
  let heading: string | undefined;
  let number = 0;

  beforeAll(async () => {
    shop = new Shop(stack, sql, legacy);
    typist = new Typist(
      stack,
      (text) => shop.here(text),
      (text) => shop.fill(text),
    );
  });
  afterAll(async () => {
    await drivers?.stop();
    await typist.close();
  });

  test.each(blocks.filter(runs).map((block) => ({ ...block, name: `${block.heading} (line ${block.line})` })))(
    '$name',
    async (block) => {
      number = block.heading === heading ? number + 1 : 1;
      const place = number === 1 ? block.heading : `${block.heading} (${number})`;
      const stage = story[place] ?? (heading === undefined ? story['*'] : undefined);
      heading = block.heading;
      if (stage?.fresh) shop = new Shop(stack, sql, legacy);
      await stage?.before?.(shop, sql);
      const printed = await typist.type(block);
      stage?.after?.(printed, shop);
      if (!block.text.includes('schedule_jobs')) return;
      // pg_cron would begin with the next minute, and go on in every document that follows.
      await endSchedule(sql);
      if (story['*']?.drivers) drivers ??= startDrivers(stack.dbUrl);
    },
    180_000,
  );
});
