-- A key of several kB, which its table's own index holds, goes all the way: applied, verified, refused, compared, repaired, replayed.
\ir setup.inc
select plan(17);
create table old.page (address text collate "C" primary key, body bytea, hits integer);
create table new.page (address text collate "C" primary key, body bytea, hits integer check (hits >= 0));
create table old.thumb (id bytea primary key, note text);
create table new.thumb (id bytea primary key, note text);
-- Compressed it fits into an index, as text it is 40 kB; and bytes that cannot be compressed, as text 5 kB.
create function pg_temp.address(p_number integer) returns text language sql as $$ select 'https://example.com/' || p_number || repeat('/very/long', 4000) $$;
create function pg_temp.thumb(p_number integer) returns bytea language sql as $$
  select string_agg(decode(md5(p_number || '.' || i), 'hex'), '') from generate_series(1, 160) i $$;
insert into old.page select pg_temp.address(g), 'x', g from generate_series(1, 3) g;
insert into old.thumb select pg_temp.thumb(g), 'thumb' from generate_series(1, 3) g;
select cutover.register_table('page', 'pipeline_test', 'old', 'page', 'new', 'page', 'pages', 'shop', 'page') ->> 'ok' as ok \gset
select cutover.register_table('thumb', 'pipeline_test', 'old', 'thumb', 'new', 'thumb', 'pages', 'shop', 'thumb') ->> 'ok' as ok \gset
select cutover.start_backfill('pages') ->> 'ok' as ok \gset
select id as pages from cutover.table_groups where name = 'pages' \gset
create function pg_temp.both() returns setof text language sql as $$
  select left(d, 60) from pg_temp.different('page') d union all select left(d, 60) from pg_temp.different('thumb') d
$$;
select pg_temp.settle('pages');
select is_empty('select pg_temp.both()', 'copied');
insert into old.page select pg_temp.address(g), 'y', g from generate_series(4, 6) g;
insert into old.thumb select pg_temp.thumb(g), 'thumb' from generate_series(4, 6) g;
update old.page set address = pg_temp.address(7) where hits = 1;
delete from old.thumb where id = pg_temp.thumb(2);
select cutover_private.apply_pass(:pages) as work \gset
select is((select count(*) from cutover_private.verify_queue where length(key) > 5000), 9::bigint, 'applied, and waiting to be verified');
select pg_temp.settle('pages');
select is((select count(*) from cutover_private.verify_queue), 0::bigint, 'verified');
select is_empty('select pg_temp.both()', 'equal');
update old.page set hits = -1 where address = pg_temp.address(2);
select pg_temp.settle('pages');
select results_eq('select key, attempts > 1 from cutover.apply_failures', $$values (array[pg_temp.address(2)], false)$$, 'refused and listed');
select cutover_private.apply_pass(:pages) as again \gset
select results_eq('select key, attempts from cutover.apply_failures', $$values (array[pg_temp.address(2)], 2)$$, 'once, whatever the number of tries');
update old.page set hits = 2 where address = pg_temp.address(2);
select pg_temp.settle('pages');
select is_empty('select 1 from cutover.apply_failures', 'and not any more when it fits');
-- Behind everybody's back: found by a full comparison and by an incremental one, repaired, resolved.
select pg_temp.plant(format('delete from new.page where address = %L', pg_temp.address(3)));
select pg_temp.plant($$update new.thumb set note = 'tampered'$$);
create function pg_temp.reconcile(p_kind text) returns void language plpgsql as $$
declare
  v_job uuid;
begin
  for v_job in select cutover_private.start_reconciliation(t.id, p_kind, 'request') from cutover.cutover_tables t where t.name in ('page', 'thumb') loop
    for i in 1 .. 100 loop
      update cutover_private.reconciliation_suspects set due_at = clock_timestamp() where job_id = v_job;
      exit when not cutover_private.reconcile_chunk(v_job);
    end loop;
  end loop;
end $$;
select pg_temp.reconcile('full');
select is((select count(*) || ' ' || count(distinct key) || ' ' || min(length(key::text)) from cutover.drifted_rows where resolved_at is null),
  '6 6 5127', 'drift is named, whole');
select pg_temp.reconcile('incremental');
select is((select min(strikes) || ' ' || count(*) from cutover.drifted_rows where resolved_at is null), '3 6', 'and found again, as the same rows');
select cutover.repair('page') ->> 'ok' as ok \gset
select cutover.repair('thumb') ->> 'ok' as ok \gset
select pg_temp.settle('pages');
select is_empty('select pg_temp.both()', 'repaired');
select is((select count(*) from cutover.drifted_rows where resolved_at is null), 0::bigint, 'resolved');
-- There and immediately back, with a conflict.
create function pg_temp.drive(p_answer jsonb) returns text language plpgsql as $$
declare
  v_status jsonb;
begin
  for i in 1 .. 30 loop
    v_status := cutover.advance_run((p_answer #>> '{result,run_id}')::uuid);
    exit when (v_status ->> 'finished')::boolean;
  end loop;
  return concat_ws(' ', v_status ->> 'status', v_status ->> 'conflicts', v_status #>> '{error,message}');
end $$;
select count(cutover.attest('pages', r, 'seen')) as attested
from unnest(array['backup_verified', 'team_notified', 'rollback_plan_ready', 'runbook_ready']) r \gset
select cutover.set_feature_flag('data_migration_final', true) ->> 'ok' as ok \gset
select cutover.start_emergency_freeze('pages', 'test') ->> 'ok' as ok \gset
select pg_temp.reconcile('full');
select is(cutover.prepare_cutover('pages') #>> '{result,ready}', 'true', 'ready');
select is(pg_temp.drive(cutover.execute_cutover('pages')), 'completed 0', 'cut over');
update new.page set hits = 100 where hits = 4;
update new.thumb set note = 'of supabase' where id = pg_temp.thumb(1);
select cutover.rollback_cutover('pages', 'test', 'immediate') as answer \gset
select count(cutover.advance_run((:'answer'::jsonb #>> '{result,run_id}')::uuid)) as steps from generate_series(1, 2) \gset
update old.page set hits = 200 where hits = 4;
select is(pg_temp.drive(:'answer'), 'completed 1', 'immediately back, with a conflict');
select results_eq('select key, error_code from cutover.replay_conflicts', $$values (array[pg_temp.address(4)], 'CT608')$$, 'which names the key');
select is((select hits || (select note from old.thumb where id = pg_temp.thumb(1))
  from old.page where address = pg_temp.address(4)),
  '200of supabase', 'the other row was replayed');
select pg_temp.settle('pages');
select is_empty('select pg_temp.both()', 'equal');
select * from finish();
rollback;
