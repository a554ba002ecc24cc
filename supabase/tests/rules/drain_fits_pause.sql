-- What waits, at the rate that was measured, has to fit into the write pause; applied, it does.
\ir setup.inc
select plan(6);
select is(pg_temp.found('drain_fits_pause'), null, 'nothing waits');
insert into old.owner (name) select 'o' || i from generate_series(1, 600) i;
select is(pg_temp.gate('drain_fits_pause'), 'passed 0.12', 'at the rate that is assumed');
select cutover_private.pipeline_pass(:shop);
select cmp_ok((select a.rows_per_second from cutover.apply_rates a where a.group_id = :shop), '>', 0::numeric, 'a round of many rows measures it');
insert into old.owner (name) select 'o' || i from generate_series(1, 600) i;
update cutover.apply_rates set rows_per_second = 50;
select is(pg_temp.found('drain_fits_pause'), 'item failed 12; owner failed 12', 'twelve seconds for ten');
select is((select evidence - 'rate_measured_at' from cutover.cutover_checklists where table_id = :item and rule_id = 'drain_fits_pause'), '{"entries": 600, "rows_per_second": 50}', 'and why');
select pg_temp.settle();
select is(pg_temp.found('drain_fits_pause'), null, 'applied');
select * from finish();
rollback;
