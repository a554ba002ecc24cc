-- Whatever goes wrong before the flip, the run ends as released, and nothing has changed: legacy takes writes, the views, triggers and rows are as before.
-- Only setval knows no rollback: supabase's sequence may have moved ahead, by no more than one margin.
\ir setup.inc
select plan(35);
create function pg_temp.fails(p_break text, p_code text, p_mend text) returns setof text language plpgsql as $$
declare
  v_run jsonb := cutover.execute_cutover('shop');
  v_status jsonb;
  v_before jsonb;
begin
  v_status := cutover.advance_run((v_run #>> '{result,run_id}')::uuid);
  execute p_break;
  v_before := pg_temp.state() #- '{rows,1}' #- '{sequences,1}';
  v_status := pg_temp.drive(v_run -> 'result');
  return next is(v_status ->> 'status', 'released', p_code || ': released');
  return next is(v_status #>> '{error,code}', p_code, p_code || ': for this reason');
  return next is(pg_temp.state() #- '{rows,1}' #- '{sequences,1}', v_before, p_code || ': nothing has changed');
  return next is(pg_temp.write('update shop.owner set total = total + 1 where id = 2'), 'done', p_code || ': writers go on');
  execute p_mend;
  perform pg_temp.settle();
end $$;
-- In drain: a row that supabase refuses.
select pg_temp.fails($$alter table new.owner add constraint no_zoe check (name <> 'zoe') not valid; update old.owner set name = 'zoe' where id = 1$$,
  'CT603', $$alter table new.owner drop constraint no_zoe$$);
-- In verify: a row that changes on its way, found by the gates under the barrier.
create function new.spoil() returns trigger language plpgsql as $$ begin new.total := 99; return new; end $$;
select pg_temp.fails($$create trigger spoil before update on new.owner for each row execute function new.spoil(); alter table new.owner enable always trigger spoil; update old.owner set total = 1 where id = 1$$,
  'CT206', $$drop trigger spoil on new.owner; select cutover_private.op_repair('{"table": "owner"}')$$);
select is((select count(*) from cutover.drifted_rows where resolved_at is null), 0::bigint, 'the pipeline has repaired it');
-- In flip: a gate that failed since the preflight, and evidence that grew too old.
select pg_temp.fails($$update cutover.freeze_windows set ends_at = clock_timestamp() where group_id = (cutover_private.find_group('shop')).id$$,
  'CT206', $$update cutover.freeze_windows set ends_at = clock_timestamp() + interval '1 hour'$$);
select pg_temp.fails($$update cutover.cutover_checklists set expires_at = clock_timestamp() where rule_id = 'runbook_ready'$$, 'CT209',
  $$update cutover.cutover_checklists set expires_at = clock_timestamp() + interval '1 hour' where rule_id = 'runbook_ready'$$);
-- In flip: the feature flag was switched off since the preflight.
select pg_temp.fails($$select cutover.set_feature_flag('data_migration_final', false)$$, 'CT202', $$select cutover.set_feature_flag('data_migration_final', true)$$);
-- In drain: it takes longer than writers may wait.
select pg_temp.fails($$update cutover.settings set value = '0' where key = 'maximum_pause_seconds'; insert into old.owner (name) select 'many' from generate_series(1, 100)$$, 'CT607',
  $$update cutover.settings set value = '10' where key = 'maximum_pause_seconds'$$);
select cmp_ok((select last_value from new.owner_id_seq), '=', (select last_value from old.owner_id_seq) - 100 + 1000, 'the sequence was moved beyond legacy''s, once');
select is((select count(*) from cutover.cutover_runs where status = 'released'), 6::bigint, 'six runs ended so');
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where recorded_at >= now() and action = 'run.cutover' and outcome = 'failed'), 6::bigint, 'audited');
select is(string_agg(distinct pg_temp.steps(id), ', '), 'preflight', 'only steps that were committed are on record') from cutover.cutover_runs;
-- And in preflight.
select cutover.execute_cutover('shop') as answer \gset
update cutover.cutover_runs set deadline_at = clock_timestamp() where id = (:'answer'::jsonb #>> '{result,run_id}')::uuid;
select is((select array[s ->> 'status', s #>> '{error,code}', s #>> '{error,step}'] from pg_temp.drive(:'answer') s), array['released', 'CT607', 'preflight'], 'a run that does not get ready in time');
select cutover.execute_cutover('shop') as answer \gset
update cutover.freeze_windows set ends_at = clock_timestamp() where group_id = :shop;
select is((select array[s ->> 'status', s #>> '{error,code}', s #>> '{error,step}'] from pg_temp.drive(:'answer') s), array['released', 'CT206', 'preflight'], 'a gate that fails meanwhile');
select is(pg_temp.steps((:'answer'::jsonb #>> '{result,run_id}')::uuid), null, 'without any step');
update cutover.freeze_windows set ends_at = clock_timestamp() + interval '1 hour' where group_id = :shop;
select is(pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status', 'completed', 'mended, it goes through');
select cmp_ok((select last_value from new.owner_id_seq), '=', (select last_value from old.owner_id_seq) + 1000, 'to where it belongs');
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'both sides equal');
select * from finish();
rollback;
