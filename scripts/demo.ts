// npm run demo: both kinds of legacy source over to Supabase and back, while pgbench writes. Ends non-zero if a promise is broken.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closeBank, connect, createApplication, type Kind, openBank } from './demo/bank.ts';
import { type Findings, journey } from './demo/journey.ts';
import { killAll } from './demo/pgbench.ts';
import { say, seconds } from './demo/progress.ts';
import { report } from './demo/promises.ts';
import { type Sabotage, sabotages } from './demo/sabotage.ts';
import { root } from './stack/deno.ts';
import { resetStack, type Stack, stopStack } from './stack/index.ts';
import { isAlive, mark, type ProcessMark } from './stack/processes.ts';

const usage = `usage: npm run demo -- [options]

  --kind local|postgres  only this kind of legacy source (default: both, one after the other)
  --keep                 leave the stack running at the end, to look around:
                         CUTOVER_STACK_DIR=.stack-demo npm run stack -- status | down
  --break <promise>      break one on purpose and see it noticed:
${Object.entries(sabotages)
  .map(([name, what]) => `                           ${name.padEnd(8)}${what}`)
  .join('\n')}`;

const dir = '.stack-demo';
const folder = join(root, dir);
const logs = join(folder, 'pgbench');
const pidFile = join(folder, 'demo.json');

function options(): { kinds: Kind[]; keep: boolean; broken?: Sabotage } {
  const { values } = parseArgs({
    options: {
      kind: { type: 'string' },
      keep: { type: 'boolean' },
      break: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const { kind, keep = false, break: broken } = values;
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  if (kind !== undefined && kind !== 'local' && kind !== 'postgres') throw new Error(`there is no kind ${kind}`);
  if (broken !== undefined && !(broken in sabotages)) throw new Error(`there is nothing called ${broken} to break`);
  return { kinds: kind ? [kind] : ['local', 'postgres'], keep, ...(broken && { broken: broken as Sabotage }) };
}

/** Two demos at once would take each other's stack down. */
function claim(): void {
  mkdirSync(folder, { recursive: true });
  if (existsSync(pidFile)) {
    const other = JSON.parse(readFileSync(pidFile, 'utf8')) as ProcessMark;
    if (other.pid !== process.pid && isAlive(other)) throw new Error(`a demo is running already: process ${other.pid}`);
  }
  writeFileSync(pidFile, JSON.stringify(mark(process.pid)));
}

let starting: Promise<unknown> = Promise.resolve();

async function takeDown(): Promise<void> {
  killAll();
  await starting.catch(() => {});
  rmSync(logs, { recursive: true, force: true });
  rmSync(pidFile, { force: true });
  await stopStack({ dir });
}

async function start(): Promise<Stack> {
  // Whatever an earlier demo has left, crashed or kept, makes room for a fresh one.
  rmSync(logs, { recursive: true, force: true });
  const stack = resetStack({ dir, log: (line) => say(`  ${line}`) });
  starting = stack;
  return stack;
}

async function demo(kinds: Kind[], broken: Sabotage | undefined): Promise<boolean> {
  const begun = performance.now();
  say(
    'Cutover, the demo: two PostgreSQL servers, pg_cron, edge functions, and pgbench clients that never stop writing\n',
  );
  const stack = await start();
  const owner = connect(stack.dbUrl);
  const all: Findings[] = [];
  try {
    await owner`select cutover.schedule_jobs()`;
    const application = await createApplication(stack, owner);
    for (const kind of kinds) {
      const bank = openBank(stack, kind, application);
      try {
        all.push(await journey(stack, bank, logs, broken));
      } finally {
        await closeBank(bank);
      }
    }
  } finally {
    await owner.end({ timeout: 1 });
  }
  const kept = report(all);
  say(`Took ${seconds(performance.now() - begun)}.`);
  return kept;
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (interrupted) return;
    interrupted = true;
    say(`\n${signal}: taking the demo's stack down`);
    void takeDown().finally(() => process.exit(130));
  });
}

function choose(): ReturnType<typeof options> {
  try {
    return options();
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}

const chosen = choose();
try {
  claim();
} catch (error) {
  console.error((error as Error).message);
  process.exit(2);
}
let code = 1;
try {
  code = (await demo(chosen.kinds, chosen.broken)) ? 0 : 1;
} catch (error) {
  if (!interrupted) say(`\nThe demo did not get to its end: ${error instanceof Error ? error.message : error}`);
}
if (!interrupted) {
  killAll();
  if (chosen.keep) say(`The stack is still running: CUTOVER_STACK_DIR=${dir} npm run stack -- status`);
  else await takeDown();
  // Clients of a journey that failed may still be trying.
  process.exit(code);
}
