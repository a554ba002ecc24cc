-- Of all transitions between states only the seven legal ones pass, and none leaves a finalized table.
\ir setup.inc
select plan(11);
create table old.item (id bigint primary key);
create table new.item (id bigint primary key);
select pg_temp.register('item') as ok \gset
create function pg_temp.go(p_from text, p_to text) returns text language plpgsql as $$
begin
  alter table cutover.cutover_tables disable trigger check_transition;
  update cutover.cutover_tables set state = p_from, finalized_at = null, write_source = case when p_from in ('cutover', 'completed') then 'supabase' else 'legacy' end where name = 'item';
  alter table cutover.cutover_tables enable always trigger check_transition;
  update cutover.cutover_tables set state = p_to, write_source = case when p_to in ('cutover', 'completed') then 'supabase' else 'legacy' end where name = 'item';
  return 'done';
exception when others then
  alter table cutover.cutover_tables enable always trigger check_transition;
  return sqlstate;
end $$;
create temporary table tried as
  select a.state as from_state, b.state as to_state, null::text as outcome
  from unnest(array['pending', 'ready', 'cutover', 'completed', 'rolled_back']) a(state),
    unnest(array['pending', 'ready', 'cutover', 'completed', 'rolled_back']) b(state);
do $$
declare v_try record;
begin
  for v_try in select * from tried loop
    update tried set outcome = pg_temp.go(v_try.from_state, v_try.to_state) where (from_state, to_state) = (v_try.from_state, v_try.to_state);
  end loop;
end $$;
select set_eq($$select from_state || ' > ' || to_state from tried where outcome = 'done' and from_state <> to_state$$, array[
  'pending > ready', 'ready > pending', 'ready > cutover', 'cutover > completed', 'cutover > rolled_back', 'completed > rolled_back', 'rolled_back > pending'], 'seven pass');
select is((select count(*) from tried where outcome = 'CT201'), 13::bigint, 'all others are refused with CT201');
select is((select count(*) from tried where from_state = to_state and outcome = 'done'), 5::bigint, 'staying is no transition');
select pg_temp.go('completed', 'completed') as ok \gset
select throws_ok($$update cutover.cutover_tables set write_source = 'legacy' where name = 'item'$$, '23514', null, 'completed means that supabase is the truth');
select throws_ok($$update cutover.cutover_tables set read_source = 'elsewhere' where name = 'item'$$, '23514', null, 'readers are sent to a side');
update cutover.cutover_tables set finalized_at = now() where name = 'item';
select throws_ok($$update cutover.cutover_tables set state = 'rolled_back', write_source = 'legacy', finalized_at = null where name = 'item'$$, 'CT211', null, 'a finalized table stays');
select is(pg_temp.refusal(cutover.rollback_cutover('item', 'test')), array['CT211', 'Group item is finalized; there is no way back.', null,
  'The reverse capture was removed when it was finalized.'], 'and says so');
select pg_temp.go('cutover', 'cutover') as ok \gset
select throws_ok($$update cutover.cutover_tables set finalized_at = now() where name = 'item'$$, '23514', null, 'only a completed table is finalized');
select cmp_ok((select updated_at from cutover.cutover_tables where name = 'item'), '>', (select created_at from cutover.cutover_tables where name = 'item'), 'changes are dated');
set local role authenticated;
select throws_ok($$update cutover.cutover_tables set state = 'pending'$$, '42501', null, 'nobody writes states by hand');
reset role;
select throws_ok($$delete from cutover.table_groups where name = 'item'$$, '23503', null, 'a group with tables cannot be deleted');
select * from finish();
rollback;
