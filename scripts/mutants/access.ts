import type { Mutant } from './mutant.ts';

/** Sabotages of what decides who may act, and of what the desk shows. */
export const accessMutants: readonly Mutant[] = [
  {
    name: 'admins-remove-each-other',
    file: '20_access/op_revoke_operator.sql',
    line: 'lock table cutover.operators in share row exclusive mode;',
    replacement: '',
    why: 'Two admins who revoke each other at once leave nobody.',
    caughtBy: ['tests/access/sessions.test.ts > revoke_operator: one of them stays'],
  },
  {
    name: 'an-admin-for-a-night-is-enough',
    file: '20_access/require_other_admin.sql',
    line: "where o.role = 'admin' and o.revoked_at is null and o.expires_at is null and o.subject <> p_subject",
    replacement: "where o.role = 'admin' and o.revoked_at is null and o.subject <> p_subject",
    why: 'In the morning nobody is an admin.',
    caughtBy: ['supabase/tests/access/roles_expire.sql'],
  },
  {
    name: 'roles-do-not-expire',
    file: '20_access/actor.sql',
    line: "when v_expires_at <= clock_timestamp() then 'CT271'",
    replacement: 'when false then null',
    why: 'A role for the night is one for ever.',
    caughtBy: ['supabase/tests/access/roles_expire.sql'],
  },
  {
    name: 'tokens-do-not-run-out',
    file: '20_access/actor.sql',
    line: "when jsonb_typeof(v_claims -> 'exp') = 'number' and to_timestamp((v_claims ->> 'exp')::double precision) <= clock_timestamp() then 'CT106'",
    replacement: 'when false then null',
    why: 'A session that is kept open outlives its token.',
    caughtBy: ['supabase/tests/access/roles_expire.sql'],
  },
  {
    name: 'no-plan-is-a-plan',
    file: '20_access/actor.sql',
    line: "and not coalesce(cutover_private.setting('entitled_plans') ? (v_claims #>> '{app_metadata,plan}'), false) then 'CT270'",
    replacement:
      "and not cutover_private.setting('entitled_plans') ? (v_claims #>> '{app_metadata,plan}') then 'CT270'",
    why: 'Whoever has no plan gets in.',
    caughtBy: ['supabase/tests/access/plans_are_entitled.sql'],
  },
  {
    name: 'barred-but-told-only',
    file: '20_access/actor.sql',
    line: 'if barred_by is not null then',
    replacement: 'if false then',
    why: 'Policies go on showing rows to whoever is kept from the operations.',
    caughtBy: ['supabase/tests/access/plans_are_entitled.sql'],
  },
  {
    name: 'values-are-places',
    file: '93_desk/sentence.sql',
    line: "from regexp_matches(p_object, '([^{]*)(?:\\{([a-z_]+)\\})?', 'g') with ordinality as m(part, position);",
    replacement:
      "from regexp_matches(replace(p_object, '{target}', coalesce(p_target, '')), '([^{]*)(?:\\{([a-z_]+)\\})?', 'g') with ordinality as m(part, position);",
    why: 'A name with braces puts words into the audit trail.',
    caughtBy: ['supabase/tests/desk/audit_in_plain_language.sql'],
  },
  {
    name: 'paused-by-nobody',
    file: '93_desk/zz_write_pauses.sql',
    line: "join cutover.cutover_run_steps f on f.run_id = r.id and f.step = 'flip' and f.outcome = 'done'",
    replacement: "join cutover.cutover_run_steps f on f.run_id = r.id and f.outcome = 'done'",
    why: 'Each switch is listed once a step.',
    caughtBy: ['supabase/tests/desk/switches_and_windows.sql'],
  },
  {
    name: 'drift-comes-last',
    file: '93_desk/zz_table_status.sql',
    line: "when s.missing + s.extra + s.mismatched > 0 then format('find out why rows differ, then: select cutover.repair(%L)', t.name)",
    replacement: '',
    why: 'An operator is sent on although rows differ.',
    caughtBy: ['supabase/tests/desk/next_step.sql'],
  },
  {
    name: 'unconfirmed-drift-counts',
    file: '93_desk/zz_overview.sql',
    line: '(select count(*) from cutover.drifted_rows d where d.confirmed_at is not null and d.resolved_at is null) as drifted_rows,',
    replacement: '(select count(*) from cutover.drifted_rows d where d.resolved_at is null) as drifted_rows,',
    why: 'Lag is shown as rows that differ.',
    caughtBy: ['supabase/tests/desk/overview.sql'],
  },
];
