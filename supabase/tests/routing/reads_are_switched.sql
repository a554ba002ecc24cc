-- The read source moves alone: proven first, capped by the flag, back at once; writes stay where they are.
\ir ../rules/setup.inc
select plan(31);
create function pg_temp.code(p_answer jsonb) returns text language sql as $$ select coalesce(p_answer #>> '{error,code}', 'ok') $$;
create function pg_temp.to(p_read_source text, p_table text default 'owner') returns text language sql as $$
  select pg_temp.code(cutover.switch_read_source(p_read_source, 'test', p_table))
$$;
create function pg_temp.names(p_view regclass default 'shop.owner') returns text language sql as $$
  select string_agg(distinct n.nspname, ',' order by n.nspname) from pg_depend d join pg_rewrite r on r.oid = d.objid join pg_class c on c.oid = d.refobjid
  join pg_namespace n on n.oid = c.relnamespace
  where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and r.ev_class = p_view and c.oid <> p_view
    and c.oid <> 'cutover_routing.never_locked'::regclass
$$;
create function pg_temp.sources() returns text language sql as $$ select read_source || ' ' || write_source from cutover.cutover_tables where name = 'owner' $$;
select is(pg_temp.to('elsewhere'), 'CT001', 'a read source that there is not');
select is(pg_temp.code(cutover.switch_read_source('dual', 'test')), 'CT001', 'neither table nor group');
select is(pg_temp.to('dual', 'nothing'), 'CT002', 'an unknown table');
-- Not proven: a row differs.
select pg_temp.plant('update new.owner set name = ''other'' where id = 1');
select pg_temp.reconcile();
select is(pg_temp.to('dual'), 'CT217', 'not while rows differ');
select matches(cutover.switch_read_source('dual', 'test', 'owner') #>> '{error,details}', 'drift_percent', 'the gate is named');
select pg_temp.plant('update new.owner set name = ''anna'' where id = 1');
select pg_temp.reconcile();
select is(pg_temp.sources(), 'legacy legacy', 'nothing was changed');
select is(pg_temp.to('dual'), 'ok', 'proven');
select is(pg_temp.sources(), 'dual legacy', 'reads are split, writes are not');
select is(pg_temp.names(), 'new,old', 'the view has both sides');
select is(cutover.set_read_split('owner', 'test', 50) ->> 'ok', 'true', 'half of the subjects');
update cutover.read_splits set halted_at = clock_timestamp(), halted_reason = 'test' where table_id = :owner;
select is(pg_temp.to('supabase'), 'CT221', 'not past a halt');
select cutover.resume_read_split('owner', 'test') ->> 'ok' as ok \gset
select is(pg_temp.to('supabase'), 'ok', 'all of them');
select is(pg_temp.names(), 'new', 'nothing in the view names legacy');
insert into shop.owner (id, name) values (70, 'written');
select is((select name from old.owner where id = 70), 'written', 'writes go to legacy still');
select is((select count(*) from shop.owner where id = 70), 0::bigint, 'and are read when they have come over');
select pg_temp.settle();
select is((select name from shop.owner where id = 70), 'written', 'as they have now');
-- The flag caps everything.
select is(cutover.set_feature_flag('data_migration_final', true, p_rollout_percentage => 20) ->> 'ok', 'true', 'the flag is lowered');
select is(pg_temp.sources(), 'dual legacy', 'reads that all went to supabase are split again');
select is((select percentage from cutover.read_splits where table_id = :owner), 100.00, 'as far as the flag lets them');
select is(pg_temp.names(), 'new,old', 'in the gated form');
select is(pg_temp.to('supabase'), 'CT218', 'all of them is refused');
-- Back: a split is one row, a view is replaced.
select is(cutover.set_feature_flag('data_migration_final', true, p_rollout_percentage => 100) ->> 'ok', 'true', 'the flag holds for all');
select is(pg_temp.to('supabase', 'item'), 'ok', 'the other table reads supabase');
select cutover.set_read_split('owner', 'test', p_pinned => '{tom}') ->> 'ok' as ok \gset
select is(cutover.rollback_cutover('shop', 'test', 'reads_only') -> 'result' -> 'previous', '{"item": "supabase", "owner": "dual"}', 'reads go back, all of the group');
select is((select string_agg(name || ' ' || read_source || ' ' || write_source, ', ' order by name) from cutover.cutover_tables where group_id = :shop),
  'item legacy legacy, owner dual legacy', 'the one by its view');
select is((select percentage from cutover.read_splits where table_id = :owner), 0.00, 'the other by its split');
select set_config('cutover.subject', 'somebody', true) is not null as set \gset
select is(cutover.read_side('owner'), 'legacy', 'so that nobody reads supabase');
select is(cutover.read_side('owner', 'tom'), 'legacy', 'not even who was pinned');
select is(pg_temp.to('legacy'), 'ok', 'and to the plain form');
select is(pg_temp.names(), 'old', 'over legacy');
select is((select count(*) from pg_trigger where tgrelid = 'shop.owner'::regclass), 0::bigint, 'without a trigger');
select * from finish();
rollback;
