// The command line, without a project: what it offers, what it prints, what it makes of an interruption.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, onTestFinished, test } from 'vitest';
import { followBackfill } from '../../packages/cli/src/commands/follow-backfill.ts';
import { follow } from '../../packages/cli/src/commands/run.ts';
import { commandsOf, createProgram, pathOf } from '../../packages/cli/src/program.ts';
import { bad } from '../../packages/cli/src/screen/cell.ts';
import { Screen, type Terminal } from '../../packages/cli/src/screen/screen.ts';
import { duration } from '../../packages/cli/src/screen/words.ts';
import { CutoverError } from '../../packages/shared/src/client/index.ts';
import { functions } from '../../packages/shared/src/index.ts';

const cli = join(import.meta.dirname, '..', '..', 'packages', 'cli');
const commands = commandsOf(createProgram()).filter((command) => command.commands.length === 0);

/** With what addHelpText() adds. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (more) => (text += more) }).outputHelp();
  return text;
}

describe('the commands', () => {
  test('there is one for every action of every function that people call', () => {
    // Programs call these.
    const { 'read-side': _side, 'service-metrics': _metrics, notify: _notify, ...forPeople } = functions;
    const offered = commands.map(helpOf).flatMap((help) => /^Function: (.*)$/m.exec(help)?.[1] ?? []);
    const wanted = Object.values(forPeople).flatMap(({ name, actions }) =>
      Object.keys(actions).map((action) => (Object.keys(actions).length > 1 ? `${name}, action ${action}` : name)),
    );
    // The dry run of an execute is a command of its own.
    expect(offered.sort()).toEqual([...wanted, 'cutover-execute'].sort());
  });

  test('none takes a secret as an argument, where everybody on the machine could read it', () => {
    const options = commands.flatMap(({ options: all }) =>
      all.filter(({ long }) => /token|password|secret|key$/.test(long ?? '')),
    );
    const values = options.filter(({ required, optional }) => required || optional).map(({ long }) => long);
    // These are names of secrets, and of a run.
    expect(new Set(values)).toEqual(new Set(['--vault-secret', '--environment-secret', '--idempotency-key']));
  });

  test('what cannot be taken back asks, or is told --yes', () => {
    const asking = commands.filter(({ options }) => options.some(({ long }) => long === '--yes')).map(pathOf);
    expect(asking).toEqual(['cutover execute', 'cutover rollback', 'cutover finalize']);
  });
});

async function* nothing(): AsyncGenerator<never, void, void> {}

/** A stream that remembers, as wide as this; without a width it is no terminal. */
function paper(columns?: number): { stream: Terminal; text: () => string } {
  let text = '';
  const stream = new Writable({
    write: (chunk, _, done) => {
      text += chunk;
      done();
    },
  });
  return {
    stream: Object.assign(stream, { columns, isTTY: columns !== undefined }) as unknown as Terminal,
    text: () => text,
  };
}

const evil = fc.string({
  unit: fc.oneof(fc.constantFrom(...'\u001b\u009b\u0007\r\n\t[]0;31m\u202e\u2028語🙂'), fc.string()),
  maxLength: 60,
});
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/;

