-- A cutover without capture: what changed since the backfill is found and carried over, and a difference under the barrier stops it.
\ir setup.inc
select plan(13);
insert into old.owner (id, name, total) values (70, 'late', 1), (71, 'later', 2);
update old.owner set name = 'anna changed' where id = 1;
delete from old.item;
insert into old.item values (70, 1, 'of late', 'z');
select is((select count(*) from cutover_agent.journal), 0::bigint, 'nothing of this was captured');
select is(pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status', 'completed', 'the run finds it, and switches');
select set_eq($$select id, name from new.owner$$, $$select id, name from old.owner$$, 'every owner is there');
select set_eq($$select * from new.item$$, $$select * from old.item$$, 'every item, too');
select is((select write_source from cutover.cutover_tables where name = 'item'), 'supabase', 'supabase is the truth');

-- Back.
select is(cutover.rollback_cutover('shop', 'test', 'immediate') #>> '{error,code}', 'CT606', 'not in mode immediate: conflicts could not be told');
update new.owner set total = 9 where id = 70;
insert into new.item values (71, 1, 'new', 'y');
delete from new.item where owner_id = 70;
delete from new.owner where id = 2;
select is(pg_temp.drive(cutover.rollback_cutover('shop', 'test')) ->> 'status', 'completed', 'but by drain');
select set_eq($$select * from old.owner$$, $$select * from new.owner$$, 'legacy has every write');
select set_eq($$select * from old.item$$, $$select * from new.item$$, 'of both tables');
select is((select string_agg(verdict, ',') from cutover.cutover_checklists where rule_id = 'legacy_writes_stopped'), null::text, 'the attestation is over');

-- Once more, with a writer whom nobody stopped.
select cutover.attest('shop', 'legacy_writes_stopped', 'read only') ->> 'ok' as ok \gset
select pg_temp.reconcile();
select cutover.prepare_cutover('shop') #>> '{result,ready}' as ready \gset
select cutover.execute_cutover('shop') #>> '{result,run_id}' as run \gset
create function pg_temp.until_ready(p_run uuid) returns text language plpgsql as $$
begin
  for i in 1 .. 50 loop
    exit when cutover.advance_run(p_run) ->> 'step' = 'block_writes';
  end loop;
  return (select step from cutover.cutover_runs where id = p_run);
end $$;
select is(pg_temp.until_ready(:'run'), 'block_writes', 'all is compared, the switch comes next');
update old.owner set total = -5 where id = 71;
select is(cutover.advance_run(:'run') #>> '{error,code}', 'CT604', 'a row written since then is noticed');
select is((select string_agg(distinct state || ' ' || write_source, ',') from cutover.cutover_tables where group_id = :shop), 'ready legacy', 'and nothing was switched');
select * from finish();
rollback;
