import type { Mutant } from './mutant.ts';

/** Sabotages of the read switch: forms of the routed view, writes through it, policies over foreign tables. */
export const routingMutants: readonly Mutant[] = [
  {
    name: 'stale-row-is-written-over',
    file: '55_routing/write_through.sql',
    line: "v_given := format('where %s and array[%s] = $3', v_key,",
    replacement: "v_given := format('where %s and (true or array[%s] = $3)', v_key,",
    why: 'Of two that change one row at once, the second writes what it computed from the state before the first.',
    caughtBy: ['tests/failures/16-reads-switched.test.ts', 'supabase/tests/routing/writes_go_to_the_truth.sql'],
  },
  {
    name: 'updates-compute-from-the-side-that-is-read',
    file: '55_routing/read_for_writing.sql',
    line: "perform set_config(tg_argv[0], case tg_when when 'BEFORE' then tg_argv[1] else '' end, true);",
    replacement: 'null;',
    why: 'While Supabase lags behind, an update is refused, or computed from an older row.',
    caughtBy: ['supabase/tests/routing/writes_go_to_the_truth.sql'],
  },
  {
    name: 'queued-write-is-done-as-well',
    file: '55_routing/set_write_triggers.sql',
    line: "if not v_needs or exists (select from pg_trigger g where g.tgrelid = v_view::regclass and g.tgname = 'cutover_gate') then",
    replacement: 'if not v_needs then',
    why: 'During a freeze window a write is queued and done at once, and done again when the window is over.',
    caughtBy: ['supabase/tests/routing/writes_go_to_the_truth.sql'],
  },
  {
    name: 'reads-leave-legacy-unproven',
    file: '55_routing/op_switch_read_source.sql',
    line: 'perform cutover_private.require_proven(v_table);',
    replacement: 'null;',
    why: 'Subjects read rows that differ from those of legacy.',
    caughtBy: ['supabase/tests/routing/reads_are_switched.sql'],
  },
  {
    name: 'lowered-flag-leaves-reads-on-supabase',
    file: '30_flags/op_set_feature_flag.sql',
    line: 'perform cutover_private.settle_views();',
    replacement: 'null;',
    why: 'A table whose reads all went to Supabase goes on so although the flag is off.',
    caughtBy: ['supabase/tests/routing/reads_are_switched.sql'],
  },
  {
    name: 'foreign-table-without-policies',
    file: '55_routing/policy_condition.sql',
    line: 'if not v_class.relrowsecurity then',
    replacement: 'if true then',
    why: 'Through a legacy table on another server every tenant sees the rows of all.',
    caughtBy: ['tests/failures/16-reads-switched.test.ts'],
  },
  {
    name: 'policies-of-yesterday',
    file: '55_routing/policies_are_current.sql',
    line: 'if p_fingerprint is distinct from (select cutover_private.policy_fingerprint(t) from cutover.cutover_tables t where t.id = p_table_id) then',
    replacement: 'if false then',
    why: 'A policy that was tightened does not hold on the legacy side until the view is renewed.',
    caughtBy: ['tests/failures/16-reads-switched.test.ts'],
  },
  {
    name: 'both-branches-are-read',
    file: '55_routing/set_routed_view.sql',
    line: "format('select %s from (%s union all %s) u where u.cutover_side = (select coalesce(nullif(current_setting(%L, true), ''''), cutover_private.decide_read_side(%L)))',",
    replacement:
      "format('select %s from (%s union all %s) u where u.cutover_side = coalesce(nullif(current_setting(%L, true), ''''), cutover_private.decide_read_side(%L)) or random() > 2',",
    why: 'Every statement reads both sides, and asks for each row.',
    caughtBy: ['supabase/tests/routing/split_reads_keep_their_plans.sql'],
  },
];