describe('what is printed', () => {
  test('no line is wider than the terminal, and what is copied is never broken', () => {
    const id = '0b5f3a52-9b1c-4d7a-8e7e-3f7f0c1f7a11';
    fc.assert(
      fc.property(
        fc.array(fc.tuple(evil, evil, evil), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 56, max: 140 }),
        (rows, width) => {
          const { stream, text } = paper(width);
          new Screen({ json: false, colour: false, out: stream }).answer(null, (page) => {
            page.table(
              [{ title: 'id', whole: true }, { title: 'one' }, { title: 'two' }, { title: 'three' }],
              rows.map((row) => [id, ...row]),
            );
          });
          const lines = text().split('\n');
          for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
          expect(lines.filter((line) => line.includes(id))).toHaveLength(rows.length);
        },
      ),
    );
  });

  test('nothing of others reaches a terminal as anything but text', () => {
    fc.assert(
      fc.property(evil, (said) => {
        const { stream, text } = paper(80);
        const screen = new Screen({ json: false, colour: false, out: stream });
        screen.answer(null, (page) =>
          page
            .say([said, bad(said)])
            .facts([['label', said]])
            .table([{ title: 'a' }], [[said]]),
        );
        expect(text()).not.toMatch(obeyed);
      }),
    );
  });

  test('as JSON it is the same, shown or not', () => {
    fc.assert(
      fc.property(fc.jsonValue(), evil, (value, said) => {
        const { stream, text } = paper();
        new Screen({ json: true, colour: undefined, out: stream }).answer({ value, said }, () => {});
        expect(text()).not.toMatch(obeyed);
        // JSON knows no -0.
        expect(JSON.parse(text())).toEqual(JSON.parse(JSON.stringify({ ok: true, result: { value, said } })));
      }),
    );
  });

  test.each([
    [0.4, '0 ms'],
    [999, '999 ms'],
    [1500, '1.5 s'],
    [59_999, '60 s'],
    [61_000, '1 min 1 s'],
    [3_600_000, '1 h'],
    [5_400_000, '1 h 30 min'],
    [172_800_000, '2 days'],
  ])('%d ms are %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});

describe('an interrupted execute', () => {
  const run = (status: string, id = 'new') => ({
    run_id: id,
    kind: 'cutover',
    status,
    group: 'shop',
    step: 'drain',
    finished: status === 'completed' || status === 'released',
    steps: [],
  });

  /** Follows a run that is interrupted, and of which this is found then. */
  async function interrupted(found: object | null): Promise<{ answer: Promise<unknown>; said: () => string }> {
    const aborting = new AbortController();
    const { stream, text } = paper();
    const answers = [run('completed', 'old'), found];
    const answer = follow(
      {
        client: {
          call: async () => ({ groups: [{ run: answers.shift() }] }),
          // biome-ignore lint/correctness/useYield: it is interrupted before anything comes
          stream: async function* () {
            aborting.abort();
            throw aborting.signal.reason;
          },
        },
        screen: new Screen({ json: false, colour: false, err: stream }),
        yes: true,
        signal: aborting.signal,
      },
      'cutover-execute',
      { group: 'shop' },
      {},
    );
    await answer.catch(() => {});
    return { answer, said: text };
  }

  test('goes on', async () => {
    const { answer, said } = await interrupted(run('running'));
    await expect(answer).resolves.toMatchObject({ finished: false });
    expect(said()).toContain('the run goes on by itself');
    expect(said()).toContain('cutover abort shop');
  });

  test('had ended', async () => {
    const { answer, said } = await interrupted(run('completed'));
    await expect(answer).resolves.toMatchObject({ status: 'completed' });
    expect(said()).not.toContain('goes on');
  });

  test('was released', async () => {
    await expect((await interrupted(run('released'))).answer).rejects.toThrow('nothing was switched');
  });

  test('had not begun', async () => {
    await expect((await interrupted(run('completed', 'old'))).answer).rejects.toThrow('before anything had begun');
    await expect((await interrupted(null)).answer).rejects.toThrow('before anything had begun');
  });
});

test('a refusal is not an interruption', async () => {
  const { stream } = paper();
  const refusal = new CutoverError({ code: 'CT201', message: 'not ready', status: 409 });
  const answer = follow(
    {
      client: {
        call: async () => ({ groups: [] }),
        // biome-ignore lint/correctness/useYield: it is refused
        stream: async function* () {
          throw refusal;
        },
      },
      screen: new Screen({ json: false, colour: false, err: stream }),
      yes: true,
      signal: new AbortController().signal,
    },
    'cutover-execute',
    { group: 'shop' },
    {},
  );
  await expect(answer).rejects.toBe(refusal);
});

describe('work that takes long', () => {
  const backfill = (rows: number, status: string) => ({
    groups: [
      {
        tables: [
          {
            table: 'orders',
            backfill: {
              rows,
              status,
              rows_estimated: 1000,
              rows_per_second: 12_345.6,
              eta_seconds: 45,
              finishes_at: null,
            },
          },
        ],
      },
    ],
  });

  /** Follows a backfill of which this is said, one after the other; an error is thrown. */
  async function followed(...said: (object | Error)[]): Promise<{ shown: string; rows: number | undefined }> {
    const { stream, text } = paper(80);
    const call = async () => {
      const next = said.length > 1 ? said.shift() : said[0];
      if (next instanceof Error) throw next;
      return next;
    };
    const screen = new Screen({ json: false, colour: false, err: stream });
    const nobody = { client: { call, stream: nothing }, screen, yes: true, signal: new AbortController().signal };
    const tables = await followBackfill(nobody, 'shop');
    return { shown: text(), rows: tables[0]?.backfill?.rows };
  }

  test('shows how far it is, how fast, and when it ends, until it has', async () => {
    const { shown, rows } = await followed(backfill(450, 'running'), backfill(1000, 'completed'));
    expect(shown).toMatch(/orders +███████░+ +45 % +450 of about 1,000 +12,346\/s +about 45 s left/);
    expect(rows).toBe(1000);
  });

  test('whoever looks away is told that it goes on', async () => {
    const { stream, text } = paper(80);
    const screen = new Screen({ json: false, colour: false, err: stream });
    const call = async () => backfill(450, 'running');
    const gone = { client: { call, stream: nothing }, screen, yes: true, signal: AbortSignal.abort() };
    await followBackfill(gone, 'shop');
    expect(text()).toContain('the backfill goes on by itself');
  });

  test('a moment without an answer is no end; a refusal is', async () => {
    const away = new CutoverError({ code: 'CT910', message: 'It cannot be reached.', status: 503 });
    const { shown, rows } = await followed(backfill(450, 'running'), away, backfill(1000, 'completed'));
    expect(shown).toContain('It cannot be reached. What is shown is older.');
    expect(rows).toBe(1000);
    const refusal = new CutoverError({ code: 'CT103', message: 'Not any more.', status: 403 });
    await expect(followed(backfill(450, 'running'), refusal)).rejects.toBe(refusal);
  });
});

test('the package that npm packs runs by itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-cli-'));
  onTestFinished(() => {
    for (const made of [folder, join(cli, 'dist')]) rmSync(made, { recursive: true, force: true });
  });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: cli, stdio: 'pipe' });
  execFileSync('tar', ['-xzf', 'cutover-cli-0.1.0.tgz'], { cwd: folder });
  const help = execFileSync(process.execPath, [join(folder, 'package', 'bin', 'cutover.mjs'), 'freeze', '--help'], {
    encoding: 'utf8',
  });
  expect(help).toContain('emergency');
}, 60_000);

describe('on an older Node', () => {
  const old = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })";
  const run = (script: string) =>
    spawnSync(process.execPath, ['--import', `data:text/javascript,${old}`, script, '--version'], { encoding: 'utf8' });

  test('the pinned one is started', () => {
    expect(run(join(cli, 'bin', 'cutover.mjs'))).toMatchObject({ status: 0, stdout: '0.1.0\n', stderr: '' });
  });

  test('where there is none, it is said what is needed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cutover-cli-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    copyFileSync(join(cli, 'bin', 'cutover.mjs'), join(folder, 'cutover.mjs'));
    const { status, stderr } = run(join(folder, 'cutover.mjs'));
    expect(status).toBe(2);
    expect(stderr).toBe('cutover needs Node 22.22 or newer; this is 20.1.0.\n');
  });
});
