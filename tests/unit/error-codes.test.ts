// Each registered code is brought about over HTTP by a test, or listed here with the reason why it cannot come that way.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ErrorCode, errors } from '../../packages/shared/src/errors.ts';

const folder = join(import.meta.dirname, '..', 'functions');
/** What a session may do is tested apart, over HTTP as well. */
const sessions = join(import.meta.dirname, '..', 'access', 'sessions.test.ts');

/** Raised at writers, in SQL or at other servers; the tests that bring them about are named. */
const notOverHttp: Partial<Record<ErrorCode, string>> = {
  CT008: 'functions name operations that there are: supabase/tests/access',
  CT104: 'nothing raises it any more; the number is taken',
  CT213: 'the functions read committed: tests/runs/concurrency.test.ts',
  CT215: 'at writers through the routed view: supabase/tests/routing',
  CT224: 'at writers through the routed view: supabase/tests/routing/writes_keep_rights_and_values.sql',
  CT409: 'takes an older server: tests/legacy_versions/types.test.ts',
  CT410: 'takes a foreign legacy table with policies: tests/foreign',
  CT411: 'at writers, until the monitor has renewed the view: tests/failures/16-reads-switched.test.ts',
  CT413: 'takes a wrapper that changes other rows: tests/foreign/routed.test.ts',
  CT414: 'takes a legacy server behind the view: tests/failures/16-reads-switched.test.ts',
  CT502: 'takes a legacy server whose agent was removed',
  CT503: 'takes a legacy server with the agent of another version',
  CT504: 'takes a legacy server that raises something of its own',
  CT602: 'takes a block that ran out within a run: supabase/tests/agent/block_belongs_to_its_token.sql',
  CT603: 'takes writers that are faster than the drain: supabase/tests/runs/dry_run_changes_nothing.sql',
  CT604: 'takes rows that part within a run: supabase/tests/foreign/every_row_is_compared_at_last.sql',
  CT608: 'a finding of a replay, not a refusal: supabase/tests/runs/rollback_conflicts.sql',
  CT701: 'at writers: supabase/tests/agent',
  CT702: 'takes an agent that forgot a table: supabase/tests/agent/replaced_table_is_noticed.sql',
  CT703: 'takes an agent without its owner',
  CT704: 'between appliers: supabase/tests/agent/late_calls_are_refused.sql',
  CT705: 'at writers: supabase/tests/write_queue/refused.sql',
  CT706: 'at writers: supabase/tests/write_queue/queued_and_replayed.sql',
  CT707: 'a finding of a queued write, not a refusal: supabase/tests/write_queue/queued_and_replayed.sql',
  CT801: 'in SQL: supabase/tests/audit',
  CT802: 'audit: verify answers what is broken instead of refusing',
  CT910: 'raised by the client: tests/shared/client/client.test.ts',
  CT911: 'raised by the client: tests/shared/client/client.test.ts',
  CT912: 'raised by the client: tests/shared/client/client.test.ts',
  CT913: 'raised by the client: tests/shared/client/client.test.ts',
};

const tests = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .concat(readFileSync(sessions, 'utf8'))
  .join('\n');

test.each(errors.map(({ code }) => code))('%s', (code) => {
  const isProvoked = tests.includes(`'${code}'`);
  expect({ code, isProvoked: isProvoked || code in notOverHttp }).toEqual({ code, isProvoked: true });
});

test('what is listed as impossible is not tested all the same', () => {
  const provoked = readFileSync(join(folder, 'error-codes.test.ts'), 'utf8');
  expect(Object.keys(notOverHttp).filter((code) => provoked.includes(`'${code}'`))).toEqual([]);
});
