-- A full job names every key that differs, how, and in which columns; and nothing else.
\ir setup.inc
select plan(7);
select pg_temp.plant($$
  delete from new.item where id in (1, 13);
  insert into new.item values (26, 'extra', 1), (-7, 'extra', 1);
  update new.item set name = 'other' where id = 10;
  update new.item set name = null, price = price + 0.1 where id = 11;
$$);
select * from pg_temp.reconcile('item') \gset job_
select is(:'job_status'::text, 'completed', 'completed');
select bag_eq('select * from pg_temp.drift()', $$values ('{1}', 'missing', '{}'), ('{13}', 'missing', '{}'), ('{26}', 'extra', '{}'), ('{-7}', 'extra', '{}'),
  ('{10}', 'mismatched', '{name}'), ('{11}', 'mismatched', '{name,price}')$$, 'each difference, with its columns');
select is(array[:job_missing, :job_extra, :job_mismatched]::bigint[], array[2, 2, 2]::bigint[], 'counted by kind');
select is(array[:job_rows_legacy, :job_rows_supabase]::bigint[], array[25, 25]::bigint[], 'all rows were compared');
select is(:job_drift_percent, 24.0, 'six of 25 rows are 24 percent');
select is((select verdict || ' ' || drift_parts_per_million::integer from cutover.reconciliation_summary where table_name = 'item'), 'different 240000', 'the summary says so');
select is((select count(*) from cutover_private.reconciliation_suspects), 0::bigint, 'no suspect is left behind');
select * from finish();
rollback;
