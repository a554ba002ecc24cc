// The parts of the edge functions that need neither a server nor Deno.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { RunAnswer } from '../../packages/shared/src/index.ts';
import { fromCommand, fromRun } from '../../supabase/functions/_shared/answer.ts';
import { checkArguments, queryArguments } from '../../supabase/functions/_shared/check-arguments.ts';
import { driveRun } from '../../supabase/functions/_shared/drive-run.ts';
import { MAX_BODY_BYTES, readJson } from '../../supabase/functions/_shared/read-json.ts';
import { Refusal, storable } from '../../supabase/functions/_shared/refusal.ts';

const run = (changes: Partial<RunAnswer> = {}): RunAnswer => ({
  run_id: '7f1c3f0e-6a37-4b6c-8a2e-0d9f6f2f3f11',
  kind: 'cutover',
  status: 'running',
  step: 'preflight',
  finished: false,
  next_wait_ms: 0,
  group: 'bank',
  ...changes,
});
const completed = run({ status: 'completed', step: 'monitor', finished: true });

/** A clock that only sleeping moves. */
function clock() {
  let time = 0;
  return {
    slept: [] as number[],
    now: () => time,
    async sleep(this: { slept: number[] }, ms: number) {
      this.slept.push(ms);
      time += ms;
    },
  };
}

describe('driveRun', () => {
  const drive = (answers: (RunAnswer | Error | Promise<RunAnswer>)[], patienceMs = 10_000, mayPass = true) => {
    const time = clock();
    let calls = 0;
    const waits: number[] = [];
    return driveRun(run(), {
      advance: async () => {
        calls += 1;
        const answer = answers.shift();
        if (answer instanceof Error) throw answer;
        return answer ?? run();
      },
      mayPass: () => mayPass,
      patienceMs,
      now: time.now,
      // The race against the end of patience does not count as a pause.
      sleep: (ms) => {
        if (ms >= patienceMs / 2) return new Promise(() => {});
        waits.push(ms);
        return time.sleep.call(time, ms);
      },
    }).then((last) => ({ last, calls, waits }));
  };

  test('goes on until the run is finished', async () => {
    const { last, calls } = await drive([run({ step: 'block_writes' }), run({ step: 'release' }), completed]);
    expect(last).toEqual(completed);
    expect(calls).toBe(3);
  });

  test('waits as long as the run asks for, and a little where nothing has moved', async () => {
    const { waits } = await drive([
      run({ next_wait_ms: 200 }),
      run({ next_wait_ms: 0 }),
      run({ step: 'release', next_wait_ms: 0 }),
      completed,
    ]);
    expect(waits).toEqual([200, 50]);
  });

  test('gives up waiting, not the run', async () => {
    const { last, waits } = await drive([], 1000);
    expect(last.finished).toBe(false);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(1000);
  });

  test('no patience: no step', async () => {
    expect(await drive([completed], 0)).toMatchObject({ calls: 0, last: { finished: false } });
  });

  test('a finished run is left alone', async () => {
    let calls = 0;
    const advance = async (): Promise<RunAnswer> => {
      calls += 1;
      return completed;
    };
    expect(await driveRun(completed, { advance, mayPass: () => false, patienceMs: 1000 })).toEqual(completed);
    expect(calls).toBe(0);
  });

  test('tries again when the database was away for a moment', async () => {
    expect(await drive([new Error('away'), new Error('away'), completed])).toMatchObject({ last: completed, calls: 3 });
  });

  test('does not try again what will not pass', async () => {
    await expect(drive([new Error('role taken away')], 10_000, false)).rejects.toThrow('role taken away');
  });

  test('leaves a step that takes too long behind, and its failure unheard', async () => {
    let fail: (error: Error) => void = () => {};
    const advance = (): Promise<RunAnswer> =>
      new Promise((_, reject) => {
        fail = reject;
      });
    const last = await driveRun(run(), { advance, mayPass: () => true, patienceMs: 5 });
    expect(last.finished).toBe(false);
    fail(new Error('too late'));
    await new Promise((done) => setImmediate(done));
  });
});

