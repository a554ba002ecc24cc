-- A request with an idempotency key may hold many writes: only the repetition of one is left out, whatever they have in common.
\ir ../pipeline/setup.inc
select plan(4);
select pg_temp.settle();
select cutover.command('set_freeze_writes', '{"table": "owner", "mode": "queue", "reason": "test"}') ->> 'ok' as ok \gset
select cutover.start_emergency_freeze('shop', 'test') ->> 'ok' as ok \gset
set local cutover.idempotency_key = 'request';
insert into shop.owner (name) values ('carl'), ('dora'), ('dora');
update shop.owner set name = 'anna the first' where id = 1;
update shop.owner set total = 5 where id = 1;
select is((select count(*) from cutover.queued_writes where table_id = :owner), 5::bigint, 'rows without a key, equal rows of one statement, and two writes of one key');
insert into shop.owner (name) values ('carl'), ('dora'), ('dora');
update shop.owner set name = 'anna the first' where id = 1;
update shop.owner set total = 5 where id = 1;
select is((select count(*) from cutover.queued_writes where table_id = :owner), 5::bigint, 'the same request again adds nothing');
set local cutover.idempotency_key = '';
update cutover.freeze_windows set ends_at = clock_timestamp() where group_id = :shop;
select cutover_private.sweep_freeze_windows() as swept \gset
select cutover_private.open_gates(:shop) as opened \gset
select results_eq('select name from shop.owner where id > 2 order by name', array['carl', 'dora', 'dora'], 'all are replayed');
select is((select string_agg(distinct status, ', ' order by status) from cutover.queued_writes where table_id = :owner and operation = 'insert'), 'replayed', 'and none is in conflict');
select * from finish();
rollback;
