import type { Mutant } from './mutant.ts';

/** Sabotages of comparing, judging and repairing. */
export const reconciliationMutants: readonly Mutant[] = [
  {
    name: 'rows-of-one-side-are-not-suspect',
    file: '65_reconciliation/compare_checksums.sql',
    line: "having max(h.item[2]) filter (where h.side = 'legacy') is distinct from max(h.item[2]) filter (where h.side = 'supabase')",
    replacement:
      "having max(h.item[2]) filter (where h.side = 'legacy') <> max(h.item[2]) filter (where h.side = 'supabase')",
    why: 'Missing and extra rows are never found.',
    caughtBy: ['tests/reconciliation/two-servers.test.ts'],
  },
  {
    name: 'the-join-overlooks-extra-rows',
    file: '45_agent/compare_range.sql',
    line: "from (select t.* from %4$s) l full join (select t.* from %5$s) s on %6$s',",
    replacement: "from (select t.* from %4$s) l left join (select t.* from %5$s) s on %6$s',",
    why: 'What exists in supabase alone is not found.',
    caughtBy: ['supabase/tests/reconciliation/full_finds_every_difference.sql'],
  },
  {
    name: 'the-join-trusts-every-type',
    file: '45_agent/compare_range.sql',
    line: "and c.legacy_type !~ '\\.' as is_plain",
    replacement: 'or true as is_plain',
    why: 'What a type calls equal need not be the same, and some types cannot be compared at all.',
    caughtBy: ['tests/reconciliation/every-type.test.ts'],
  },
  {
    name: 'last-chunk-is-left-out',
    file: '65_reconciliation/plan_reconciliation.sql',
    line: 'from generate_series(0, coalesce(cardinality(v_bounds), 0)) as n;',
    replacement: 'from generate_series(0, coalesce(cardinality(v_bounds) - 1, 0)) as n;',
    why: 'Rows behind the last full chunk are never compared.',
    caughtBy: [
      'supabase/tests/reconciliation/full_finds_every_difference.sql',
      'supabase/tests/reconciliation/chunks_cover_every_key.sql',
    ],
  },
  {
    name: 'one-strike-is-drift',
    file: '65_reconciliation/verify_pass.sql',
    line: 'where q.table_id = v_table.id and q.key_digest = cutover_private.key_digest(c.key) and (c.kind is null or not c.pending and q.strikes > 0)',
    replacement:
      'where q.table_id = v_table.id and q.key_digest = cutover_private.key_digest(c.key) and (c.kind is null or not c.pending)',
    why: 'A row that is just being written raises an alarm.',
    caughtBy: ['supabase/tests/reconciliation/verify_needs_two_strikes.sql'],
  },
  {
    name: 'lag-is-drift',
    file: '65_reconciliation/compare_keys.sql',
    line: "c.kind is not null and (coalesce(v_all_pending, false) or c.key = any (coalesce(v_pending, '{}'))),",
    replacement: 'false,',
    why: 'What has not arrived yet counts as lost.',
    caughtBy: ['supabase/tests/reconciliation/lag_is_not_drift.sql'],
  },
  {
    name: 'confirmed-drift-is-not-recorded',
    file: '65_reconciliation/verify_pass.sql',
    line: 'where c.kind is not null;',
    replacement: 'where false;',
    why: 'The gates never hear of a row that differs.',
    caughtBy: ['supabase/tests/pipeline/verify_finds_tampered_row.sql'],
  },
  {
    name: 'repair-from-the-wrong-side',
    file: '65_reconciliation/mark_drift.sql',
    line: "perform cutover_private.agent_query(p_table.source_id, p_table.write_source, format('select cutover_agent.mark_dirty(%L, %L)::text',",
    replacement:
      "perform cutover_private.agent_query(p_table.source_id, cutover_private.other_side(p_table.write_source), format('select cutover_agent.mark_dirty(%L, %L)::text',",
    why: 'Repair marks keys where nobody looks for them.',
    caughtBy: ['tests/reconciliation/two-servers.test.ts > lag told apart from drift'],
  },
  {
    name: 'slices-do-not-move',
    file: '65_reconciliation/plan_slice.sql',
    line: 'v_after := v_slice.after_key;',
    replacement: 'v_after := null;',
    why: 'Each look takes the first slice; the rest of the table is never compared.',
    caughtBy: ['supabase/tests/reconciliation/slices_go_round.sql'],
  },
  {
    name: 'half-explained-is-known',
    file: '65_reconciliation/known_keys.sql',
    line: 'return query select m.key from jsonb_each(p_mismatched) as m(key, numbers) where v_explained -> m.key @> m.numbers;',
    replacement:
      'return query select m.key from jsonb_each(p_mismatched) as m(key, numbers) where v_explained ? m.key;',
    why: 'A known difference of one column hides what differs in another.',
    caughtBy: ['supabase/tests/reconciliation/known_differences.sql'],
  },
  {
    name: 'found-while-on-its-way-is-failed',
    file: '66_integrity/check_integrity.sql',
    line: "when v_certain or v_quiet then 'failed'",
    replacement: "when true then 'failed'",
    why: 'Rows that are just being carried over count as missing.',
    caughtBy: ['supabase/tests/integrity/orphans_and_promises.sql'],
  },
  {
    name: 'golden-query-may-write',
    file: '45_agent/result_fingerprint.sql',
    line: 'set transaction_read_only = on',
    replacement: 'set transaction_read_only = off',
    why: 'A query that calls a function changes the data that it is to compare.',
    caughtBy: ['supabase/tests/golden_queries/least_rights.sql'],
  },
  {
    name: 'values-of-persons-are-kept',
    file: '65_reconciliation/value_differences.sql',
    line: "v_plain boolean := p_table.data_class = 'general' and cutover_private.setting('keep_drifted_values')::boolean;",
    replacement: "v_plain boolean := cutover_private.setting('keep_drifted_values')::boolean;",
    why: 'Personal data of drifted rows are stored in plain text.',
    caughtBy: ['supabase/tests/reconciliation/values_are_hashed.sql'],
  },
  {
    name: 'any-finding-is-sound',
    file: '65_reconciliation/check_verifier.sql',
    line: "when v_error is null and v_found = v_expected then 'sound'",
    replacement: "when v_error is null then 'sound'",
    why: 'A verifier that overlooks rows passes its own check.',
    caughtBy: ['supabase/tests/reconciliation/verifier_is_checked.sql'],
  },
];
