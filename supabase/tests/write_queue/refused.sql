-- freeze_writes refuse: during a freeze window writes through the routed view are refused with CT705; before, after and beside it they go on.
\ir ../pipeline/setup.inc
select plan(14);
create function pg_temp.write(p_sql text) returns text language plpgsql as $$
declare v_state text;
begin
  execute p_sql;
  return 'done';
exception when others then
  get stacked diagnostics v_state = returned_sqlstate;
  return v_state;
end $$;
select pg_temp.settle();
select is(cutover.set_freeze_writes('owner', 'sometimes', 'test') #>> '{error,code}', 'CT001', 'no such choice');
select is(cutover.set_freeze_writes('owner', 'refuse', 'test') -> 'result', '{"table": "owner", "freeze_writes": "refuse", "previous_value": "allow"}', 'chosen');
select is(pg_temp.write($$update shop.owner set total = 1 where id = 1$$), 'done', 'without a window writes go on');
select cutover.start_emergency_freeze('shop', 'test') #>> '{result,window}' as freeze \gset
select is(pg_temp.write($$update shop.owner set total = 2 where id = 1$$), 'CT705', 'update');
select is(pg_temp.write($$insert into shop.owner (id, name) values (10, 'x')$$), 'CT705', 'insert');
select is(pg_temp.write($$delete from shop.owner where id = 2$$), 'CT705', 'delete');
select is(pg_temp.write($$update shop.owner set total = 2 where id = 99$$), 'done', 'what touches no row is no write');
select is((select count(*) from shop.owner), 2::bigint, 'reads go on');
select is(pg_temp.write($$update shop.item set note = 'two'$$), 'done', 'as do writes to tables that allow them');
select is(cutover.set_freeze_writes('owner', 'allow', 'test') #>> '{error,code}', 'CT201', 'the choice stays while it is in force');
select is(cutover.unregister_table('owner') #>> '{error,code}', 'CT408', 'as does the table');
select cutover.complete_freeze_window(:'freeze') ->> 'ok' as ok \gset
select is(pg_temp.write($$update shop.owner set total = 3 where id = 1$$), 'CT705', 'until the monitor has been by');
select cutover_private.gate_turn();
select is(pg_temp.write($$update shop.owner set total = 3 where id = 1$$), 'done', 'over');
set constraints all immediate;
select is((select string_agg(action || ' ' || detail, '; ' order by seq) from cutover.cutover_audit_log where recorded_at >= now() and action in ('writes.freeze', 'writes.release')),
  'writes.freeze {"owner": "refuse"}; writes.release {"replayed": 0, "conflicts": 0}', 'audited');
select * from finish();
rollback;
