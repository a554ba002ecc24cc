import { describe, expect, it } from 'vitest';
import { ruleCatalogue, ruleSchema, rules } from '../../packages/shared/src/rules.ts';
import { ruleCatalogue as compile } from '../../scripts/build/rules.ts';

const drift = rules.find((rule) => rule.id === 'drift_percent');

describe('rule catalogue', () => {
  it('holds the first checklist', () => {
    expect(rules.map((rule) => rule.id)).toEqual([
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
      'backup_verified',
      'team_notified',
      'rollback_plan_ready',
      'runbook_ready',
      'legacy_writes_stopped',
      'keys_unambiguous',
      'rls_enabled',
      'policies_kept',
      'api_grants',
      'switch_triggers',
      'audit_chain',
      'tenant_isolation',
      'golden_queries_equal',
      'constraints_valid',
      'foreign_keys_as_legacy',
      'legacy_constraints_hold',
      'golden_p95',
      'golden_p95_worse',
      'golden_plans',
      'indexes_as_legacy',
      'drain_fits_pause',
      'rehearsal',
      'resources',
      'invariants_hold',
      'backlog_age_alarm',
      'backlog_size_alarm',
      'backlog_limit',
      'shadow_agreement',
      'shadow_errors',
      'shadow_latency',
      'read_ramp_drift',
      'drift_warning',
      'drift_critical',
      'slow_reads',
      'failing_reads',
      'rollback_drift',
      'rollback_p95',
      'rollback_errors',
      'rollback_security',
      'completion_missing',
      'completion_drift',
      'completion_trend',
      'completion_compared',
      'completion_integrity',
      'completion_p95',
      'completion_errors',
      'completion_alerts',
      'completion_hours',
      'service_healthy',
    ]);
  });

  it('keeps the thresholds that were promised', () => {
    expect(drift).toMatchObject({
      comparator: '<',
      threshold: 0.05,
      unit: 'percent',
      max_age_seconds: 1800,
      severity: 'blocking',
    });
    expect(rules.find((rule) => rule.id === 'orphans')).toMatchObject({ comparator: '=', threshold: 0 });
    const allowed = (id: string) => rules.find((rule) => rule.id === id)?.threshold;
    expect(['rollback_drift', 'rollback_p95', 'rollback_errors', 'rollback_security'].map(allowed)).toEqual([
      0.5, 20, 5, 0,
    ]);
    expect(['drift_warning', 'drift_critical', 'slow_reads', 'failing_reads'].map(allowed)).toEqual([0.05, 0.1, 2, 1]);
  });

  it('refuses an unknown key, a second id, a comparator of its own and an attestation that is not a yes', () => {
    expect(ruleSchema.safeParse({ ...drift, note: 'x' }).success).toBe(false);
    expect(ruleCatalogue.safeParse([drift, drift]).success).toBe(false);
    expect(ruleSchema.safeParse({ ...drift, comparator: '!=' }).success).toBe(false);
    expect(ruleSchema.safeParse({ ...drift, threshold: Number.NaN }).success).toBe(false);
    expect(ruleSchema.safeParse({ ...drift, kind: 'attested' }).success).toBe(false);
  });
});

describe('what may be passed over', () => {
  it('is nothing that protects from loss or exposure', () => {
    const never = rules.filter((rule) => rule.phase === 'cutover' && rule.may_be_skipped === undefined);
    expect(never.map((rule) => rule.id)).toEqual([
      'drift_percent',
      'row_counts',
      'reconciliation_fresh',
      'orphans',
      'sequences_ready',
      'way_back',
      'refused_rows',
      'legacy_writes_stopped',
      'keys_unambiguous',
      'rls_enabled',
      'policies_kept',
      'api_grants',
      'switch_triggers',
      'audit_chain',
      'tenant_isolation',
      'golden_queries_equal',
    ]);
  });
});

describe('compiled rules', async () => {
  const [file] = await compile();

  it('has one row for each rule, with quotes doubled', () => {
    expect(file?.path).toMatch(/supabase\/schemas\/70_rules\/05_rules_data\.sql$/);
    expect(file?.content.match(/^ {2}\('/gm)).toHaveLength(rules.length);
    expect(file?.content).not.toMatch(/[a-z]'[a-z]/);
  });

  it('is the same each time', async () => {
    expect(await compile()).toEqual([file]);
  });
});
