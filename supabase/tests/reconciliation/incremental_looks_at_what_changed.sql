-- An incremental job looks at the verify queue, the open drift, and a slice of the table; the rest of the table costs nothing.
\ir setup.inc
select plan(6);
update cutover.settings set value = '5' where key = 'reconciliation_slice_rows';
select pg_temp.plant($$update new.item set name = 'known' where id = 1; update new.item set name = 'put right' where id = 2$$);
select pg_temp.reconcile('item');
select pg_temp.plant($$update new.item set name = 'n2' where id = 2; update new.item set name = 'queued' where id = 3; update new.item set name = 'unseen' where id = 9$$);
insert into cutover_private.verify_queue (table_id, key) values (:item, '{3}'), (:item, '{4}');
select * from pg_temp.reconcile('item', 'incremental') \gset job_
select is(:'job_status' || ' ' || :job_chunks_total, 'completed 1', 'it completes with one chunk');
select is(array[:job_rows_legacy, :job_rows_supabase, :job_suspects]::bigint[], array[9, 9, 4]::bigint[], 'five rows of the slice and four by key');
select is(array[:job_healed, :job_mismatched]::bigint[], array[2, 2]::bigint[], 'two are equal, two differ');
select bag_eq('select key from pg_temp.drift()', $$values ('{1}'), ('{3}')$$, 'known drift, and what the queue held');
select is((select count(*) from cutover_private.verify_queue), 0::bigint, 'the queue is empty');
select is((select mismatched from cutover_private.drift(:item)), 2::bigint, 'which counts from now on');
select * from finish();
rollback;
