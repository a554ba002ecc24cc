-- Supabase that answers more slowly than legacy is found in the shadow, beyond a few milliseconds; as fast again, it is found no more.
\ir ../read_ramps/setup.inc
select plan(4);
create function pg_temp.judged(p_legacy numeric, p_supabase numeric) returns text language sql as $$
  select format('%s %s', trim_scale(j.value), j.passed)
  from cutover_private.judge_shadow_reads((select s from jsonb_populate_record(null::cutover.shadow_reads, jsonb_build_object(
    'table_id', (pg_temp.item()).id, 'agreed', 100, 'mismatched', 0, 'lagging', 0, 'known', 0, 'supabase_errors', 0,
    'latency_sample', 20, 'legacy_p95_ms', p_legacy, 'supabase_p95_ms', p_supabase)) s)) j
  where j.rule_id = 'shadow_latency'
$$;
select is(pg_temp.judged(100, 120), '20 t', 'a fifth slower is allowed');
select is(pg_temp.judged(100, 121), '21 f', 'more is not');
select is(pg_temp.judged(1, 5), '0 t', 'of a few milliseconds nobody knows more than noise');
select is(pg_temp.judged(100, 90), '0 t', 'faster');
select * from finish();
rollback;
