import type { Mutant } from './mutant.ts';

/** Sabotages of what is judged before the switch. */
export const ruleMutants: readonly Mutant[] = [
  {
    name: 'force-skips-everything',
    file: '80_runs/skip_gates.sql',
    line: "when g.item ->> 'verdict' in ('failed', 'stale') and g.item ->> 'rule' = any (p_rules) and r.may_be_skipped is not null",
    replacement: "when g.item ->> 'verdict' in ('failed', 'stale') and g.item ->> 'rule' = any (p_rules)",
    why: 'Whoever can write to a table of requests switches a group that loses rows.',
    caughtBy: ['supabase/tests/runs/forced_by_two_people.sql'],
  },
  {
    name: 'force-by-one',
    file: '80_runs/op_approve_force.sql',
    line: 'if v_request.requested_by = v_actor then',
    replacement: 'if false then',
    why: 'An approver agrees with himself.',
    caughtBy: ['supabase/tests/runs/forced_by_two_people.sql'],
  },
  {
    name: 'force-for-ever',
    file: '80_runs/find_force.sql',
    line: "when v_request.used_at is not null then format('It was used at %s.', v_request.used_at)",
    replacement: 'when false then null',
    why: 'What was agreed to for one night passes gates over for good.',
    caughtBy: ['supabase/tests/runs/forced_by_two_people.sql'],
  },
  {
    name: 'waivers-never-end',
    file: '70_rules/evaluate_rule.sql',
    line: 'from cutover.rule_waivers w where w.table_id = p_table.id and w.rule_id = p_rule.id and w.expires_at > clock_timestamp();',
    replacement: 'from cutover.rule_waivers w where w.table_id = p_table.id and w.rule_id = p_rule.id;',
    why: 'What was accepted for a week is accepted for ever.',
    caughtBy: ['supabase/tests/rules/waivers.sql'],
  },
  {
    name: 'nothing-declared-passes',
    file: '70_rules/measure_golden.sql',
    line: "if (evidence ->> 'queries')::integer = 0 then",
    replacement: 'if false then',
    why: 'A group without golden queries looks as if they were equal.',
    caughtBy: ['supabase/tests/rules/golden_queries_equal.sql'],
  },
  {
    name: 'lagging-runs-decide',
    file: '70_rules/measure_golden.sql',
    line: "where r.query_id = q.id and r.verdict in ('equal', 'different', 'failed') order by r.finished_at desc limit 1",
    replacement: 'where r.query_id = q.id and r.verdict is not null order by r.finished_at desc limit 1',
    why: 'A live table is never ready, because somebody always writes.',
    caughtBy: ['supabase/tests/rules/golden_queries_equal.sql'],
  },
  {
    name: 'triggers-of-one-side',
    file: '70_rules/security_look.sql',
    line: "from cutover_private.switch_trigger_findings(p_group_id, array['legacy', 'supabase']) f",
    replacement: "from cutover_private.switch_trigger_findings(p_group_id, array['supabase']) f",
    why: 'A group is switched whose legacy table is not captured: what was written there is lost.',
    caughtBy: ['supabase/tests/rules/switch_triggers.sql'],
  },
  {
    name: 'any-index-will-do',
    file: '70_rules/indexes_of_legacy_alone.sql',
    line: 'and l.keys = array(select k.name from unnest(s.keys) with ordinality as k(name, n) where k.n <= cardinality(l.keys) order by k.n))',
    replacement: 'and l.keys <@ s.keys)',
    why: 'An index with the same columns in another order is taken for the same.',
    caughtBy: ['supabase/tests/rules/indexes_as_legacy.sql'],
  },
];
