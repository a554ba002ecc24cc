-- Replay trips over triggers, GENERATED ALWAYS, generated columns, foreign keys (pgcopydb#288, #941, #496, vitess#16296).
begin;
set local search_path = extensions, public;
select plan(14);
-- The same on both sides: two tables that refer to each other, an identity that takes no value, a computed column, references to itself, one of them checked at commit, a unique
-- value that rows swap, a trigger that counts and one that writes a row of its own.
create function pg_temp.side(p_schema text) returns void language plpgsql as $$
begin
  execute format($ddl$
    create schema %1$s;
    create table %1$s.team (id bigint generated always as identity primary key, name text not null, place integer unique, shout text generated always as (upper(name) || '!') stored, parent bigint references %1$s.team deferrable initially deferred, lead bigint);
    create table %1$s.member (id bigint generated always as identity primary key, team bigint not null references %1$s.team, boss bigint references %1$s.member, salary numeric not null, yearly numeric generated always as (salary * 12) stored);
    alter table %1$s.team add foreign key (lead) references %1$s.member;
    create table %1$s.history (id bigint generated always as identity primary key, member bigint, note text);
    create function %1$s.note() returns trigger language plpgsql as $body$ begin insert into %1$s.history (member, note) values (new.id, tg_op); return new; end $body$;
    create trigger note after insert or update on %1$s.member for each row execute function %1$s.note();
    create function %1$s.raise() returns trigger language plpgsql as $body$ begin new.salary := new.salary + 1; return new; end $body$;
    create trigger raise before insert or update on %1$s.member for each row execute function %1$s.raise();
    alter table %1$s.member enable always trigger raise;
  $ddl$, p_schema);
end $$;
select pg_temp.side('old'), pg_temp.side('new');
insert into old.team (name, place) values ('red', 1), ('blue', 2);
insert into old.member (team, salary) values (1, 100), (2, 200);
update old.team set parent = 3 - id, lead = id;
-- What a commit would do.
set constraints all immediate;
set constraints all deferred;
select cutover.register_legacy_source('failure_13', 'local') ->> 'ok' as ok \gset
select string_agg(cutover.register_table(t, 'failure_13', 'old', t, 'new', t, 'shop', 'shop', t) ->> 'ok', ' ') as registered from unnest(array['team', 'member', 'history']) as t \gset
select cutover.start_backfill('shop') ->> 'ok' as ok \gset
select is(:'registered' || ' ' || :'ok', 'true true true true', 'registered and captured');
create function pg_temp.settle() returns void language plpgsql as $$
declare
  v_group bigint := (select g.id from cutover.table_groups g where g.name = 'shop');
begin
  for i in 1 .. 100 loop
    update cutover_private.verify_queue set due_at = clock_timestamp();
    exit when cutover_private.pipeline_pass(v_group) + cutover_private.backfill_step(v_group) = 0;
    set constraints all immediate;
    set constraints all deferred;
  end loop;
end $$;
create function pg_temp.different() returns setof text language plpgsql as $$
declare
  v_table text;
begin
  foreach v_table in array array['team', 'member', 'history'] loop
    return query execute format('(select ''only old: '' || t::text from (table old.%1$I except table new.%1$I) t) union all (select ''only new: '' || t::text from (table new.%1$I except table old.%1$I) t)', v_table);
  end loop;
end $$;
create function pg_temp.drive(p_answer jsonb) returns text language plpgsql as $$
declare
  v_status jsonb := p_answer;
begin
  for i in 1 .. 20 loop
    set constraints all immediate;
    set constraints all deferred;
    v_status := cutover.advance_run((p_answer #>> '{result,run_id}')::uuid);
    exit when (v_status ->> 'finished')::boolean;
  end loop;
  return concat_ws(' ', v_status ->> 'status', v_status #>> '{error,message}');
end $$;
select pg_temp.settle();
select is_empty('select pg_temp.different()', 'copied as they are, computed columns computed');
select is((select string_agg(salary::text, ', ' order by id) from new.member), '101, 201', 'no trigger fired a second time');
-- Forward: everything at once that an order of single statements trips over.
insert into old.team (name, place) values ('green', 3);
insert into old.member (team, boss, salary) values (3, 1, 300);
update old.team set parent = 3 where id in (1, 3);
update old.team set lead = 3 where id = 3;
update old.team set place = case place when 1 then -1 when 2 then -2 else place end;
update old.team set place = case place when -1 then 2 when -2 then 1 else place end;
select pg_temp.settle();
select is_empty('select pg_temp.different()', 'references in a circle and swapped values go over');
do $$ declare v_job uuid; begin
  for v_job in select cutover_private.start_reconciliation(t.id, 'full', 'request') from cutover.cutover_tables t where t.name in ('team', 'member', 'history') loop
    for i in 1 .. 100 loop exit when not cutover_private.reconcile_chunk(v_job); end loop;
  end loop;
end $$;
select count(cutover.attest('shop', r, 'seen')) as attested from unnest(array['backup_verified', 'team_notified', 'rollback_plan_ready', 'runbook_ready']) r \gset
select cutover.set_feature_flag('data_migration_final', true) ->> 'ok' as ok \gset
select cutover.start_emergency_freeze('shop', 'test') ->> 'ok' as ok \gset
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'true', 'ready');
select is(pg_temp.drive(cutover.execute_cutover('shop')), 'completed', 'cut over');
-- Back: the same again, and deletes in the circle.
insert into new.team (name, place) values ('white', 9) returning id as white \gset
insert into new.member (team, boss, salary) values (:white, 2, 400);
update new.team set parent = :white, lead = (select max(id) from new.member) where id in (:white, 1);
update new.team set lead = null where id = 3;
delete from new.member where id = 3;
delete from new.team where id = 3;
update new.team set place = -place where id in (1, 2);
update new.team set place = case id when 1 then 1 else 2 end where id in (1, 2);
update new.member set salary = 500 where id = 1;
select is((select salary from new.member where id = 1), 501::numeric, 'triggers fire where rows are written');
select is((select count(*) from new.history), (select count(*) from old.history) + 2, 'each once');
select is(pg_temp.drive(cutover.rollback_cutover('shop', 'test')), 'completed', 'rolled back, every row replayed');
select is_empty('select pg_temp.different()', 'both sides are equal');
select is((select (id, name, place, shout, parent)::text from old.team where id = :white), format('(%s,white,9,WHITE!,%s)', :'white', :'white'), 'identity and computed column are right');
select is((select (salary, yearly)::text from old.member where id = 1), '(501,6012)', 'no trigger fired on replay');
insert into old.member (team, salary) values (1, 600) returning id as next \gset
select is((select salary from old.member where id = :next), 601::numeric, 'triggers fire on legacy again');
select is((select count(*) from old.history where member = :next), 1::bigint, 'each once');
select * from finish();
rollback;