describe('fromRun', () => {
  test.each([
    [{ code: 'CT601', message: 'pid 7 stands in the way', details: 'pid 7', hint: 'wait' }, 503, 'CT601'],
    [{ code: 'CT206', message: 'Not every gate is passed.', details: 'a/drift' }, 409, 'CT206'],
    [{ code: '23505', message: 'duplicate key' }, 409, 'CT605'],
    [null, 409, 'CT605'],
  ])('released with %j', (error, status, code) => {
    const answer = fromRun(run({ status: 'released', finished: true, error }), 'r-1');
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      ok: false,
      error: { code },
      result: { status: 'released' },
      request_id: 'r-1',
    });
    expect((answer.body.error as { message: string }).message).toMatch(/^Nothing was switched\./);
  });

  test('completed and still on its way', () => {
    expect(fromRun(completed, 'r-1')).toMatchObject({ status: 200, body: { ok: true } });
    expect(fromRun(run(), 'r-1')).toMatchObject({ status: 202, body: { ok: true }, headers: { 'retry-after': '5' } });
  });
});

describe('fromCommand', () => {
  test('a replayed answer carries this request, and names the first', () => {
    const { status, body } = fromCommand({ ok: true, result: 1, request_id: 'first', replayed: true }, 'second');
    expect(status).toBe(200);
    expect(body).toEqual({ ok: true, result: 1, request_id: 'second', replayed: true, first_request_id: 'first' });
  });

  test('the status is in the header only', () => {
    const error = { code: 'CT004', name: 'group_not_found', message: 'm', details: null, hint: 'h' };
    const { status, body } = fromCommand({ ok: false, error, http_status: 404, request_id: 'r' }, 'r');
    expect(status).toBe(404);
    expect(body).toEqual({ ok: false, error, request_id: 'r' });
  });
});

describe('readJson', () => {
  const post = (body: RequestInit['body'], headers: Record<string, string> = {}): Request =>
    new Request('http://x/', { method: 'POST', body, headers });
  const code = (request: Request): Promise<unknown> =>
    readJson(request).then(
      () => undefined,
      (error: Refusal) => error.code,
    );

  test('takes any JSON, and no body for undefined', async () => {
    expect(await readJson(post('{"a":[1,"ü"]}'))).toEqual({ a: [1, 'ü'] });
    expect(await readJson(post('\ufeff{}'))).toEqual({});
    expect(await readJson(post(null))).toBeUndefined();
    expect(await readJson(post(' \r\n'))).toBeUndefined();
  });

  test('refuses what is no JSON, and says where without saying what', async () => {
    const error = await readJson(post('{"password": hunter2}')).catch((thrown: Refusal) => thrown);
    expect(error).toMatchObject({ code: 'CT009' });
    expect(JSON.stringify(error)).not.toContain('hunter');
    expect(await code(post(new Uint8Array([0xff])))).toBe('CT009');
  });

  test('counts bytes, not what the header says', async () => {
    expect(await code(post('1'.padEnd(MAX_BODY_BYTES)))).toBeUndefined();
    expect(await code(post('1'.padEnd(MAX_BODY_BYTES + 1)))).toBe('CT010');
    expect(await code(post('1', { 'content-length': String(MAX_BODY_BYTES + 1) }))).toBe('CT010');
    expect(await code(post('ü'.repeat(MAX_BODY_BYTES / 2 + 1)))).toBe('CT010');
  });
});

describe('arguments', () => {
  test('every finding is named, in words that PostgreSQL can keep', () => {
    const schema = z.strictObject({ group: z.string() });
    const given = JSON.parse('{"group": 7, "a\\u0000\\ud800": 1}') as unknown;
    expect(() => checkArguments(schema, given)).toThrow(Refusal);
    try {
      checkArguments(schema, given);
    } catch (error) {
      const { code, details } = error as Refusal;
      expect(code).toBe('CT001');
      expect(details).toMatch(/group.*; .*a\ufffd\ufffd/);
    }
  });

  test('a query names each parameter once', () => {
    expect(queryArguments(new URL('http://x/?group=a%20b&forceFunctionRegion=x'))).toEqual({ group: 'a b' });
    expect(() => queryArguments(new URL('http://x/?a=1&a=2'))).toThrow('twice');
    expect(Object.keys(queryArguments(new URL('http://x/?__proto__=1')))).toEqual(['__proto__']);
  });

  test('storable', () => {
    expect(storable('a\u0000\n\ud83dü🎈')).toBe('a\ufffd\ufffd\ufffdü🎈');
  });
});
