-- A check of references joins: asked for each row, a parent that is updated all the time would hold the check up without end.
\ir ../pipeline/setup.inc
select plan(2);
insert into old.owner (name) select 'o' || g from generate_series(1, 50) g;
insert into old.item (owner_id, line) select 1, g from generate_series(1000, 3000) g;
analyze old.owner;
analyze old.item;
create function pg_temp.scans() returns bigint language sql as $$
  select sum(pg_stat_get_xact_numscans(c.oid)) from pg_class c
  where c.oid = 'old.owner'::regclass or c.oid in (select indexrelid from pg_index where indrelid = 'old.owner'::regclass)
$$;
select pg_temp.scans() as before \gset
select is((select children || ' ' || orphans from cutover_agent.count_references(
  (select legacy_endpoint from cutover.cutover_tables where name = 'item'), array['owner_id'], 'old', 'owner', array['id'])), '2002 0', 'all are counted');
select cmp_ok(pg_temp.scans() - :before, '<', 10::bigint, 'and the parent is not looked up for each of them');
select * from finish();
rollback;
