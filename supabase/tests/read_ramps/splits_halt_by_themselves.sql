-- A rule that is broken in three windows in a row, with enough of a sample, halts the split and takes it a step back.
\ir setup.inc
select plan(36);
select pg_temp.split(25);
select is(pg_temp.window(98, 2), false, 'one bad window is none');
select is(pg_temp.window(98, 2), false, 'nor are two');
select is(pg_temp.window(100, 0), false, 'a good one in between');
select is(pg_temp.window(98, 2), false, 'and counting begins anew');
select is(pg_temp.window(98, 2), false, 'two');
select is(pg_temp.window(98, 2), true, 'three in a row halt it');
select is(pg_temp.percentage(), 0.00, 'to 0 where there is no ramp');
select is(pg_temp.halted(), 'shadow_agreement: measured 98, allowed 99.5, over 3 windows with a sample of 300', 'and it says why');
set constraints all immediate;
select is((select detail from cutover.cutover_audit_log where action = 'read_split.halt' and recorded_at >= now()), '{"rule": "shadow_agreement", "value": 98.0000, "sample": 300, "windows": 3, "threshold": 99.5, "percentage": 0.00, "percentage_before": 25.00}',
  'audited with value, threshold and sample') ;
select is((select format('%s %s %s %s', rule_id, percentage_before, percentage, resumed_at) from cutover.read_split_halts), 'shadow_agreement 25.00 0.00 ', 'and kept');
select is(pg_temp.window(0, 100), false, 'at 0 there is nothing to take back');
-- A sample that is too small says nothing.
select pg_temp.split(25);
select pg_temp.window(5, 1), pg_temp.window(5, 1), pg_temp.window(5, 1);
select is(pg_temp.halted(), null, '18 comparisons are too few');
select is(pg_temp.window(5, 1), true, '24 in four windows are enough');
-- A threshold of its own.
select pg_temp.split(25);
select cutover.set_threshold('item', 'shadow_agreement', 90, 'test') ->> 'ok' as ok \gset
select pg_temp.window(95, 5), pg_temp.window(95, 5), pg_temp.window(95, 5);
select is(pg_temp.halted(), null, 'what the table''s own threshold allows');
delete from cutover.rule_overrides;
-- Errors.
select pg_temp.split(25);
select pg_temp.window(0, 0, 0, 100), pg_temp.window(0, 0, 0, 100), pg_temp.window(0, 0, 0, 100);
select is(pg_temp.halted(), null, 'a legacy server that is away sends nobody back to it');
select pg_temp.window(94, 0, 6), pg_temp.window(94, 0, 6);
select is(pg_temp.window(94, 0, 6), true, 'errors of supabase do');
-- Latency: a fifth slower, and by more than the floor.
select pg_temp.split(25);
select pg_temp.window(p_legacy_p95 => 1, p_supabase_p95 => 5),
  pg_temp.window(p_legacy_p95 => 1, p_supabase_p95 => 5),
  pg_temp.window(p_legacy_p95 => 1, p_supabase_p95 => 5);
select is(pg_temp.halted(), null, 'a few milliseconds are noise');
select pg_temp.window(p_legacy_p95 => 100, p_supabase_p95 => 119),
  pg_temp.window(p_legacy_p95 => 100, p_supabase_p95 => 119),
  pg_temp.window(p_legacy_p95 => 100, p_supabase_p95 => 119);
select is(pg_temp.halted(), null, '19 % are allowed');
select pg_temp.window(p_legacy_p95 => 100, p_supabase_p95 => 130), pg_temp.window(p_legacy_p95 => 100, p_supabase_p95 => 130);
select is(pg_temp.window(p_legacy_p95 => 100, p_supabase_p95 => 130), true, '30 % are not');
-- With a ramp: a step back, and another one if it goes on.
select pg_temp.split(0);
select cutover.start_read_ramp('item', 'test', '[{"percentage": 5, "hold_minutes": 0}, {"percentage": 25, "hold_minutes": 0}, {"percentage": 100}]') ->> 'ok' as ok \gset
update cutover.read_ramps set step = 2;
select pg_temp.split(25);
select pg_temp.window(98, 2), pg_temp.window(98, 2), pg_temp.window(98, 2);
select is(pg_temp.percentage(), 5.00, 'back to the step before');
select is((select step from cutover.read_ramps), 1, 'on which the ramp stands now');
update cutover.read_split_halts set halted_at = '2030-01-01 00:00+00'::timestamptz + currval('pg_temp.minute') * interval '1 minute' + interval '1 second';
select is(pg_temp.window(98, 2) or pg_temp.window(98, 2), false, 'windows from before count no more');
select is(pg_temp.window(98, 2), true, 'three new ones do');
select is(pg_temp.percentage(), 0.00, 'back to 0');
select is((select step from cutover.read_ramps), 0, 'before the first step');
-- Who is pinned goes back with the last of the others, and counts where there are no others.
create function pg_temp.sides() returns text language sql as $$
  select string_agg(cutover.read_side('item', s), ' ' order by s) from unnest(array['eve', 'tom']) s
$$;
select pg_temp.split(25);
select cutover.set_read_split('item', 'test', null, '{tom}', '{eve}') ->> 'ok' as ok \gset
select pg_temp.window(98, 2), pg_temp.window(98, 2), pg_temp.window(98, 2);
select is(pg_temp.percentage(), 5.00, 'a step back');
select is(pg_temp.sides(), 'legacy supabase', 'who is pinned stays as long as others do');
select is(cutover.set_read_split('item', 'test', p_pinned => '{tom,ann}') #>> '{error,code}', 'CT221', 'nobody is pinned to a split that is halted');
select is(cutover.set_read_split('item', 'test', p_excluded => '{}') #>> '{error,code}', 'CT221', 'nor let in again');
select pg_temp.split(0);
select is(pg_temp.sides(), 'legacy supabase', 'pinned, and nobody else');
select pg_temp.window(98, 2), pg_temp.window(98, 2);
select is(pg_temp.window(98, 2), true, 'that is judged as well');
select is(pg_temp.sides(), 'legacy legacy', 'and nobody reads supabase any more');
select is(pg_temp.window(98, 2) or pg_temp.window(98, 2) or pg_temp.window(98, 2), false, 'one halt is enough');
select is((select pinned from cutover.read_splits where table_id = (pg_temp.item()).id), '{tom}', 'who was pinned is known');
-- Back up.
select is(cutover.resume_read_split('item', 'repaired') #>> '{result,was_halted_for}' ~ 'shadow_agreement', true, 'an operator resumes it');
select is(pg_temp.halted() is null and pg_temp.sides() = 'legacy supabase', true, 'it is not halted any more, for who is pinned either');
select * from finish();
rollback;
