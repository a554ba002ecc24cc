-- A gated view costs one question a statement: the branch that is not chosen is never executed, and the other is planned like the bare table.
\ir ../pipeline/setup.inc
select plan(18);
insert into old.owner (name) select 'n' || g from generate_series(1, 5000) g;
select pg_temp.plant('insert into new.owner (id, name) select id, name from old.owner on conflict do nothing');
create index by_name on old.owner (name);
create index by_name on new.owner (name);
analyze old.owner, new.owner;
update cutover.cutover_tables set read_source = 'dual' where id = :owner;
select cutover_private.set_routed_view(t, 'dual', 'legacy') from cutover.cutover_tables t where id = :owner;
insert into cutover.read_splits (table_id, environment, salt, pinned, updated_by)
  select :owner, cutover_private.setting('environment') #>> '{}', 's', '{pinned}', 'test';
select cutover.set_feature_flag('data_migration_final', true) ->> 'ok' as ok \gset
-- The nodes that ran and read a table, and those that were planned and never ran.
create function pg_temp.nodes(p_sql text) returns text language plpgsql as $$
declare
  v_plan json;
begin
  execute 'explain (analyze, costs off, timing off, summary off, format json) ' || p_sql into v_plan;
  return (
    with recursive nodes as (
      select v_plan -> 0 -> 'Plan' as node
      union all
      select child from nodes, json_array_elements(node -> 'Plans') child
    )
    select string_agg(distinct concat_ws(' ', node ->> 'Node Type', node ->> 'Schema', node ->> 'Index Name'), ', ')
      filter (where node ->> 'Relation Name' = 'owner' and (node ->> 'Actual Loops')::int > 0)
    from nodes);
end $$;
create function pg_temp.ran(p_sql text) returns text language plpgsql as $$
declare
  v_plan json;
begin
  execute 'explain (analyze, verbose, costs off, timing off, summary off, format json) ' || p_sql into v_plan;
  return (
    with recursive nodes as (
      select v_plan -> 0 -> 'Plan' as node
      union all
      select child from nodes, json_array_elements(node -> 'Plans') child
    )
    select string_agg(distinct node ->> 'Schema', ',') filter (where (node ->> 'Actual Loops')::int > 0)
      || ' ' || count(*) filter (where node ->> 'Relation Name' = 'owner' and (node ->> 'Actual Loops')::int = 0)
    from nodes);
end $$;
select set_config('cutover.subject', 'somebody', true) as subject \gset
select is(pg_temp.ran('select * from shop.owner where id = 7'), 'old 1', 'legacy answers, the other branch is never executed');
select set_config('cutover.subject', 'pinned', true) as subject \gset
select is(pg_temp.ran('select * from shop.owner where id = 7'), 'new 1', 'supabase answers, the other branch is never executed');
select is(pg_temp.ran('select count(*) from shop.owner'), 'new 1', 'whole tables as well');
select is(pg_temp.nodes(replace(q, '%', 'shop')), pg_temp.nodes(replace(q, '%', 'new')), q)
from unnest(array[
  'select * from %.owner where id = 7',
  'select * from %.owner where id between 7 and 90',
  'select * from %.owner where name = ''n77''',
  'select * from %.owner order by id limit 10',
  'select * from %.owner order by name desc limit 10',
  'select * from %.owner where name > ''n5'' order by name limit 10',
  'select count(*) from %.owner',
  'select o.* from new.item i join %.owner o on o.id = i.owner_id where i.line = 1 and i.owner_id = 1',
  'select * from %.owner where id in (select owner_id from new.item where owner_id < 3)']) q;
create function pg_temp.plan_of(p_sql text) returns text language plpgsql as $$
declare v_plan text;
begin
  execute 'explain (costs off, format json) ' || p_sql into v_plan;
  return v_plan;
end $$;
select matches(pg_temp.plan_of('select * from shop.owner order by id limit 10'), 'Merge Append', 'an ordered limit merges, it does not sort');
select doesnt_match(pg_temp.plan_of('select * from shop.owner order by id limit 10'), '"Sort"', 'so that ten rows are read for ten rows');
-- In parallel, where the bare table would be; the question is still asked once.
set local parallel_setup_cost = 0;
set local parallel_tuple_cost = 0;
set local min_parallel_table_scan_size = 0;
select matches(pg_temp.plan_of('select count(*) from new.owner'), '"Gather"', 'the bare table is read in parallel');
select matches(pg_temp.plan_of('select count(*) from shop.owner'), '"Gather"', 'and so is the gated view');
select is(pg_temp.ran('select count(*) from shop.owner'), 'new 1', 'still one side');
reset parallel_setup_cost;
reset parallel_tuple_cost;
reset min_parallel_table_scan_size;
-- One statement, one side.
update cutover.read_splits set percentage = 50 where table_id = :owner;
select is((select count(*) from shop.owner a join shop.owner b using (id)), (select count(*) from new.owner), 'a statement that names the view twice reads one side');
select * from finish();
rollback;
