// A rule that no test breaks is a rule that nobody knows to work. Each has a test that sees it hold, breaks it for real, sees it
// found, and mends it: a file of its own name, or the one that is named here.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../packages/shared/src/rules.ts';

const root = join(import.meta.dirname, '..', '..');

/** Tests that break several rules, or stood before. */
const elsewhere: Record<string, string> = {
  ...all('supabase/tests/rules/each_rule_passes_and_fails.sql', [
    'drift_percent',
    'row_counts',
    'reconciliation_fresh',
    'orphans',
    'sequences_ready',
    'way_back',
    'freeze_window_active',
    'refused_rows',
    'backlog_seconds',
    'blockers',
  ]),
  ...all('supabase/tests/rules/each_attestation_is_asked_for.sql', [
    'backup_verified',
    'team_notified',
    'rollback_plan_ready',
    'runbook_ready',
  ]),
  ...all('supabase/tests/foreign/cutover_needs_an_attestation.sql', ['legacy_writes_stopped', 'keys_unambiguous']),
  ...all('supabase/tests/pipeline/backlog_is_measured.sql', [
    'backlog_age_alarm',
    'backlog_size_alarm',
    'backlog_limit',
  ]),
  ...all('supabase/tests/read_ramps/steps_wait_for_their_gates.sql', [
    'shadow_agreement',
    'shadow_errors',
    'read_ramp_drift',
  ]),
  ...all('supabase/tests/watch/measured_triggers.sql', [
    'slow_reads',
    'failing_reads',
    'rollback_p95',
    'rollback_errors',
  ]),
  ...all('supabase/tests/watch/drift_trigger.sql', ['rollback_drift']),
  ...all('supabase/tests/watch/drift_after_the_switch.sql', ['drift_warning', 'drift_critical', 'completion_drift']),
  ...all('supabase/tests/watch/security_trigger.sql', ['rollback_security']),
  ...all('supabase/tests/watch/completed_when_it_has_held.sql', [
    'completion_missing',
    'completion_trend',
    'completion_integrity',
    'completion_p95',
    'completion_errors',
    'completion_alerts',
    'completion_hours',
    'service_healthy',
  ]),
};

function all(file: string, ids: string[]): Record<string, string> {
  return Object.fromEntries(ids.map((id) => [id, file]));
}

describe('every rule has a test that breaks it', () => {
  test.each(rules.map(({ id }) => id))('%s', (id) => {
    const own = [`supabase/tests/rules/${id}.sql`, `tests/rules/${id}.test.ts`].filter((path) =>
      existsSync(join(root, path)),
    );
    const path = own[0] ?? elsewhere[id];
    expect(path, `write supabase/tests/rules/${id}.sql`).toBeDefined();
    // It does name the rule; what it says about it is read by people.
    expect(readFileSync(join(root, path ?? ''), 'utf8')).toMatch(new RegExp(`\\b${id}\\b`));
  });

  test('and nothing is named that has a file of its own, or left the catalogue', () => {
    for (const id of Object.keys(elsewhere)) {
      expect(rules.map((rule) => rule.id)).toContain(id);
      expect(existsSync(join(root, `supabase/tests/rules/${id}.sql`)), id).toBe(false);
    }
  });
});
